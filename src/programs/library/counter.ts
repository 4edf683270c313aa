import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';

export const counter = defineProgram({
  name: 'counter',
  title: 'a counter that all threads add to',
  about:
    'Each thread adds 1 to a shared counter, iterations times: it loads, adds and stores. With lock=none two threads can ' +
    'load the same value, and one of their additions is lost; every lock mends that at its own price. On caches that ' +
    'nothing keeps coherent, locks alone do not: with coherence=software the program sees to the counter itself.',
  source:
    'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990 (the experiment)',
  blocks: [softwareCoherence],
  parameters: {
    ...lockParameters('none'),
    iterations: {
      kind: 'integer',
      about: 'additions by each thread',
      default: 1000,
      least: 0,
      most: 1_000_000_000,
    },
    ...COHERENCE_PARAMETERS,
    think: {
      kind: 'integer',
      about: 'cycles that a thread sleeps after each addition',
      default: 0,
      least: 0,
      most: 1_000_000,
    },
  },
  text: ({ coherence }) => `
.stack 0
${softwareLine(coherence)}
.data
.line
counter_lock:
  lock_data
.line
counter:
  .dword 0
.text
main:
  li s0, iterations
  la s1, counter_lock
  la s2, counter
  li s3, think
loop:
  beqz s0, done
  lock s1
  drop_copy (s2)
  ld t0, (s2)
  addi t0, t0, 1
  sd t0, (s2)
  write_back (s2)
  unlock s1
  addi s0, s0, -1
  beqz s3, loop
  sleep s3
  j loop
done:
  halt
`,
  due: ({ iterations }, threads) => ({ counter: BigInt(iterations) * BigInt(threads) }),
  computed: (memory) => ({ counter: memory.word('counter') }),
});
