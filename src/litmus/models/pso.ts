import { READS, WRITES } from '../program.js';
import type { MemoryModel } from './model.js';
import { type Buffer, type BufferRules, StoreBufferMachine } from './store-buffers.js';

/** The oldest write to each location, up to the first mark. */
const leaving = (buffer: Buffer): number[] => {
  const places: number[] = [];
  const seen = new Set<number>();
  for (const [place, each] of buffer.entries()) {
    if (each === 'mark') break;
    if (!seen.has(each.location)) places.push(place);
    seen.add(each.location);
  }
  return places;
};

const RULES: BufferRules = {
  buffered: true,
  leaving,
  fence: ({ before, after }) => {
    if ((before & WRITES) === 0) return 'nothing';
    return (after & READS) !== 0 ? 'wait' : 'mark';
  },
  releaseMarks: true,
  // Its write comes after those behind which a mark keeps it, and after those to its own location.
  mayOvertake: ({ release }, location, buffer) =>
    !(release ? buffer.length > 0 : buffer.some((each) => each === 'mark' || each.location === location)),
};

/**
 * Partial store order: SPARC International, The SPARC Architecture Manual, Version 8, 1992, chapter 6 and
 * appendix K; Version 9, 1994, chapter 8 and appendix D. STBAR is `fence.w`, or SFENCE.
 */
export const pso: MemoryModel = {
  name: 'pso',
  title: 'partial store order (SPARC)',
  about:
    'As total store order, but there is a buffer for each location, so that writes to different locations become visible in any order. STBAR (fence.w, fence.rl, SFENCE) and a releasing store keep later writes behind earlier ones; MFENCE and fence wait until nothing waits. An atomic operation waits for earlier writes to its own location, and, if it releases (all locked instructions do), for all of them.',
  source:
    'SPARC International: The SPARC Architecture Manual, Version 8, 1992, chapter 6 and appendix K; Version 9, 1994, chapter 8 and appendix D',
  explore: (program, explore) => explore(new StoreBufferMachine(program, RULES)),
};
