import type { ProtocolSource } from '../protocol/types.js';

export const mesi: ProtocolSource = {
  name: 'MESI',
  title: 'the Illinois protocol',
  source:
    'M. S. Papamarcos, J. H. Patel, A Low-Overhead Coherence Solution for Multiprocessors with Private Cache Memories, 1984; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986',
  about:
    'MSI with a fourth state, Exclusive: a line that no other cache held when it was read may be written without a transaction. Any cache that holds the line, clean or not, answers a miss, so memory answers only when no cache can; where several hold it, the lowest-numbered one wins the arbitration; a home, which cannot arbitrate, answers for its sharers unless numa.directory.cleanFrom says sharer. A modified line that another cache reads goes to memory at the same time; one that another cache wants to write moves to that cache alone. The paper calls the states Invalid, Shared, Exclusive-Unmodified and Exclusive-Modified. Transactions are atomic.',
  states: {
    I: [],
    S: ['readable', 'supplies'],
    E: ['readable', 'writable', 'exclusive', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                   | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr
    I     | BusRd → shared ? S : E | BusRdX → M  | !             | .                 | .          | .
    S     | .                      | BusUpgr → M | → I           | Supply → S        | Supply → I | → I
    E     | .                      | → M         | → I           | Supply → S        | Supply → I | !
    M     | .                      | .           | WriteBack → I | Supply, Flush → S | Supply → I | !
  `,
};
