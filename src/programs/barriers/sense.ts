import type { Barrier } from '../fragment.js';

export const sense: Barrier = {
  name: 'sense',
  title: 'sense-reversing central barrier',
  about:
    'Threads count themselves; the last one sets the count back and turns the sense, on which all others wait. One word ' +
    'is changed by all, and one is read by all.',
  source:
    'D. Hensgen, R. Finkel and U. Manber, Two Algorithms for Barrier Synchronization, 1988; J. M. Mellor-Crummey and M. ' +
    'L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, 1991',
  text: `
# line 0: how many are there; line 1: the sense; then the sense of each thread
.macro barrier_data
  .sync
  .space LINE * (2 + THREADS)
  .endsync
.endm
.macro barrier_wait at
  who t5
  muli t5, t5, LINE
  add t5, t5, \\at
  lw t6, LINE * 2(t5)
  xori t6, t6, 1
  sw t6, LINE * 2(t5)
  li t7, 1
  fadd.w.aqrl t7, t7, (\\at)
  slti t7, t7, THREADS - 1
  bnez t7, look\\@
  sw zero, (\\at)
  sw.rl t6, LINE(\\at)
  j passed\\@
look\\@:
  lw.aq t7, LINE(\\at)
  beq t7, t6, passed\\@
  pause
  j look\\@
passed\\@:
.endm
`,
};
