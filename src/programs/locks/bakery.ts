import type { Lock } from '../fragment.js';

export const bakery: Lock = {
  name: 'bakery',
  title: 'Lamport’s bakery algorithm',
  about:
    'Loads and stores alone: a thread takes a number above all that it sees and waits for lower ones; of equal numbers ' +
    'the lower thread goes first. First come, first served. Fences stand where a thread’s own word must be seen before ' +
    'it looks at the others: without them (fences=off) store buffers let two threads in.',
  source: 'L. Lamport, A New Solution of Dijkstra’s Concurrent Programming Problem, 1974',
  text: `
.equ LOCK_BYTES, LINE * THREADS
# for each thread: 0 is choosing, 8 its number
.macro lock_data
  .sync
  .space LOCK_BYTES
  .endsync
.endm
.macro bakery_line rd, index, at
  muli \\rd, \\index, LINE
  add \\rd, \\rd, \\at
.endm
.macro acquire at
  who t4
  bakery_line t6, t4, \\at
  li t7, 1
  sw t7, (t6)
  .if FENCES
  fence
  .endif
  li t7, 0
  li t8, 0
choose\\@:
  bakery_line t9, t8, \\at
  ld t9, 8(t9)
  bleu t9, t7, lower\\@
  mov t7, t9
lower\\@:
  addi t8, t8, 1
  slti t9, t8, THREADS
  bnez t9, choose\\@
  addi t7, t7, 1
  sd t7, 8(t6)
  sw.rl zero, (t6)
  .if FENCES
  fence
  .endif
  li t8, 0
other\\@:
  beq t8, t4, next\\@
  bakery_line t9, t8, \\at
choosing\\@:
  lw.aq t6, (t9)
  beqz t6, compare\\@
  pause
  j choosing\\@
compare\\@:
  ld.aq t6, 8(t9)
  beqz t6, next\\@
  bltu t7, t6, next\\@
  bne t7, t6, held\\@
  blt t4, t8, next\\@
held\\@:
  pause
  j compare\\@
next\\@:
  addi t8, t8, 1
  slti t6, t8, THREADS
  bnez t6, other\\@
.endm
.macro release at
  who t4
  bakery_line t6, t4, \\at
  sd.rl zero, 8(t6)
.endm
`,
};
