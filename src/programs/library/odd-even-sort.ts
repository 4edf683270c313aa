import { BARRIER_PARAMETERS } from '../barriers/index.js';
import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { defineProgram } from './library-program.js';

/** The multiplier of Knuth's multiplicative hash, by which the elements are mixed. */
const MULTIPLIER = 2_654_435_761;

const value = (index: number): bigint => BigInt.asUintN(32, BigInt(index + 1) * BigInt(MULTIPLIER));

export const oddEvenSort = defineProgram({
  name: 'odd-even-sort',
  title: 'odd-even transposition sort',
  about:
    'In every other phase the elements at even places are compared with their right neighbours, in the others those at ' +
    'odd places; as many phases as elements sort them. The pairs of a phase are divided among the threads, with a barrier ' +
    'after each phase.',
  source: 'N. Haberman, Parallel Neighbor Sort (or the Glory of the Induction Principle), 1972',
  blocks: [softwareCoherence],
  divides: true,
  parameters: {
    ...BARRIER_PARAMETERS,
    ...COHERENCE_PARAMETERS,
    elements: { kind: 'integer', about: 'elements to sort', default: 128, least: 1, most: 8192 },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
# Software writes back whole lines: each element has one.
.equ STRIDE, 8 + (LINE - 8) * SOFTWARE
.data
.line
phase_barrier:
  barrier_data
.line
elements_begin:
  .rept elements
  .dword ((\\+ + 1) * ${MULTIPLIER}) & 0xffffffff
  .space STRIDE - 8
  .endr
.text
main:
  who s0
  la s1, elements_begin
  la s2, phase_barrier
  li s3, elements
  addi s4, s3, -1
  li s5, 0
phase:
  bge s5, s3, done
  # The first pair of this thread: 2 * who, one further in odd phases.
  shli s6, s0, 1
  andi t0, s5, 1
  add s6, s6, t0
pair:
  bge s6, s4, phase_end
  muli t0, s6, STRIDE
  add t0, t0, s1
  drop_copy (t0)
  drop_copy STRIDE(t0)
  ld t1, (t0)
  ld t2, STRIDE(t0)
  ble t1, t2, sorted
  sd t2, (t0)
  sd t1, STRIDE(t0)
  write_back (t0)
  write_back STRIDE(t0)
sorted:
  addi s6, s6, 2 * THREADS
  j pair
phase_end:
  barrier s2
  addi s5, s5, 1
  j phase
done:
  halt
`,
  due: ({ elements }) => ({ 'elements in their places': BigInt(elements) }),
  computed(memory, { elements }) {
    const sorted = Array.from({ length: elements }, (_, i) => value(i)).sort((a, b) => Number(a - b));
    const stride = memory.constant('STRIDE');
    const placed = sorted.filter((element, i) => memory.word('elements_begin', stride * i) === element);
    return { 'elements in their places': BigInt(placed.length) };
  },
});
