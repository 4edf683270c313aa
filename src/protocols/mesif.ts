import type { ProtocolSource } from '../protocol/types.js';

export const mesif: ProtocolSource = {
  name: 'MESIF',
  title: 'MESI with a forwarder',
  source:
    'J. R. Goodman, H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2004',
  about:
    'MESI in which exactly one clean copy answers: the newest reader holds the line in Forward and answers the next miss, which makes it the new forwarder and the old one merely Shared. If the forwarder evicts its copy, the sharers stay silent, memory answers, and the next reader forwards again. A modified line that another cache reads goes to memory as well, so that the forwarder is clean. The paper’s protocol runs over point-to-point links with messages and conflicts; here its stable states meet on an atomic bus.',
  states: {
    I: [],
    S: ['readable'],
    E: ['readable', 'writable', 'exclusive', 'supplies'],
    F: ['readable', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                   | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr
    I     | BusRd → shared ? F : E | BusRdX → M  | !             | .                 | .          | .
    S     | .                      | BusUpgr → M | → I           | .                 | → I        | → I
    E     | .                      | → M         | → I           | Supply → S        | Supply → I | !
    F     | .                      | BusUpgr → M | → I           | Supply → S        | Supply → I | → I
    M     | .                      | .           | WriteBack → I | Supply, Flush → S | Supply → I | !
  `,
};
