/**
 * MESI, the Illinois protocol. M. S. Papamarcos and J. H. Patel, A Low-Overhead Coherence Solution
 * for Multiprocessors with Private Cache Memories, 1984. Every holder offers the line; a modified
 * one that another reads also brings memory up to date.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const mesi: ModelProtocol = {
  name: 'MESI',
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
    switch (transaction) {
      case 'BusRd':
        return { next: 'S', supplies: true, flushes: state === 'M' };
      case 'BusRdX':
        return { next: 'I', supplies: true };
      case 'BusUpgr':
        if (state !== 'S') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
