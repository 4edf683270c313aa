/** MI: one copy at a time, taken by whoever refers to the line (Nagarajan et al. 2020). */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const mi: ModelProtocol = {
  name: 'MI',
  coherent: true,
  states: ['I', 'M'],
  facts: (state) => {
    const held = state === 'M';
    return { readable: held, writable: held, dirty: held, exclusive: held };
  },
  onRead: (state) => (state === 'I' ? fetching('BusRdX', () => 'M') : silently('M')),
  onWrite: (state) => (state === 'I' ? fetching('BusRdX', () => 'M') : silently('M')),
  onEvict: () => ({ writesBack: true }),
  onSnoop: (state, transaction) => {
    if (transaction !== 'BusRdX') throw new CannotHappen(state, transaction);
    return { next: 'I', supplies: true };
  },
};
