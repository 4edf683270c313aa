import type { Barrier } from '../fragment.js';

export const tree: Barrier = {
  name: 'tree',
  title: 'tree barrier',
  about:
    'Each thread waits for its two children in a binary tree, then tells its parent; the root turns the sense, on which ' +
    'all wait. Loads and stores alone, and each flag is written by one thread and read by one.',
  source:
    'J. M. Mellor-Crummey and M. L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, ' +
    '1991 (arrival tree with a global wake-up flag, here of two children); after P.-C. Yew, N.-F. Tzeng and D. H. Lawrie, ' +
    'Distributing Hot-Spot Addressing in Large-Scale Multiprocessors, 1987',
  text: `
# line 0: the sense; then for each thread: 0 the sense for which it and those below it are there, 4 its own
.macro barrier_data
  .sync
  .space LINE * (1 + THREADS)
  .endsync
.endm
# waits for the child t8, if there is one
.macro tree_child at
  slti t9, t8, THREADS
  beqz t9, there\\@
  muli t9, t8, LINE
  add t9, t9, \\at
look\\@:
  lw.aq t4, LINE(t9)
  beq t4, t7, there\\@
  pause
  j look\\@
there\\@:
.endm
.macro barrier_wait at
  who t5
  muli t6, t5, LINE
  add t6, t6, \\at
  lw t7, LINE + 4(t6)
  xori t7, t7, 1
  sw t7, LINE + 4(t6)
  shli t8, t5, 1
  addi t8, t8, 1
  tree_child \\at
  addi t8, t8, 1
  tree_child \\at
  beqz t5, root\\@
  sw.rl t7, LINE(t6)
look\\@:
  lw.aq t4, (\\at)
  beq t4, t7, passed\\@
  pause
  j look\\@
root\\@:
  sw.rl t7, (\\at)
passed\\@:
.endm
`,
};
