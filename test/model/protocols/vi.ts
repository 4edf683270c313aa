/** Write-through invalidate, no allocation on writes (Culler & Singh 1999, section 5.1). */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const vi: ModelProtocol = {
  name: 'VI',
  coherent: true,
  states: ['I', 'V'],
  facts: (state) => ({ readable: state === 'V' }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'V') : silently('V')),
  // The word goes to memory whether or not there is a copy to keep in step.
  onWrite: (state) => ({ transaction: 'BusWr', next: () => state }),
  onEvict: () => ({ writesBack: false }),
  onSnoop: (state, transaction) => {
    switch (transaction) {
      case 'BusRd':
        return { next: 'V' };
      case 'BusWr':
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
