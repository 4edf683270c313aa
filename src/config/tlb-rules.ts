/** The rules of TLBs. */
import type { Fault } from './fault.js';
import type { TlbConfig, TlbLevelConfig } from './hierarchy.js';
import { MAX_TLB_ENTRIES } from './hierarchy-fields.js';
import { MAX_WAYS } from './limits.js';
import type { MachineConfig } from './machine.js';
import { isPowerOfTwo, powerOfTwoUpTo } from './powers.js';
import { showBytes } from './sizes.js';

const checkLevel = (path: string, { entries, ways }: TlbLevelConfig): Fault | undefined => {
  if (ways === 'full') {
    if (entries <= MAX_WAYS) return undefined;
    return {
      path: `${path}.ways`,
      message: `is "full", which makes ${entries} ways; expected at most ${MAX_WAYS}, because a look-up compares every entry of the set. Take fewer entries, or a number of ways.`,
    };
  }
  if (entries < ways) {
    return {
      path: `${path}.entries`,
      message: `is ${entries}, smaller than one set; expected at least ${path}.ways (${ways}). Take ${ways} or more entries, or at most ${entries} ${entries === 1 ? 'way' : 'ways'}.`,
    };
  }
  if (isPowerOfTwo(entries / ways)) return undefined;
  const sets = powerOfTwoUpTo(entries / ways);
  const nearest = [sets, sets * 2]
    .filter((count) => count * ways <= MAX_TLB_ENTRIES)
    .map((count) => `${count * ways} (${count} ${count === 1 ? 'set' : 'sets'})`);
  return {
    path: `${path}.entries`,
    message: `is ${entries}; expected ${ways} ways times a power-of-two number of sets. The nearest: ${nearest.join(' and ')}.`,
  };
};

/** A second level is there for what the first has no room for. */
const checkLevels = ({ l1, l2 }: TlbConfig): Fault | undefined =>
  l2 === null || l2.entries >= l1.entries
    ? undefined
    : {
        path: 'tlb.l2.entries',
        message:
          `is ${l2.entries}; expected at least tlb.l1.entries (${l1.entries}), because the second level is asked for what the ` +
          `first has dropped. Take ${l1.entries} or more entries, a smaller first level, or tlb.l2 null.`,
      };

/** Every rule that the TLB breaks, if there is one. */
export const checkTlb = ({ tlb, lineBytes }: MachineConfig): readonly (Fault | undefined)[] =>
  tlb === null
    ? []
    : [
        tlb.pageBytes < lineBytes
          ? {
              path: 'tlb.pageBytes',
              message: `is ${showBytes(tlb.pageBytes)}; expected at least lineBytes (${lineBytes} B), because a line lies in one page. Take larger pages, or shorter lines.`,
            }
          : undefined,
        checkLevel('tlb.l1', tlb.l1),
        tlb.l2 === null ? undefined : checkLevel('tlb.l2', tlb.l2),
        checkLevels(tlb),
      ];
