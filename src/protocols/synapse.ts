import type { ProtocolSource } from '../protocol/types.js';

export const synapse: ProtocolSource = {
  name: 'Synapse',
  title: 'the Synapse N+1 protocol',
  source:
    'S. J. Frank, Tightly Coupled Multiprocessor System Speeds Memory-Access Times, 1984; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986',
  about:
    'The protocol of a fault-tolerant machine whose memory keeps a tag for each line that says whether a cache owns it. The bus has no invalidation signal, so a write to a valid line fetches the line again. A dirty line is never handed over: its cache refuses the request, writes the line to memory and drops it, even for a read, and the requester asks memory again. Here the refused request and its repetition are one transaction, so the retry is not counted. The states are I (invalid), V (valid) and D (dirty), as Archibald and Baer have it.',
  states: {
    I: [],
    V: ['readable'],
    D: ['readable', 'writable', 'dirty', 'exclusive'],
  },
  grid: `
    state | PrRd      | PrWr       | Evict         | BusRd     | BusRdX
    I     | BusRd → V | BusRdX → D | !             | .         | .
    V     | .         | BusRdX → D | → I           | .         | → I
    D     | .         | .          | WriteBack → I | Flush → I | Flush → I
  `,
};
