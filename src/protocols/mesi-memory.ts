import type { ProtocolSource } from '../protocol/types.js';

export const mesiMemory: ProtocolSource = {
  name: 'MESI-memory',
  title: 'MESI in which memory supplies what is clean',
  source:
    'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986; J. Laudon, D. Lenoski, The SGI Origin: A ccNUMA Highly Scalable Server, 1997; V. Nagarajan, D. J. Sorin, M. D. Hill, D. A. Wood, A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020 (section 8.3)',
  about:
    'The states of MESI without the Illinois protocol’s answer from any cache: only a modified copy supplies, and memory answers wherever it is up to date. Machines with directories do so, because the home has the line at hand where a sharer would be a message further. A modified line that another cache reads goes to memory at the same time; one that another cache wants to write moves to that cache alone. A holder in Exclusive may have written without telling, so that a home asks it; if it has not, it gives its claim up and memory’s answer stands, as in the Origin, where the primer’s owner sends the line itself.',
  states: {
    I: [],
    S: ['readable'],
    E: ['readable', 'writable', 'exclusive'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                   | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr
    I     | BusRd → shared ? S : E | BusRdX → M  | !             | .                 | .          | .
    S     | .                      | BusUpgr → M | → I           | .                 | → I        | → I
    E     | .                      | → M         | → I           | → S               | → I        | !
    M     | .                      | .           | WriteBack → I | Supply, Flush → S | Supply → I | !
  `,
};
