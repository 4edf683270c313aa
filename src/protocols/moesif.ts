import type { ProtocolSource } from '../protocol/types.js';

export const moesif: ProtocolSource = {
  name: 'MOESIF',
  title: 'MOESI with a forwarder',
  source:
    'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986; J. R. Goodman, H. H. J. Hum, MESIF: A Two-Hop Cache Coherency Protocol for Point-to-Point Interconnects, 2004',
  about:
    'The union of MOESI and MESIF, which no single paper defines: the owner answers for a line that is newer than memory, the forwarder for a clean one, so that one cache at most answers any miss. A reader becomes Shared beside an owner, Forward beside clean copies, and Exclusive alone. An owner and a forwarder never meet: a line becomes owned only from Modified, when no other copy exists. When the owner evicts, memory answers once, and that reader forwards.',
  states: {
    I: [],
    S: ['readable'],
    E: ['readable', 'writable', 'exclusive', 'supplies'],
    F: ['readable', 'supplies'],
    O: ['readable', 'dirty', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                               | PrWr        | Evict         | BusRd      | BusRdX     | BusUpgr
    I     | BusRd → owned ? S : shared ? F : E | BusRdX → M  | !             | .          | .          | .
    S     | .                                  | BusUpgr → M | → I           | .          | → I        | → I
    E     | .                                  | → M         | → I           | Supply → S | Supply → I | !
    F     | .                                  | BusUpgr → M | → I           | Supply → S | Supply → I | → I
    O     | .                                  | BusUpgr → M | WriteBack → I | Supply → O | Supply → I | → I
    M     | .                                  | .           | WriteBack → I | Supply → O | Supply → I | !
  `,
};
