import type { Lock } from '../fragment.js';

export const anderson: Lock = {
  name: 'anderson',
  title: 'array of flags',
  about:
    'Draws a place in a ring of flags, one a line, and waits on that one; who gives the lock back sets the next. Each ' +
    'hand-over concerns two caches alone, first come, first served; each lock takes a line a thread.',
  source: 'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990',
  text: `
.equ LOCK_BYTES, LINE * (1 + 2 * THREADS)
# line 0: the next place; then THREADS flags; then, for each thread, the place that it drew
.macro lock_data
  .sync
  .space LINE
  .word 1
  .space LOCK_BYTES - LINE - 4
  .endsync
.endm
.macro acquire at
  li t5, 1
  fadd.d t5, t5, (\\at)
  li t6, THREADS
  remu t5, t5, t6
  who t6
  muli t6, t6, LINE
  add t6, t6, \\at
  sd t5, LINE * (1 + THREADS)(t6)
  muli t5, t5, LINE
  add t5, t5, \\at
look\\@:
  lw.aq t6, LINE(t5)
  bnez t6, taken\\@
  pause
  j look\\@
taken\\@:
  sw zero, LINE(t5)
.endm
.macro release at
  who t6
  muli t6, t6, LINE
  add t6, t6, \\at
  ld t5, LINE * (1 + THREADS)(t6)
  addi t5, t5, 1
  li t6, THREADS
  remu t5, t5, t6
  muli t5, t5, LINE
  add t5, t5, \\at
  li t6, 1
  sw.rl t6, LINE(t5)
.endm
`,
};
