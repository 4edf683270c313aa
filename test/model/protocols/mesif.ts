/**
 * MESIF. J. R. Goodman and H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for
 * Point-to-Point Interconnects, 2009. The latest reader of a shared clean line holds it in F and
 * answers for it.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const mesif: ModelProtocol = {
  name: 'MESIF',
  coherent: true,
  states: ['I', 'S', 'F', 'E', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'E' || state === 'M',
    dirty: state === 'M',
    exclusive: state === 'E' || state === 'M',
  }),
  onRead: (state) =>
    state === 'I' ? fetching('BusRd', ({ shared }) => (shared ? 'F' : 'E')) : silently(state),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'M');
    if (state === 'E' || state === 'M') return silently('M');
    return { transaction: 'BusUpgr', next: () => 'M' };
  },
  onEvict: (state) => ({ writesBack: state === 'M' }),
  onSnoop: (state, transaction) => {
    const supplies = state !== 'S';
    switch (transaction) {
      case 'BusRd':
        return { next: 'S', supplies, flushes: state === 'M' };
      case 'BusRdX':
        return { next: 'I', supplies };
      case 'BusUpgr':
        if (state === 'E' || state === 'M') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
