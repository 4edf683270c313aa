import type { ProtocolSource } from '../protocol/types.js';

export const vi: ProtocolSource = {
  name: 'VI',
  title: 'write-through invalidate',
  source:
    'D. E. Culler, J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach, 1999 (section 5.1)',
  about:
    'Write-through caches without allocation on a write miss: every write goes to memory as a bus write, and every other cache that sees it drops its copy. Memory is always up to date, so two states are enough and evictions are silent. The price is a bus transaction for each write.',
  states: {
    I: [],
    V: ['readable'],
  },
  grid: `
    state | PrRd      | PrWr      | Evict | BusRd | BusWr
    I     | BusRd → V | BusWr → I | !     | .     | .
    V     | .         | BusWr → V | → I   | .     | → I
  `,
};
