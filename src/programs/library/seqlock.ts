import { seqlockBlock } from '../blocks/seqlock.js';
import { defineProgram } from './library-program.js';

export const seqlock = defineProgram({
  name: 'seqlock',
  title: 'a record under a seqlock',
  about:
    'Thread 0 adds 1 to each word of a record; the others read it and look whether all words are the same. They write ' +
    'nothing shared: they read again if the record changed meanwhile. With protect=none they meet half-written records.',
  source: 'C. Lameter, Effective Synchronization on Linux/NUMA Systems, 2005',
  blocks: [seqlockBlock],
  parameters: {
    protect: {
      kind: 'choice',
      about: 'whether there is a seqlock',
      default: 'seqlock',
      choices: ['seqlock', 'none'],
    },
    words: { kind: 'integer', about: 'words of the record', default: 4, least: 1, most: 64 },
    rounds: {
      kind: 'integer',
      about: 'times that each thread reads or writes',
      default: 100,
      least: 0,
      most: 10_000_000,
    },
  },
  text: ({ protect }) => `
.stack 0
.equ PROTECTED, ${protect === 'seqlock' ? 1 : 0}
.data
.sync
sequence:
  .word 0
.endsync
record:
  .space 8 * words
.sync
torn:
  .dword 0
.endsync
.text
main:
  who s0
  la s1, sequence
  la s2, record
  li s3, rounds
  bnez s0, reader
writer:
  beqz s3, done
  addi s3, s3, -1
  .if PROTECTED
  seq_write_begin s1
  .endif
  li t0, words
  mov t1, s2
write:
  ld t2, (t1)
  addi t2, t2, 1
  sd t2, (t1)
  addi t1, t1, 8
  addi t0, t0, -1
  bnez t0, write
  .if PROTECTED
  seq_write_end s1
  .endif
  j writer
reader:
  beqz s3, done
  addi s3, s3, -1
again:
  .if PROTECTED
  seq_read_begin s6, s1
  .endif
  ld s4, (s2)
  li s5, 0
  li t0, words
  mov t1, s2
read:
  ld t2, (t1)
  beq t2, s4, same
  li s5, 1
same:
  addi t1, t1, 8
  addi t0, t0, -1
  bnez t0, read
  .if PROTECTED
  seq_read_retry s6, s1, again
  .endif
  beqz s5, reader
  la t0, torn
  fadd.d t1, s5, (t0)
  j reader
done:
  halt
`,
  due: ({ rounds }) => ({ 'torn records': 0n, 'record’s first word': BigInt(rounds) }),
  computed: (memory) => ({
    'torn records': memory.word('torn'),
    'record’s first word': memory.word('record'),
  }),
});
