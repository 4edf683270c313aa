/**
 * Dragon. E. M. McCreight, The Dragon Computer System, 1984; as Culler & Singh 1999, section
 * 5.3.3, draw it. The last writer of a shared line owns it (Sm); memory stays old.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

const owns = (state: string): boolean => state === 'Sm' || state === 'M';

export const dragon: ModelProtocol = {
  name: 'Dragon',
  coherent: true,
  states: ['I', 'E', 'Sc', 'Sm', 'M'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'E' || state === 'M',
    dirty: owns(state),
    exclusive: state === 'E' || state === 'M',
  }),
  onRead: (state) =>
    state === 'I' ? fetching('BusRd', ({ shared }) => (shared ? 'Sc' : 'E')) : silently(state),
  onWrite: (state) => {
    if (state === 'E' || state === 'M') return silently('M');
    const next = ({ shared }: { shared: boolean }): string => (shared ? 'Sm' : 'M');
    if (state === 'I') return { transaction: 'BusRd', fetches: true, thenUpdates: true, next };
    return { transaction: 'BusUpd', next };
  },
  onEvict: (state) => ({ writesBack: owns(state) }),
  onSnoop: (state, transaction) => {
    switch (transaction) {
      case 'BusRd':
        return { next: owns(state) ? 'Sm' : 'Sc', supplies: owns(state) };
      case 'BusUpd':
        if (state === 'E' || state === 'M') throw new CannotHappen(state, transaction);
        return { next: 'Sc', takesWord: true };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
