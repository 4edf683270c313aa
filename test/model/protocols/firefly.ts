/**
 * Firefly. C. P. Thacker, L. C. Stewart and E. H. Satterthwaite, Firefly: A Multiprocessor
 * Workstation, 1987; as Archibald & Baer 1986 tell it. Writes to shared lines go to the other
 * copies and to memory, so that shared copies are clean.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const firefly: ModelProtocol = {
  name: 'Firefly',
  coherent: true,
  states: ['I', 'V', 'S', 'D'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'V' || state === 'D',
    dirty: state === 'D',
    exclusive: state === 'V' || state === 'D',
  }),
  onRead: (state) =>
    state === 'I' ? fetching('BusRd', ({ shared }) => (shared ? 'S' : 'V')) : silently(state),
  onWrite: (state) => {
    if (state === 'I') {
      return {
        transaction: 'BusRd',
        fetches: true,
        thenUpdates: true,
        wordToMemory: 'if updated',
        next: ({ shared }) => (shared ? 'S' : 'D'),
      };
    }
    if (state === 'S') {
      return {
        transaction: 'BusUpd',
        wordToMemory: 'always',
        // When nobody asserts the shared line any more, writes need no longer go through.
        next: ({ shared }) => (shared ? 'S' : 'V'),
      };
    }
    return silently('D');
  },
  onEvict: (state) => ({ writesBack: state === 'D' }),
  onSnoop: (state, transaction) => {
    switch (transaction) {
      case 'BusRd':
        return { next: 'S', supplies: true, flushes: state === 'D' };
      case 'BusUpd':
        if (state !== 'S') throw new CannotHappen(state, transaction);
        return { next: 'S', takesWord: true };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
