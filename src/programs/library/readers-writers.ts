import { readerWriterLock } from '../blocks/reader-writer-lock.js';
import { defineProgram } from './library-program.js';

export const readersWriters = defineProgram({
  name: 'readers-writers',
  title: 'readers and writers',
  about:
    'Writers add 1 to each word of a record, readers look whether all words are the same. Under the lock of readers and ' +
    'writers they always are, and readers do not keep each other out. With protect=none readers meet half-written records.',
  source:
    'P. J. Courtois, F. Heymans and D. L. Parnas, Concurrent Control with “Readers” and “Writers”, 1971',
  blocks: [readerWriterLock],
  parameters: {
    protect: { kind: 'choice', about: 'whether there is a lock', default: 'lock', choices: ['lock', 'none'] },
    writers: {
      kind: 'integer',
      about: 'threads that write, the first ones; the others read',
      default: 1,
      least: 0,
      most: 1024,
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
.data
.line
record_lock:
  rw_data
.sync
torn:
  .dword 0
.endsync
record:
  .space 8 * words
.text
.macro guarded what
  .if ${protect === 'lock' ? 1 : 0}
  \\what s1
  .endif
.endm
main:
  who s0
  la s1, record_lock
  la s2, record
  li s3, rounds
  slti t0, s0, writers
  beqz t0, reader
writer:
  beqz s3, done
  addi s3, s3, -1
  guarded write_lock
  li t0, words
  mov t1, s2
write:
  ld t2, (t1)
  addi t2, t2, 1
  sd t2, (t1)
  addi t1, t1, 8
  addi t0, t0, -1
  bnez t0, write
  guarded write_unlock
  j writer
reader:
  beqz s3, done
  addi s3, s3, -1
  guarded read_lock
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
  guarded read_unlock
  beqz s5, reader
  la t0, torn
  fadd.d t1, s5, (t0)
  j reader
done:
  halt
`,
  due: ({ writers, rounds }, threads) => ({
    'torn records': 0n,
    'record’s first word': BigInt(Math.min(writers, threads) * rounds),
  }),
  computed: (memory) => ({
    'torn records': memory.word('torn'),
    'record’s first word': memory.word('record'),
  }),
});
