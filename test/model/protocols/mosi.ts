/** MOSI: MSI whose modified copy stays the owner when others read (Nagarajan et al. 2020). */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

const owns = (state: string): boolean => state === 'O' || state === 'M';

export const mosi: ModelProtocol = {
  name: 'MOSI',
  coherent: true,
  states: ['I', 'S', 'O', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'M',
    dirty: owns(state),
    exclusive: state === 'M',
  }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'S') : silently(state)),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'M');
    if (state === 'M') return silently('M');
    return { transaction: 'BusUpgr', next: () => 'M' };
  },
  onEvict: (state) => ({ writesBack: owns(state) }),
  onSnoop: (state, transaction) => {
    switch (transaction) {
      case 'BusRd':
        return { next: owns(state) ? 'O' : 'S', supplies: owns(state) };
      case 'BusRdX':
        return { next: 'I', supplies: owns(state) };
      case 'BusUpgr':
        if (state === 'M') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
