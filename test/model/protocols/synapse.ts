/**
 * Synapse. S. J. Frank, Tightly Coupled Multiprocessor System Speeds Memory-Access Times, 1984;
 * as Archibald & Baer 1986 tell it. Caches never answer each other: a dirty copy goes to memory,
 * and memory answers. There is no invalidation signal, so that a write hit is a write miss.
 */
import { CannotHappen, fetching, type ModelProtocol, silently } from '../protocol.js';

export const synapse: ModelProtocol = {
  name: 'Synapse',
  coherent: true,
  states: ['I', 'V', 'D'],
  facts: (state) => ({
    readable: state !== 'I',
    writable: state === 'D',
    dirty: state === 'D',
    exclusive: state === 'D',
  }),
  onRead: (state) => (state === 'I' ? fetching('BusRd', () => 'V') : silently(state)),
  onWrite: (state) => (state === 'D' ? silently('D') : fetching('BusRdX', () => 'D')),
  onEvict: (state) => ({ writesBack: state === 'D' }),
  onSnoop: (state, transaction) => {
    const dirty = state === 'D';
    switch (transaction) {
      case 'BusRd':
        // The dirty copy is given up even when the other only reads.
        return { next: dirty ? 'I' : 'V', flushes: dirty };
      case 'BusRdX':
        return { next: 'I', flushes: dirty };
      default:
        throw new CannotHappen(state, transaction);
    }
  },
};
