import { collectives } from '../blocks/collectives.js';
import { defineProgram, type Memory } from './library-program.js';

/** Elements of the two factors, as in matrix-multiply. */
const left = (row: number, column: number): bigint => BigInt(row * 3 + column + 1);
const right = (row: number, column: number): bigint => BigInt(row - column * 2);

const element = (row: number, column: number, size: number): bigint => {
  let sum = 0n;
  for (let k = 0; k < size; k++) sum += left(row, k) * right(k, column);
  return sum;
};

/** Rows of each thread; the last ones may have fewer, or none. */
const rowsOf = (size: number, threads: number): number => Math.ceil(size / threads);

const correct = (memory: Memory, size: number): bigint => {
  let found = 0n;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (memory.word('product', 8 * (row * size + column)) === element(row, column, size)) found++;
    }
  }
  return found;
};

export const mpMatrixMultiply = defineProgram({
  name: 'mp-matrix-multiply',
  title: 'matrix multiplication by messages',
  about:
    'The product of matrix-multiply without shared memory: thread 0 fills the right factor and broadcasts it, each thread ' +
    'fills its own rows of the left one and multiplies them, and the rows of the product are gathered at thread 0. Every ' +
    'thread has room of its own, so that it runs on one memory as well.',
  source: 'M. J. Quinn, Parallel Programming in C with MPI and OpenMP, 2004 (block rows)',
  divides: true,
  parameters: {
    size: { kind: 'integer', about: 'rows and columns', default: 24, least: 1, most: 128 },
  },
  threads: { least: 1, most: 64 },
  blocks: [collectives],
  text: ({ size }, threads) => `
.stack 0
.equ ROWS, ${rowsOf(size, threads)}
.equ ROW_BYTES, 8 * size
.equ FACTOR_BYTES, size * ROW_BYTES
.equ PART_BYTES, ROWS * ROW_BYTES
.equ WHOLE_BYTES, THREADS * PART_BYTES
.equ OWN_BYTES, ((FACTOR_BYTES + PART_BYTES + WHOLE_BYTES + LINE - 1) / LINE) * LINE
.data
.line
# of each thread: the right factor, its rows of the left one, the product; thread 0's product comes first
own:
  .space FACTOR_BYTES + PART_BYTES
product:
  .space OWN_BYTES - FACTOR_BYTES - PART_BYTES
  .space OWN_BYTES * (THREADS - 1)
.text
main:
  who s0
  muli s1, s0, OWN_BYTES
  la t0, own
  add s1, s1, t0
  li t0, FACTOR_BYTES
  add s2, s1, t0
  li t0, PART_BYTES
  add s3, s2, t0
  muli s4, s0, ROWS
  bnez s0, filled
  mov t0, s1
  li s5, 0
fill_row:
  slti t1, s5, size
  beqz t1, filled
  li s6, 0
fill:
  shli t1, s6, 1
  sub t1, s5, t1
  sd t1, (t0)
  addi t0, t0, 8
  addi s6, s6, 1
  slti t1, s6, size
  bnez t1, fill
  addi s5, s5, 1
  j fill_row
filled:
  broadcast s1, FACTOR_BYTES
  # s5: the row, counted from this thread's first
  li s5, 0
row:
  slti t0, s5, ROWS
  beqz t0, multiplied
  add s7, s4, s5
  slti t0, s7, size
  beqz t0, multiplied
  muli t0, s5, ROW_BYTES
  add s8, s2, t0
  li s6, 0
left:
  muli t0, s7, 3
  add t0, t0, s6
  addi t0, t0, 1
  shli t1, s6, 3
  add t1, t1, s8
  sd t0, (t1)
  addi s6, s6, 1
  slti t0, s6, size
  bnez t0, left
  li s6, 0
column:
  shli t0, s6, 3
  add t0, t0, s1
  mov t1, s8
  li t2, 0
  li s9, size
dot:
  ld t3, (t0)
  ld a0, (t1)
  mul t3, t3, a0
  add t2, t2, t3
  addi t0, t0, ROW_BYTES
  addi t1, t1, 8
  addi s9, s9, -1
  bnez s9, dot
  muli t0, s7, ROW_BYTES
  add t0, t0, s3
  shli t1, s6, 3
  add t0, t0, t1
  sd t2, (t0)
  addi s6, s6, 1
  slti t0, s6, size
  bnez t0, column
  addi s5, s5, 1
  j row
multiplied:
  gather s3, PART_BYTES
  li a0, 0
  halt
`,
  due: ({ size }) => ({ 'elements that are right': BigInt(size * size) }),
  computed: (memory, { size }) => ({ 'elements that are right': correct(memory, size) }),
});
