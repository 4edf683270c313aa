/**
 * MESI in which memory supplies what is clean, the subset of the MOESI class without Owned.
 * P. Sweazey and A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by
 * the IEEE Futurebus, 1986. Only a modified copy intervenes; when another reads, memory takes it too.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const mesiMemory: ModelProtocol = {
  name: 'MESI-memory',
  coherent: true,
  states: ['I', 'S', 'E', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'E' || state === 'M',
    dirty: state === 'M',
    exclusive: state === 'E' || state === 'M',
  }),
  onRead: (state) =>
    state === 'I' ? fetching('BusRd', ({ shared }) => (shared ? 'S' : 'E')) : silently(state),
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
        return { next: 'I', supplies: modified };
      case 'BusUpgr':
        if (state !== 'S') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
