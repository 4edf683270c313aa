/**
 * MOESIF: MOESI with MESIF's forwarder. A dirty owner answers while there is one, and readers
 * then come in S; without one the latest reader is the forwarder.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

const owns = (state: string): boolean => state === 'O' || state === 'M';

export const moesif: ModelProtocol = {
  name: 'MOESIF',
  coherent: true,
  states: ['I', 'S', 'F', 'E', 'O', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'E' || state === 'M',
    dirty: owns(state),
    exclusive: state === 'E' || state === 'M',
  }),
  onRead: (state) =>
    state === 'I'
      ? fetching('BusRd', ({ shared, owned }) => (owned ? 'S' : shared ? 'F' : 'E'))
      : silently(state),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'M');
    if (state === 'E' || state === 'M') return silently('M');
    return { transaction: 'BusUpgr', next: () => 'M' };
  },
  onEvict: (state) => ({ writesBack: owns(state) }),
  onSnoop: (state, transaction) => {
    const supplies = state !== 'S';
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
