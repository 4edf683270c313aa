import type { Lock } from '../fragment.js';

export const dekker: Lock = {
  name: 'dekker',
  title: 'Dekker’s algorithm',
  about:
    'The first solution for two threads, with loads and stores alone: both say that they want to enter, and whose turn ' +
    'it is not gives way. Between a thread’s word and its look at the other’s stands a fence: without it (fences=off) ' +
    'store buffers let both in.',
  source: 'E. W. Dijkstra, Cooperating Sequential Processes, 1965, who gives it as T. J. Dekker’s',
  mostThreads: 2,
  text: `
.equ LOCK_BYTES, LINE * 3
# lines 0 and 1: who wants to enter; line 2: whose turn it is
.macro lock_data
  .sync
  .space LOCK_BYTES
  .endsync
.endm
.macro acquire at
  who t4
  muli t7, t4, LINE
  add t7, t7, \\at
  li t5, 1
  sub t5, t5, t4
  muli t8, t5, LINE
  add t8, t8, \\at
want\\@:
  li t9, 1
  sw t9, (t7)
  .if FENCES
  fence
  .endif
look\\@:
  lw.aq t9, (t8)
  beqz t9, taken\\@
  lw.aq t9, LINE * 2(\\at)
  bne t9, t4, yield\\@
  pause
  j look\\@
yield\\@:
  sw zero, (t7)
turn\\@:
  lw.aq t9, LINE * 2(\\at)
  beq t9, t4, want\\@
  pause
  j turn\\@
taken\\@:
.endm
.macro release at
  who t4
  muli t7, t4, LINE
  add t7, t7, \\at
  li t5, 1
  sub t5, t5, t4
  sw.rl t5, LINE * 2(\\at)
  sw.rl zero, (t7)
.endm
`,
};
