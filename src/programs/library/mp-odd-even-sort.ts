import { collectives } from '../blocks/collectives.js';
import { defineProgram } from './library-program.js';

/** The multiplier of Knuth's multiplicative hash, by which the elements are mixed. */
const MULTIPLIER = 2_654_435_761;

const value = (index: number): bigint => BigInt.asUintN(32, BigInt(index + 1) * BigInt(MULTIPLIER));

/** What fills up the last parts: larger than every element. */
const LAST = 2 ** 32;

export const mpOddEvenSort = defineProgram({
  name: 'mp-odd-even-sort',
  title: 'odd-even sort by messages',
  about:
    'The elements of odd-even-sort without shared memory: each thread sorts a part, and in as many phases as there are ' +
    'threads neighbours exchange their parts and keep the lower or the upper half of both (merge-split). Thread 0 ' +
    'gathers the parts.',
  source: 'G. Baudet and D. Stevenson, Optimal Sorting Algorithms for Parallel Computers, 1978 (merge-split)',
  divides: true,
  parameters: {
    elements: { kind: 'integer', about: 'elements to sort', default: 128, least: 1, most: 4096 },
  },
  threads: { least: 1, most: 64 },
  blocks: [collectives],
  text: ({ elements }, threads) => `
.stack 0
.equ PART, ${Math.ceil(elements / threads)}
.equ PART_BYTES, 8 * PART
.equ ALL_BYTES, THREADS * PART_BYTES
.equ OWN_BYTES, ((ALL_BYTES + 2 * PART_BYTES + LINE - 1) / LINE) * LINE
.data
.line
# of each thread: all parts, of which it fills its own; a part of a neighbour; room to merge
own:
sorted:
  .space OWN_BYTES * THREADS
.text
main:
  who s0
  muli s1, s0, OWN_BYTES
  la t0, own
  add s1, s1, t0
  # s2: the own part, s3: the neighbour's, s4: room
  muli t0, s0, PART_BYTES
  add s2, s1, t0
  li t0, ALL_BYTES
  add s3, s1, t0
  addi s4, s3, PART_BYTES
  li t0, 0
fill:
  slti t1, t0, PART
  beqz t1, filled
  muli t2, s0, PART
  add t2, t2, t0
  li t3, ${LAST}
  slti t1, t2, elements
  beqz t1, put
  addi t2, t2, 1
  li t3, ${MULTIPLIER}
  mul t3, t3, t2
  li t1, 0xffffffff
  and t3, t3, t1
put:
  # Into its place among those before it.
  shli t1, t0, 3
  add t1, t1, s2
shift:
  beq t1, s2, placed
  ld t2, -8(t1)
  ble t2, t3, placed
  sd t2, (t1)
  addi t1, t1, -8
  j shift
placed:
  sd t3, (t1)
  addi t0, t0, 1
  j fill
filled:
  li s5, 0
phase:
  slti t0, s5, THREADS
  beqz t0, done
  # The neighbour: the upper one if who + phase is even.
  add t0, s0, s5
  andi t0, t0, 1
  shli t0, t0, 1
  li t1, 1
  sub s6, t1, t0
  add s7, s0, s6
  slti t0, s7, 0
  bnez t0, next
  slti t0, s7, THREADS
  beqz t0, next
  li t0, PART_BYTES
  send t0, s7, s2
  recv t0, s7, s3
  bgt s6, zero, lower
  # Keeps the upper half: merges from the ends.
  addi t0, s2, PART_BYTES - 8
  addi t1, s3, PART_BYTES - 8
  addi t2, s4, PART_BYTES - 8
upper_merge:
  blt t2, s4, merged
  ld a0, (t0)
  ld a1, (t1)
  blt a0, a1, theirs_up
  sd a0, (t2)
  addi t0, t0, -8
  addi t2, t2, -8
  j upper_merge
theirs_up:
  sd a1, (t2)
  addi t1, t1, -8
  addi t2, t2, -8
  j upper_merge
lower:
  mov t0, s2
  mov t1, s3
  mov t2, s4
  addi t3, s4, PART_BYTES
lower_merge:
  bge t2, t3, merged
  ld a0, (t0)
  ld a1, (t1)
  bgt a0, a1, theirs_down
  sd a0, (t2)
  addi t0, t0, 8
  addi t2, t2, 8
  j lower_merge
theirs_down:
  sd a1, (t2)
  addi t1, t1, 8
  addi t2, t2, 8
  j lower_merge
merged:
  li t0, 0
copy:
  add t1, s4, t0
  ld t2, (t1)
  add t1, s2, t0
  sd t2, (t1)
  addi t0, t0, 8
  slti t1, t0, PART_BYTES
  bnez t1, copy
next:
  addi s5, s5, 1
  j phase
done:
  gather s1, PART_BYTES
  li a0, 0
  halt
`,
  due: ({ elements }) => ({ 'elements in their places': BigInt(elements) }),
  computed(memory, { elements }) {
    const order = Array.from({ length: elements }, (_, i) => value(i)).sort((a, b) => Number(a - b));
    const placed = order.filter((element, i) => memory.word('sorted', 8 * i) === element);
    return { 'elements in their places': BigInt(placed.length) };
  },
});
