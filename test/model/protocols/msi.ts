/** MSI (Culler & Singh 1999, section 5.3.1). */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const msi: ModelProtocol = {
  name: 'MSI',
  coherent: true,
  states: ['I', 'S', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'M',
    dirty: state === 'M',
    exclusive: state === 'M',
  }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'S') : silently(state)),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'M');
    if (state === 'S') return { transaction: 'BusUpgr', next: () => 'M' };
    return silently('M');
  },
  onEvict: (state) => ({ writesBack: state === 'M' }),
  onSnoop: (state, transaction) => {
    const modified = state === 'M';
    switch (transaction) {
      case 'BusRd':
        return { next: 'S', supplies: modified, flushes: modified };
      case 'BusRdX':
        // The requester takes over the newest copy; memory need not see it on the way.
        return { next: 'I', supplies: modified };
      case 'BusUpgr':
        if (modified) throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
