import type { ProtocolSource } from '../protocol/types.js';

export const msi: ProtocolSource = {
  name: 'MSI',
  title: 'the three-state write-back invalidation protocol',
  source:
    'D. E. Culler, J. P. Singh, Parallel Computer Architecture: A Hardware/Software Approach, 1999 (section 5.3.1)',
  about:
    'The basic protocol of write-back caches: Modified is the only copy and newer than memory, Shared is clean and read-only. A modified line that another cache reads goes to that cache and to memory at once; one that another cache wants to write goes to that cache alone. A write to a shared line sends BusUpgr, which invalidates without moving data; the book’s figure shows the simpler BusRdX there and names BusUpgr as the improvement. Transactions are atomic.',
  states: {
    I: [],
    S: ['readable'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd      | PrWr        | Evict         | BusRd             | BusRdX     | BusUpgr
    I     | BusRd → S | BusRdX → M  | !             | .                 | .          | .
    S     | .         | BusUpgr → M | → I           | .                 | → I        | → I
    M     | .         | .           | WriteBack → I | Supply, Flush → S | Supply → I | !
  `,
};
