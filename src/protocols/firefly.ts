import type { ProtocolSource } from '../protocol/types.js';

export const firefly: ProtocolSource = {
  name: 'Firefly',
  title: 'the Firefly update protocol',
  source:
    'C. P. Thacker, L. C. Stewart, E. H. Satterthwaite, Firefly: A Multiprocessor Workstation, 1987; J. Archibald, J.-L. Baer, Cache Coherence Protocols: Evaluation Using a Multiprocessor Simulation Model, 1986',
  about:
    'The update protocol of DEC’s Firefly workstation: lines are never invalidated. A write to a shared line goes through to memory and into every copy, and the shared line of the bus tells the writer whether anyone still holds one; if not, its copy is exclusive again and later writes stay in the cache. Any holder answers a miss, all with the same data, and a dirty one updates memory with it. The states are I (not present), V (valid-exclusive), S (shared) and D (dirty). Where several caches answer at once on the real bus, one is counted as the supplier.',
  states: {
    I: [],
    V: ['readable', 'writable', 'exclusive', 'supplies'],
    S: ['readable', 'supplies'],
    D: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                   | PrWr                                                | Evict         | BusRd             | BusUpd
    I     | BusRd → shared ? S : V | BusRd, shared ? BusUpd, MemoryWord → shared ? S : D | !             | .                 | .
    V     | .                      | → D                                                 | → I           | Supply → S        | !
    S     | .                      | BusUpd, MemoryWord → shared ? S : V                 | → I           | Supply → S        | Update → S
    D     | .                      | .                                                   | WriteBack → I | Supply, Flush → S | !
  `,
};
