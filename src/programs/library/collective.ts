import { collectives } from '../blocks/collectives.js';
import { defineProgram } from './library-program.js';

const OPERATIONS = [
  'broadcast',
  'reduce',
  'all-reduce',
  'gather',
  'scatter',
  'all-to-all',
  'barrier',
] as const;
type Operation = (typeof OPERATIONS)[number];

/** The operation, and how many words of what it brings are added up from s6 on: by thread 0 alone, or by all. */
const CODE: Readonly<Record<Operation, string>> = {
  broadcast: '  broadcast s1, bytes\n  mov s6, s1\n  li s7, WORDS',
  reduce: '  reduce s1, s2, WORDS\n  mov s6, s1\n  li s7, WORDS\n  first_alone',
  'all-reduce': '  all_reduce s1, s2, WORDS\n  mov s6, s1\n  li s7, WORDS',
  gather: '  gather s1, bytes\n  mov s6, s1\n  li s7, WORDS * THREADS\n  first_alone',
  scatter: '  scatter s1, bytes\n  muli s6, s0, bytes\n  add s6, s6, s1\n  li s7, WORDS',
  'all-to-all': '  all_to_all s1, s2, bytes\n  mov s6, s2\n  li s7, WORDS * THREADS',
  barrier: '  message_barrier s1\n  li s7, 0\n  addi s5, s5, 1',
};

/** What thread `from` has for thread `to` in a round, in each word. */
const has = (from: number, to: number, round: number): number => (from + 1) * (to + 1) + round;

const sumOver = (count: number, of: (at: number) => number): number =>
  Array.from({ length: count }, (_, at) => of(at)).reduce((sum, value) => sum + value, 0);

/** What all threads add up in a round, of one word of each block. */
const due = (operation: Operation, threads: number, round: number): number => {
  const reduced = sumOver(threads, (thread) => has(thread, 0, round));
  switch (operation) {
    case 'broadcast':
      return threads * has(0, 0, round);
    case 'reduce':
      return reduced;
    case 'all-reduce':
      return threads * reduced;
    case 'gather':
      return sumOver(threads, (thread) => has(thread, thread, round));
    case 'scatter':
      return sumOver(threads, (thread) => has(0, thread, round));
    case 'all-to-all':
      return sumOver(threads, (from) => sumOver(threads, (to) => has(from, to, round)));
    case 'barrier':
      return threads;
  }
};

export const collective = defineProgram({
  name: 'collective',
  title: 'collective operations by messages',
  about:
    'All threads take part in one operation after the other: thread 0 tells all (broadcast), all are added up at thread ' +
    '0 (reduce) or everywhere (all-reduce), thread 0 gets what each has (gather) or gives each its own (scatter), each ' +
    'gives each (all-to-all), or all wait for the last (barrier). Each adds up what it got and gives out the sum. On a ' +
    'cluster of P nodes a broadcast takes as long as messages along ⌈log₂ P⌉ edges of a tree.',
  source: collectives.source,
  parameters: {
    operation: {
      kind: 'choice',
      about: 'the operation',
      default: 'broadcast',
      choices: OPERATIONS,
    },
    bytes: {
      kind: 'integer',
      about: 'bytes for each thread, a multiple of 8',
      default: 64,
      least: 8,
      most: 4096,
    },
    rounds: { kind: 'integer', about: 'operations one after the other', default: 1, least: 1, most: 1000 },
  },
  threads: { least: 1, most: 64 },
  blocks: [collectives],
  text: ({ operation }) => `
.stack 0
.equ WORDS, bytes / 8
.equ AREA, THREADS * WORDS * 8
.equ OWN_BYTES, ((2 * AREA + LINE - 1) / LINE) * LINE
.data
.line
# of each thread: what it has for each, and room for what it gets
own:
  .rept THREADS
  .space 2 * AREA
  .line
  .endr
.text
# Threads but the first add up nothing.
.macro first_alone
  beqz s0, alone\\@
  li s7, 0
alone\\@:
.endm
main:
  who s0
  muli s1, s0, OWN_BYTES
  la t0, own
  add s1, s1, t0
  addi s2, s1, AREA
  li s3, 0
  li s5, 0
round:
  mov t0, s1
  li t1, 0
fill:
  addi t2, t1, 1
  addi t3, s0, 1
  mul t2, t2, t3
  add t2, t2, s3
  li t3, WORDS
word:
  sd t2, (t0)
  addi t0, t0, 8
  addi t3, t3, -1
  bnez t3, word
  addi t1, t1, 1
  slti t3, t1, THREADS
  bnez t3, fill
${CODE[operation as Operation]}
add:
  beqz s7, added
  ld t0, (s6)
  add s5, s5, t0
  addi s6, s6, 8
  addi s7, s7, -1
  j add
added:
  addi s3, s3, 1
  slti t0, s3, rounds
  bnez t0, round
  out s5
  halt
`,
  due: ({ operation, bytes, rounds }, threads) => ({
    'sum of all': BigInt(
      sumOver(rounds, (round) => due(operation as Operation, threads, round)) *
        (operation === 'barrier' ? 1 : Math.floor(bytes / 8)),
    ),
  }),
  computed: (_memory, _values, _threads, outputs) => ({
    'sum of all': outputs.reduce((sum, { value }) => sum + BigInt(value), 0n),
  }),
});
