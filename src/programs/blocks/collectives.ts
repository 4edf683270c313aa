import type { Fragment } from '../fragment.js';

/**
 * Messages in which all threads take part: each calls the same macro. Node 0 of the trees is thread 0.
 * Besides t4 to t9 they change a7, as `recv` does. Numbers of bytes are constants.
 */
export const collectives: Fragment = {
  name: 'collectives',
  title: 'collective operations',
  about:
    'Broadcast, reduction, gathering and scattering along binomial trees, and a barrier by dissemination: as many rounds ' +
    'as the number of threads has bits. From all to all, each thread sends to those behind it in turn, then receives.',
  source:
    'R. Thakur, R. Rabenseifner and W. Gropp, Optimization of Collective Communication Operations in MPICH, 2005; D. ' +
    'Hensgen, R. Finkel and U. Manber, Two Algorithms for Barrier Synchronization, 1988 (dissemination)',
  text: `
# t5: who; t6: the bit by which this thread differs from its parent, or a power of two >= THREADS for thread 0
.macro coll_parent_bit
  who t5
  li t6, 1
up\\@:
  slti t7, t6, THREADS
  beqz t7, found\\@
  and t7, t5, t6
  bnez t7, found\\@
  shli t6, t6, 1
  j up\\@
found\\@:
.endm

# Thread 0's bytes at \\at come to \\at of all threads.
.macro broadcast at, bytes
  coll_parent_bit
  beqz t5, down\\@
  sub t8, t5, t6
  recv t9, t8, \\at
down\\@:
  shri t6, t6, 1
  beqz t6, told\\@
  add t8, t5, t6
  slti t7, t8, THREADS
  beqz t7, down\\@
  li t9, \\bytes
  send t9, t8, \\at
  j down\\@
told\\@:
.endm

# The sums of \\words numbers of 8 bytes at \\at of all threads come to \\at of thread 0; \\spare: as many bytes.
.macro reduce at, spare, words
  who t5
  li t6, 1
round\\@:
  slti t7, t6, THREADS
  beqz t7, reduced\\@
  and t7, t5, t6
  bnez t7, up\\@
  add t8, t5, t6
  slti t7, t8, THREADS
  beqz t7, next\\@
  recv t9, t8, \\spare
  li t8, 0
add\\@:
  add t7, \\spare, t8
  ld t9, (t7)
  add t7, \\at, t8
  ld t4, (t7)
  add t9, t9, t4
  sd t9, (t7)
  addi t8, t8, 8
  slti t7, t8, 8 * \\words
  bnez t7, add\\@
next\\@:
  shli t6, t6, 1
  j round\\@
up\\@:
  sub t8, t5, t6
  li t9, 8 * \\words
  send t9, t8, \\at
reduced\\@:
.endm

# The same, and the sums come to all threads.
.macro all_reduce at, spare, words
  reduce \\at, \\spare, \\words
  broadcast \\at, 8 * \\words
.endm

# Each thread has \\bytes at \\at + who * \\bytes; all of them come to \\at of thread 0.
.macro gather at, bytes
  who t5
  li t6, 1
round\\@:
  slti t7, t6, THREADS
  beqz t7, gathered\\@
  and t7, t5, t6
  bnez t7, up\\@
  add t8, t5, t6
  slti t7, t8, THREADS
  beqz t7, next\\@
  muli t9, t8, \\bytes
  add t9, t9, \\at
  recv t4, t8, t9
next\\@:
  shli t6, t6, 1
  j round\\@
up\\@:
  # The parts of this thread and of those below it: t6 of them, or what is left.
  li t9, THREADS
  sub t9, t9, t5
  blt t9, t6, few\\@
  mov t9, t6
few\\@:
  muli t9, t9, \\bytes
  muli t8, t5, \\bytes
  add t8, t8, \\at
  sub t7, t5, t6
  send t9, t7, t8
gathered\\@:
.endm

# Thread 0 has \\bytes for each thread at \\at + thread * \\bytes; each gets its own to the same place.
.macro scatter at, bytes
  coll_parent_bit
  beqz t5, down\\@
  sub t8, t5, t6
  muli t9, t5, \\bytes
  add t9, t9, \\at
  recv t4, t8, t9
down\\@:
  shri t6, t6, 1
  beqz t6, scattered\\@
  add t8, t5, t6
  slti t7, t8, THREADS
  beqz t7, down\\@
  li t9, THREADS
  sub t9, t9, t8
  blt t9, t6, few\\@
  mov t9, t6
few\\@:
  muli t9, t9, \\bytes
  muli t7, t8, \\bytes
  add t7, t7, \\at
  send t9, t8, t7
  j down\\@
scattered\\@:
.endm

# Each thread has \\bytes for each thread at \\at + thread * \\bytes; what all have for it comes to \\to, by thread.
.macro all_to_all at, to, bytes
  who t5
  li t6, 1
send\\@:
  slti t7, t6, THREADS
  beqz t7, own\\@
  li t7, THREADS
  add t8, t5, t6
  remu t8, t8, t7
  muli t7, t8, \\bytes
  add t7, t7, \\at
  li t9, \\bytes
  send t9, t8, t7
  addi t6, t6, 1
  j send\\@
own\\@:
  muli t7, t5, \\bytes
  add t8, t7, \\to
  add t7, t7, \\at
  li t9, \\bytes
copy\\@:
  beqz t9, receive\\@
  ld t4, (t7)
  sd t4, (t8)
  addi t7, t7, 8
  addi t8, t8, 8
  addi t9, t9, -8
  j copy\\@
receive\\@:
  li t6, 1
next\\@:
  slti t7, t6, THREADS
  beqz t7, exchanged\\@
  li t7, THREADS
  add t8, t5, t7
  sub t8, t8, t6
  remu t8, t8, t7
  muli t7, t8, \\bytes
  add t7, t7, \\to
  recv t4, t8, t7
  addi t6, t6, 1
  j next\\@
exchanged\\@:
.endm

# No thread goes on before all are there. \\at: an address that can be used; nothing is written there.
.macro message_barrier at
  who t5
  li t6, 1
round\\@:
  slti t7, t6, THREADS
  beqz t7, passed\\@
  li t8, THREADS
  add t7, t5, t6
  remu t7, t7, t8
  send zero, t7, \\at
  add t7, t5, t8
  sub t7, t7, t6
  remu t7, t7, t8
  recv zero, t7, \\at
  shli t6, t6, 1
  j round\\@
passed\\@:
.endm
`,
};
