/**
 * Berkeley Ownership. R. H. Katz, S. J. Eggers, D. A. Wood, C. L. Perkins and R. G. Sheldon,
 * Implementing a Cache Consistency Protocol, 1985. The owner answers and memory stays old.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

const owns = (state: string): boolean => state === 'SD' || state === 'D';

export const berkeley: ModelProtocol = {
  name: 'Berkeley',
  coherent: true,
  states: ['I', 'V', 'SD', 'D'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'D',
    dirty: owns(state),
    exclusive: state === 'D',
  }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'V') : silently(state)),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'D');
    if (state === 'D') return silently(state);
    return { transaction: 'BusUpgr', next: () => 'D' };
  },
  onEvict: (state) => ({ writesBack: owns(state) }),
  onSnoop: (state, transaction) => {
    switch (transaction) {
      case 'BusRd':
        return { next: owns(state) ? 'SD' : 'V', supplies: owns(state) };
      case 'BusRdX':
        return { next: 'I', supplies: owns(state) };
      case 'BusUpgr':
        if (state === 'D') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
