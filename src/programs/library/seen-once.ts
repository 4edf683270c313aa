import type { Memory } from './library-program.js';

/** How many of the values 1 to `count` were seen exactly once: the words of `seen` count how often each was. */
export const seenOnce = (memory: Memory, count: number): bigint => {
  let once = 0n;
  for (let i = 0; i < count; i++) if (memory.word('seen', 4 * i, 4) === 1n) once++;
  return once;
};
