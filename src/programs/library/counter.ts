import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';

export const counter = defineProgram({
  name: 'counter',
  title: 'a counter that all threads add to',
  about:
    'Each thread adds 1 to a shared counter, iterations times: it loads, adds and stores. With lock=none two threads can ' +
    'load the same value, and one of their additions is lost; every lock mends that at its own price.',
  source:
    'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990 (the experiment)',
  parameters: {
    ...lockParameters('none'),
    iterations: {
      kind: 'integer',
      about: 'additions by each thread',
      default: 1000,
      least: 0,
      most: 1_000_000_000,
    },
    coherence: {
      kind: 'choice',
      about:
        'who keeps caches coherent: the machine, or the program, which drops its copy of the counter before it reads and ' +
        'writes it back after it wrote, and the lock as well (for locks that wait by atomic accesses, such as tas)',
      default: 'hardware',
      choices: ['hardware', 'software'],
    },
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
.equ SOFTWARE, ${coherence === 'software' ? 1 : 0}
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
  .if SOFTWARE
  inval (s2)
  .endif
  ld t0, (s2)
  addi t0, t0, 1
  sd t0, (s2)
  .if SOFTWARE
  flush (s2)
  .endif
  unlock s1
  .if SOFTWARE
  flush (s1)
  .endif
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
