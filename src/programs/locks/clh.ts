import type { Lock } from '../fragment.js';

export const clh: Lock = {
  name: 'clh',
  title: 'CLH queue lock',
  about:
    'Threads queue by swapping their node into the tail, and each waits on the node of the thread before it, which ' +
    'becomes its own afterwards. First come, first served; to give the lock back is one store.',
  source:
    'T. S. Craig, Building FIFO and Priority-Queuing Spin Locks from Atomic Swap, 1993; P. Magnusson, A. Landin and E. ' +
    'Hagersten, Queue Locks on Cache Coherent Multiprocessors, 1994',
  text: `
.equ LOCK_BYTES, LINE * (2 + 2 * THREADS)
# line 0: the last node; THREADS + 1 nodes, of which the last is the first to be waited on;
# then for each thread: 0 its own node, 8 the node before it
.macro lock_data
  .sync
clh\\@:
  .dword clh\\@ + LINE * (1 + THREADS)
  .line
  .space LINE * (1 + THREADS)
  .rept THREADS
  .dword clh\\@ + LINE * (1 + \\+)
  .line
  .endr
  .endsync
.endm
.macro clh_own rd, at
  who \\rd
  muli \\rd, \\rd, LINE
  add \\rd, \\rd, \\at
  addi \\rd, \\rd, LINE * (2 + THREADS)
.endm
.macro acquire at
  clh_own t5, \\at
  ld t6, (t5)
  li t7, 1
  sw t7, (t6)
  swap.d.aqrl t8, t6, (\\at)
  sd t8, 8(t5)
look\\@:
  lw.aq t7, (t8)
  beqz t7, taken\\@
  pause
  j look\\@
taken\\@:
.endm
.macro release at
  clh_own t5, \\at
  ld t6, (t5)
  ld t8, 8(t5)
  sw.rl zero, (t6)
  sd t8, (t5)
.endm
`,
};
