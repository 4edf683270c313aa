import type { ProtocolSource } from '../protocol/types.js';

export const none: ProtocolSource = {
  name: 'none',
  title: 'incoherent caches',
  source:
    'D. E. Culler, J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach, 1999 (section 5.1, the problem)',
  about:
    'Private write-back caches that hardware does not keep coherent: nobody snoops, so a processor may read values that another one replaced long ago. It is the base line that shows what coherence costs, and how programs fail without it. Lost updates are part of the picture: two dirty copies of a line are written back in the order of their evictions.',
  coherent: false,
  states: {
    I: [],
    V: ['readable', 'writable'],
    D: ['readable', 'writable', 'dirty'],
  },
  grid: `
    state | PrRd      | PrWr      | Evict
    I     | BusRd → V | BusRd → D | !
    V     | .         | → D       | → I
    D     | .         | .         | WriteBack → I
  `,
};
