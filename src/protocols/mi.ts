import type { ProtocolSource } from '../protocol/types.js';

export const mi: ProtocolSource = {
  name: 'MI',
  title: 'one copy at a time',
  source:
    'V. Nagarajan, D. J. Sorin, M. D. Hill, D. A. Wood, A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020 (section 6.3, where the states are V and I)',
  about:
    'The smallest coherent write-back protocol: a read takes the line as if to write it, so a line is in one cache or none, and read sharing ping-pongs. As no state tells clean from dirty, every eviction writes back. The copy moves from cache to cache without a stop in memory. The state is called M here, and the race conditions of the primer’s controllers do not arise, since transactions are atomic.',
  states: {
    I: [],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd       | PrWr       | Evict         | BusRdX
    I     | BusRdX → M | BusRdX → M | !             | .
    M     | .          | .          | WriteBack → I | Supply → I
  `,
};
