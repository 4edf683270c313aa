import type { ProtocolSource } from '../protocol/types.js';

export const berkeley: ProtocolSource = {
  name: 'Berkeley',
  title: 'the Berkeley ownership protocol',
  source:
    'R. H. Katz, S. J. Eggers, D. A. Wood, C. L. Perkins, R. G. Sheldon, Implementing a Cache Consistency Protocol, 1985; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986',
  about:
    'The protocol of SPUR: memory or exactly one cache owns a line, and the owner answers for it. A dirty line that others read stays dirty and owned (SD) and does not go to memory until it is replaced. Unowned copies (V) never answer. A write to any shared copy sends an invalidation and takes ownership. The states are I (invalid), V (valid, unowned), SD (shared-dirty) and D (dirty). The paper’s read-for-ownership of a line that a program is about to write has no counterpart here, since the processor tells only reads and writes apart.',
  states: {
    I: [],
    V: ['readable'],
    SD: ['readable', 'dirty', 'supplies'],
    D: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd      | PrWr        | Evict         | BusRd       | BusRdX     | BusUpgr
    I     | BusRd → V | BusRdX → D  | !             | .           | .          | .
    V     | .         | BusUpgr → D | → I           | .           | → I        | → I
    SD    | .         | BusUpgr → D | WriteBack → I | Supply → SD | Supply → I | → I
    D     | .         | .           | WriteBack → I | Supply → SD | Supply → I | !
  `,
};
