import { BARRIER_PARAMETERS } from '../barriers/index.js';
import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { defineProgram } from './library-program.js';

export const barrierPhases = defineProgram({
  name: 'barrier-phases',
  title: 'phases divided by barriers',
  about:
    'In each phase every thread writes the phase’s number into its own word, passes the barrier, and looks whether all ' +
    'others have written theirs; a second barrier ends the phase. With barrier=none it meets words that are late or early.',
  source:
    'J. M. Mellor-Crummey and M. L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, 1991 ' +
    '(the experiment)',
  blocks: [softwareCoherence],
  parameters: {
    ...BARRIER_PARAMETERS,
    ...COHERENCE_PARAMETERS,
    phases: { kind: 'integer', about: 'phases', default: 50, least: 0, most: 10_000_000 },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
.data
.line
phase_barrier:
  barrier_data
.sync
late:
  .dword 0
.endsync
words:
  .space LINE * THREADS
.text
main:
  who s0
  la s1, phase_barrier
  la s2, words
  muli s3, s0, LINE
  add s3, s3, s2
  li s4, 0
phase:
  slti t0, s4, phases
  beqz t0, done
  addi s4, s4, 1
  sd s4, (s3)
  write_back (s3)
  barrier s1
  li s5, THREADS
  mov s6, s2
look:
  drop_copy (s6)
  ld t0, (s6)
  beq t0, s4, there
  li t0, 1
  la t1, late
  fadd.d t0, t0, (t1)
there:
  addi s6, s6, LINE
  addi s5, s5, -1
  bnez s5, look
  barrier s1
  j phase
done:
  halt
`,
  due: () => ({ 'words of another phase': 0n }),
  computed: (memory) => ({ 'words of another phase': memory.word('late') }),
});
