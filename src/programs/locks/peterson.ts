import type { Lock } from '../fragment.js';

export const peterson: Lock = {
  name: 'peterson',
  title: 'Peterson’s algorithm',
  about:
    'Loads and stores alone: a thread says that it wants to pass a level and lets others go first; the last to say so ' +
    'waits. Of n threads one is held at each of n − 1 levels, so that one is left. Between what it says and what it ' +
    'reads of the others stands a fence: without it (fences=off) store buffers let two threads in. ' +
    'To see it go wrong: `cohort run --program counter --set lock=peterson --set fences=off --model tso --slack 4`.',
  source: 'G. L. Peterson, Myths About the Mutual Exclusion Problem, 1981',
  text: `
.equ LOCK_BYTES, LINE * 2 * THREADS
# for each thread the level that it wants; then for each level who came last
.macro lock_data
  .sync
  .space LOCK_BYTES
  .endsync
.endm
.macro peterson_line rd, index, at
  muli \\rd, \\index, LINE
  add \\rd, \\rd, \\at
.endm
.macro acquire at
  who t4
  li t5, 1
  li t6, THREADS
level\\@:
  bge t5, t6, taken\\@
  peterson_line t7, t4, \\at
  sw t5, (t7)
  peterson_line t7, t5, \\at
  sw.rl t4, LINE * THREADS(t7)
  .if FENCES
  fence
  .endif
again\\@:
  lw.aq t8, LINE * THREADS(t7)
  bne t8, t4, passed\\@
  li t8, 0
other\\@:
  beq t8, t4, next\\@
  peterson_line t9, t8, \\at
  lw.aq t9, (t9)
  bge t9, t5, held\\@
next\\@:
  addi t8, t8, 1
  blt t8, t6, other\\@
passed\\@:
  addi t5, t5, 1
  j level\\@
held\\@:
  pause
  j again\\@
taken\\@:
.endm
.macro release at
  who t4
  peterson_line t4, t4, \\at
  sw.rl zero, (t4)
.endm
`,
};
