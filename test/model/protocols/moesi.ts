/**
 * MOESI. P. Sweazey and A. J. Smith, A Class of Compatible Cache Consistency Protocols and their
 * Support by the IEEE Futurebus, 1986: the member with invalidation and ownership.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

const owns = (state: string): boolean => state === 'O' || state === 'M';

export const moesi: ModelProtocol = {
  name: 'MOESI',
  coherent: true,
  states: ['I', 'S', 'E', 'O', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'E' || state === 'M',
    dirty: owns(state),
    exclusive: state === 'E' || state === 'M',
  }),
  onRead: (state) =>
    state === 'I' ? fetching('BusRd', ({ shared }) => (shared ? 'S' : 'E')) : silently(state),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'M');
    if (state === 'E' || state === 'M') return silently('M');
    return { transaction: 'BusUpgr', next: () => 'M' };
  },
  onEvict: (state) => ({ writesBack: owns(state) }),
  onSnoop: (state, transaction) => {
    const supplies = owns(state);
    switch (transaction) {
      case 'BusRd':
        return { next: owns(state) ? 'O' : 'S', supplies };
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
