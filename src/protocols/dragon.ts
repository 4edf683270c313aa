import type { ProtocolSource } from '../protocol/types.js';

export const dragon: ProtocolSource = {
  name: 'Dragon',
  title: 'the Dragon update protocol',
  source:
    'E. M. McCreight, The Dragon Computer System: An Early Overview, 1984; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986; state names of D. E. Culler, J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach, 1999 (section 5.3.3)',
  about:
    'The update protocol of Xerox PARC’s Dragon: lines are never invalidated, and a write to a shared line sends the word to the other copies but not to memory. The last writer owns the line (Sm) and answers misses until another cache writes it or the line is replaced; clean lines come from memory. The states are I (not present), E (exclusive), Sc (shared-clean), Sm (shared-modified) and M (modified). A write miss to a line that others hold takes two transactions, BusRd and BusUpd.',
  states: {
    I: [],
    E: ['readable', 'writable', 'exclusive'],
    Sc: ['readable'],
    Sm: ['readable', 'dirty', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                    | PrWr                                     | Evict         | BusRd       | BusUpd
    I     | BusRd → shared ? Sc : E | BusRd, shared ? BusUpd → shared ? Sm : M | !             | .           | .
    E     | .                       | → M                                      | → I           | → Sc        | !
    Sc    | .                       | BusUpd → shared ? Sm : M                 | → I           | .           | Update → Sc
    Sm    | .                       | BusUpd → shared ? Sm : M                 | WriteBack → I | Supply → Sm | Update → Sc
    M     | .                       | .                                        | WriteBack → I | Supply → Sm | !
  `,
};
