import type { ProtocolSource } from '../protocol/types.js';

export const writeOnce: ProtocolSource = {
  name: 'write-once',
  title: 'Goodman’s write-once',
  source:
    'J. R. Goodman, Using Cache Memory to Reduce Processor-Memory Traffic, 1983; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986',
  about:
    'The first write to a valid line goes through to memory, which tells the other caches to drop their copies and leaves the line Reserved: the only copy, and clean. Later writes stay in the cache and make it Dirty. A dirty line answers a read and updates memory at the same time. The states are I (invalid), V (valid), R (reserved) and D (dirty). A write miss fetches the line for writing in one transaction, as Archibald and Baer have it; Goodman’s paper describes a read followed by the write-once of the word.',
  states: {
    I: [],
    V: ['readable'],
    R: ['readable', 'writable', 'exclusive'],
    D: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd      | PrWr       | Evict         | BusRd             | BusRdX     | BusWr
    I     | BusRd → V | BusRdX → D | !             | .                 | .          | .
    V     | .         | BusWr → R  | → I           | .                 | → I        | → I
    R     | .         | → D        | → I           | → V               | → I        | !
    D     | .         | .          | WriteBack → I | Supply, Flush → V | Supply → I | !
  `,
};
