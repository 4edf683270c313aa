/**
 * Write-once. J. R. Goodman, Using Cache Memory to Reduce Processor-Memory Traffic, 1983; write
 * misses as Archibald & Baer 1986 describe them.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const writeOnce: ModelProtocol = {
  name: 'write-once',
  coherent: true,
  states: ['I', 'V', 'R', 'D'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'R' || state === 'D',
    dirty: state === 'D',
    exclusive: state === 'R' || state === 'D',
  }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'V') : silently(state)),
  onWrite: (state) => {
    if (state === 'I') return fetching('BusRdX', () => 'D');
    // The first write goes through, which tells the others; further ones stay in the cache.
    if (state === 'V') return { transaction: 'BusWr', next: () => 'R' };
    return silently('D');
  },
  onEvict: (state) => ({ writesBack: state === 'D' }),
  onSnoop: (state, transaction) => {
    const newest = state === 'D';
    switch (transaction) {
      case 'BusRd':
        return { next: 'V', supplies: newest, flushes: newest };
      case 'BusRdX':
        return { next: 'I', supplies: newest };
      case 'BusWr':
        // Written through from a Valid copy: no copy elsewhere is Reserved or Dirty then.
        if (state !== 'V') throw new CannotHappen(state, transaction);
        return { next: 'I' };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
