import type { ProtocolSource } from '../protocol/types.js';

export const mosi: ProtocolSource = {
  name: 'MOSI',
  title: 'MSI with an owner',
  source:
    'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986; V. Nagarajan, D. J. Sorin, M. D. Hill, D. A. Wood, A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020',
  about:
    'MSI with the state Owned: a modified line that others read keeps its owner, which answers further misses, and memory is not written until the owner evicts the line or loses it. Its table is that of Berkeley under the names of the MOESI class. An upgrade of a shared copy also takes the line from its owner, without data, since both copies are the same.',
  states: {
    I: [],
    S: ['readable'],
    O: ['readable', 'dirty', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd      | PrWr        | Evict         | BusRd      | BusRdX     | BusUpgr
    I     | BusRd → S | BusRdX → M  | !             | .          | .          | .
    S     | .         | BusUpgr → M | → I           | .          | → I        | → I
    O     | .         | BusUpgr → M | WriteBack → I | Supply → O | Supply → I | → I
    M     | .         | .           | WriteBack → I | Supply → O | Supply → I | !
  `,
};
