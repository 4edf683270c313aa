import type { Lock } from '../fragment.js';

export const ticket: Lock = {
  name: 'ticket',
  title: 'ticket lock',
  about:
    'Draws a number by fetch-and-add and waits until it is served: first come, first served, with one atomic access ' +
    'each. All who wait read the same word, and all copies go when it changes.',
  source:
    'J. M. Mellor-Crummey and M. L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, ' +
    '1991; after D. P. Reed and R. K. Kanodia, Synchronization with Eventcounts and Sequencers, 1979',
  text: `
.equ LOCK_BYTES, LINE
# 0: the next number, 4: the number that is served
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
  li t5, 1
  fadd.w t5, t5, (\\at)
look\\@:
  lw.aq t6, 4(\\at)
  beq t6, t5, taken\\@
  pause
  j look\\@
taken\\@:
.endm
.macro release at
  lw t5, 4(\\at)
  addi t5, t5, 1
  sw.rl t5, 4(\\at)
.endm
`,
};
