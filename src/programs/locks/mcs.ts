import type { Lock } from '../fragment.js';

export const mcs: Lock = {
  name: 'mcs',
  title: 'MCS queue lock',
  about:
    'Threads queue in a linked list, and each waits on a flag in its own node, to which the thread before it writes: ' +
    'first come, first served, and a hand-over costs the same however many wait.',
  source:
    'J. M. Mellor-Crummey and M. L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, 1991',
  text: `
.equ LOCK_BYTES, LINE * (1 + THREADS)
# line 0: the last node of the queue; then a node for each thread: 0 the next node, 8 must wait
.macro lock_data
  .sync
  .space LOCK_BYTES
  .endsync
.endm
.macro mcs_node rd, at
  who \\rd
  muli \\rd, \\rd, LINE
  add \\rd, \\rd, \\at
  addi \\rd, \\rd, LINE
.endm
.macro acquire at
  mcs_node t5, \\at
  sd zero, (t5)
  swap.d.aqrl t6, t5, (\\at)
  beqz t6, taken\\@
  li t7, 1
  sw t7, 8(t5)
  sd.rl t5, (t6)
look\\@:
  lw.aq t7, 8(t5)
  beqz t7, taken\\@
  pause
  j look\\@
taken\\@:
.endm
.macro release at
  mcs_node t5, \\at
  ld.aq t6, (t5)
  bnez t6, pass\\@
  mov t7, t5
  cas.d.rl t7, zero, (\\at)
  beq t7, t5, free\\@
follows\\@:
  ld.aq t6, (t5)
  bnez t6, pass\\@
  pause
  j follows\\@
pass\\@:
  sw.rl zero, 8(t6)
free\\@:
.endm
`,
};
