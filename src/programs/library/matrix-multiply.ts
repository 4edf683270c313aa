import { BARRIER_PARAMETERS } from '../barriers/index.js';
import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { defineProgram, type Memory } from './library-program.js';

/** Elements of the two factors, as the program fills them: so small that sums of products are exact. */
const left = (row: number, column: number): number => row * 3 + column + 1;
const right = (row: number, column: number): number => row - column * 2;

const correct = (memory: Memory, size: number): bigint => {
  const rowBytes = memory.constant('ROW_BYTES');
  let found = 0n;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (memory.word('product', rowBytes * row + 8 * column) === element(row, column, size)) found++;
    }
  }
  return found;
};

const element = (row: number, column: number, size: number): bigint => {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += left(row, k) * right(k, column);
  return BigInt(sum);
};

export const matrixMultiply = defineProgram({
  name: 'matrix-multiply',
  title: 'matrix multiplication',
  about:
    'Two square matrices of 8-byte integers: each thread fills every THREADS-th row of both and, after a barrier, ' +
    'computes every THREADS-th row of the product.',
  source:
    'J. L. Hennessy and D. A. Patterson, Computer Architecture: A Quantitative Approach, 6th edition, 2019',
  blocks: [softwareCoherence],
  divides: true,
  parameters: {
    ...BARRIER_PARAMETERS,
    ...COHERENCE_PARAMETERS,
    size: { kind: 'integer', about: 'rows and columns', default: 24, least: 1, most: 256 },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
# Software writes back whole lines: each row has its own.
.equ ROW_UNIT, 8 + (LINE - 8) * SOFTWARE
.equ ROW_BYTES, ((8 * size + ROW_UNIT - 1) / ROW_UNIT) * ROW_UNIT
.data
.line
fill_barrier:
  barrier_data
.line
left_factor:
  .space ROW_BYTES * size
.line
right_factor:
  .space ROW_BYTES * size
.line
product:
  .space ROW_BYTES * size
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
  muli t0, s5, ROW_BYTES
  shli t1, s6, 3
  add t0, t0, t1
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
  .if SOFTWARE
  muli t0, s5, ROW_BYTES
  add t1, t0, s2
  addi t2, t1, ROW_BYTES
  write_back_all t1, t2
  add t1, t0, s3
  addi t2, t1, ROW_BYTES
  write_back_all t1, t2
  .endif
  addi s5, s5, THREADS
  j fill_row
filled:
  la s7, fill_barrier
  barrier s7
  # Its own rows of the left factor are its own: others filled the right one.
  drop_copies s3, s4
  mov s5, s0
row:
  bge s5, s1, done
  li s6, 0
column:
  li s8, 0
  muli t0, s5, ROW_BYTES
  add t0, t0, s2
  shli t1, s6, 3
  add t1, t1, s3
  li t3, ROW_BYTES
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
  muli t0, s5, ROW_BYTES
  shli t1, s6, 3
  add t0, t0, t1
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
