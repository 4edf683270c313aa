import { BARRIER_PARAMETERS } from '../barriers/index.js';
import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';

export const parallelSum = defineProgram({
  name: 'parallel-sum',
  title: 'parallel sum',
  about:
    'Each thread fills its part of an array with 1, 2, 3, …; after a barrier each adds up another thread’s part, and ' +
    'adds that to the total under the lock.',
  source: 'D. E. Culler and J. P. Singh, Parallel Computer Architecture, 1999 (partial sums under a lock)',
  blocks: [softwareCoherence],
  divides: true,
  parameters: {
    ...lockParameters('ttas'),
    ...BARRIER_PARAMETERS,
    ...COHERENCE_PARAMETERS,
    elements: { kind: 'integer', about: 'numbers to add up', default: 4096, least: 0, most: 1_000_000 },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
# Software writes back whole lines: they are what is divided among threads.
.equ UNIT, 1 + (LINE / 8 - 1) * SOFTWARE
.data
.line
sum_lock:
  lock_data
.line
sum_barrier:
  barrier_data
.line
total:
  .dword 0
.line
numbers:
  .space 8 * elements
.text
# s2 and s3: begin and end of the part of thread \\number
.macro part number
  li t0, (elements + UNIT - 1) / UNIT
  li t1, THREADS
  mul s2, \\number, t0
  divu s2, s2, t1
  addi t2, \\number, 1
  mul s3, t2, t0
  divu s3, s3, t1
  .if SOFTWARE
  muli s2, s2, UNIT
  muli s3, s3, UNIT
  li t0, elements
  ble s3, t0, whole\\@
  mov s3, t0
whole\\@:
  .endif
.endm
# the same as addresses
.macro part_bytes number
  part \\number
  shli s2, s2, 3
  add s2, s2, s1
  shli s3, s3, 3
  add s3, s3, s1
.endm
main:
  who s0
  la s1, numbers
  part s0
fill:
  bge s2, s3, filled
  shli t0, s2, 3
  add t0, t0, s1
  addi s2, s2, 1
  sd s2, (t0)
  j fill
filled:
  .if SOFTWARE
  part_bytes s0
  write_back_all s2, s3
  .endif
  la s4, sum_barrier
  barrier s4
  addi s0, s0, 1
  li t0, THREADS
  remu s0, s0, t0
  .if SOFTWARE
  part_bytes s0
  drop_copies s2, s3
  .endif
  part s0
  li s5, 0
sum:
  bge s2, s3, summed
  shli t0, s2, 3
  add t0, t0, s1
  ld t0, (t0)
  add s5, s5, t0
  addi s2, s2, 1
  j sum
summed:
  la s6, sum_lock
  la s7, total
  lock s6
  drop_copy (s7)
  ld t0, (s7)
  add t0, t0, s5
  sd t0, (s7)
  write_back (s7)
  unlock s6
  halt
`,
  due: ({ elements }) => ({ total: (BigInt(elements) * BigInt(elements + 1)) / 2n }),
  computed: (memory) => ({ total: memory.word('total') }),
});
