import type { ProtocolSource } from '../protocol/types.js';

export const moesi: ProtocolSource = {
  name: 'MOESI',
  title: 'the Futurebus class of protocols, its invalidating member',
  source:
    'P. Sweazey, A. J. Smith, A Class of Compatible Cache Consistency Protocols and their Support by the IEEE Futurebus, 1986',
  about:
    'The union of MESI and MOSI: Exclusive saves the upgrade of private lines, Owned saves the memory write when a modified line is read by others. The paper defines a class, in which each cache may choose between several actions; this table always invalidates, always allocates, and takes Exclusive whenever no other cache holds the line. Only an owner (M or O) intervenes; clean lines come from memory, as on the Futurebus.',
  states: {
    I: [],
    S: ['readable'],
    E: ['readable', 'writable', 'exclusive'],
    O: ['readable', 'dirty', 'supplies'],
    M: ['readable', 'writable', 'dirty', 'exclusive', 'supplies'],
  },
  grid: `
    state | PrRd                   | PrWr        | Evict         | BusRd      | BusRdX     | BusUpgr
    I     | BusRd → shared ? S : E | BusRdX → M  | !             | .          | .          | .
    S     | .                      | BusUpgr → M | → I           | .          | → I        | → I
    E     | .                      | → M         | → I           | → S        | → I        | !
    O     | .                      | BusUpgr → M | WriteBack → I | Supply → O | Supply → I | → I
    M     | .                      | .           | WriteBack → I | Supply → O | Supply → I | !
  `,
};
