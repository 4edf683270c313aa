import { BARRIER_PARAMETERS } from '../barriers/index.js';
import { defineProgram, type Memory } from './library-program.js';

/** Elements of the two factors, as the program fills them. */
const left = (row: number, column: number): bigint => BigInt(row * 3 + column + 1);
const right = (row: number, column: number): bigint => BigInt(row - column * 2);

const correct = (memory: Memory, size: number): bigint => {
  let found = 0n;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (memory.word('product', 8 * (row * size + column)) === element(row, column, size)) found++;
    }
  }
  return found;
};

const element = (row: number, column: number, size: number): bigint => {
  let sum = 0n;
  for (let k = 0; k < size; k++) sum += left(row, k) * right(k, column);
  return sum;
};

export const matrixMultiply = defineProgram({
  name: 'matrix-multiply',
  title: 'matrix multiplication',
  about:
    'Two square matrices of 8-byte integers: each thread fills every THREADS-th row of both and, after a barrier, ' +
    'computes every THREADS-th row of the product.',
  source:
    'J. L. Hennessy and D. A. Patterson, Computer Architecture: A Quantitative Approach, 6th edition, 2019',
  parameters: {
    ...BARRIER_PARAMETERS,
    size: { kind: 'integer', about: 'rows and columns', default: 24, least: 1, most: 256 },
  },
  text: () => `
.stack 0
.data
.line
fill_barrier:
  barrier_data
.line
left_factor:
  .space 8 * size * size
.line
right_factor:
  .space 8 * size * size
.line
product:
  .space 8 * size * size
.text
main:
  who s0
  li s1, size
  la s2, left_factor
  la s3, right_factor
  la s4, product
  mov s5, s0
fill_row:
  bge s5, s1, filled
  li s6, 0
fill:
  mul t0, s5, s1
  add t0, t0, s6
  shli t0, t0, 3
  muli t1, s5, 3
  add t1, t1, s6
  addi t1, t1, 1
  add t2, t0, s2
  sd t1, (t2)
  shli t1, s6, 1
  sub t1, s5, t1
  add t2, t0, s3
  sd t1, (t2)
  addi s6, s6, 1
  blt s6, s1, fill
  addi s5, s5, THREADS
  j fill_row
filled:
  la s7, fill_barrier
  barrier s7
  mov s5, s0
row:
  bge s5, s1, done
  li s6, 0
column:
  li s8, 0
  mul t0, s5, s1
  shli t0, t0, 3
  add t0, t0, s2
  shli t1, s6, 3
  add t1, t1, s3
  shli t3, s1, 3
  mov s9, s1
dot:
  ld t2, (t0)
  ld a0, (t1)
  mul t2, t2, a0
  add s8, s8, t2
  addi t0, t0, 8
  add t1, t1, t3
  addi s9, s9, -1
  bnez s9, dot
  mul t0, s5, s1
  add t0, t0, s6
  shli t0, t0, 3
  add t0, t0, s4
  sd s8, (t0)
  addi s6, s6, 1
  blt s6, s1, column
  addi s5, s5, THREADS
  j row
done:
  li a0, 0
  halt
`,
  due: ({ size }) => ({ 'elements that are right': BigInt(size * size) }),
  computed: (memory, { size }) => ({ 'elements that are right': correct(memory, size) }),
});
