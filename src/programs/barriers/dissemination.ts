import type { Barrier } from '../fragment.js';

export const dissemination: Barrier = {
  name: 'dissemination',
  title: 'dissemination barrier',
  about:
    'In round r each thread tells the one 2^r further on, and waits for the one 2^r before it; after ⌈log₂ n⌉ rounds ' +
    'each knows of all. Nothing is written by two threads. Flags hold the number of the episode, where the original ' +
    'has parity and sense.',
  source: 'D. Hensgen, R. Finkel and U. Manber, Two Algorithms for Barrier Synchronization, 1988',
  text: `
.equ ROUNDS, (THREADS > 1) + (THREADS > 2) + (THREADS > 4) + (THREADS > 8) + (THREADS > 16) + (THREADS > 32) + (THREADS > 64) + (THREADS > 128) + (THREADS > 256) + (THREADS > 512)
.equ DISSEMINATION_BYTES, LINE * (1 + ROUNDS)
# for each thread: a line with the number of its episode, then a flag for each round
.macro barrier_data
  .sync
  .space DISSEMINATION_BYTES * THREADS
  .endsync
.endm
.macro barrier_wait at
  who t5
  muli t6, t5, DISSEMINATION_BYTES
  add t6, t6, \\at
  ld t7, (t6)
  addi t7, t7, 1
  sd t7, (t6)
  li t8, 1
round\\@:
  slti t9, t8, THREADS
  beqz t9, passed\\@
  addi t6, t6, LINE
  add t9, t5, t8
  li t4, THREADS
  remu t9, t9, t4
  sub t9, t9, t5
  muli t9, t9, DISSEMINATION_BYTES
  add t9, t9, t6
  sd.rl t7, (t9)
look\\@:
  ld.aq t9, (t6)
  bge t9, t7, told\\@
  pause
  j look\\@
told\\@:
  shli t8, t8, 1
  j round\\@
passed\\@:
.endm
`,
};
