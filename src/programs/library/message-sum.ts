import { defineProgram } from './library-program.js';

export const messageSum = defineProgram({
  name: 'message-sum',
  title: 'parallel sum by messages',
  about:
    'The sum of 1, 2, 3, … without shared memory: each thread fills and adds up its own part, and thread 0 gets the ' +
    'total; from all others in turn (collect=linear), or up a binary tree, in which each adds what those below it ' +
    'found (collect=tree).',
  source:
    'A. Alexandrov, M. F. Ionescu, K. E. Schauser and C. Scheiman, LogGP, 1995 (the price of a message)',
  divides: true,
  parameters: {
    elements: { kind: 'integer', about: 'numbers to add up', default: 4096, least: 0, most: 1_000_000 },
    collect: {
      kind: 'choice',
      about: 'how the parts come together: all at thread 0, or up a binary tree',
      default: 'tree',
      choices: ['linear', 'tree'],
    },
  },
  text: ({ collect }) => `
.stack 0
.equ PART, elements / THREADS + 1
.data
.line
total:
  .dword 0
.line
# of each thread: what it sends, what it receives, its part of the numbers
own:
  .rept THREADS
  .space 16 + 8 * PART
  .line
  .endr
.text
.equ OWN_BYTES, ((16 + 8 * PART + LINE - 1) / LINE) * LINE
# adds what thread \\from found to s5
.macro gather from
  addi t1, s1, 8
  recv t2, \\from, t1
  ld t2, 8(s1)
  add s5, s5, t2
.endm
main:
  who s0
  muli s1, s0, OWN_BYTES
  la t0, own
  add s1, s1, t0
  li t0, elements
  li t1, THREADS
  mul s2, s0, t0
  divu s2, s2, t1
  addi t2, s0, 1
  mul s3, t2, t0
  divu s3, s3, t1
  addi s4, s1, 16
  sub s6, s3, s2
fill:
  bge s2, s3, filled
  addi s2, s2, 1
  sd s2, (s4)
  addi s4, s4, 8
  j fill
filled:
  addi s4, s1, 16
  li s5, 0
sum:
  beqz s6, summed
  ld t0, (s4)
  add s5, s5, t0
  addi s4, s4, 8
  addi s6, s6, -1
  j sum
summed:
  .if ${collect === 'tree' ? 1 : 0}
  shli s7, s0, 1
  addi s7, s7, 1
  addi s8, s7, 2
  addi s9, s0, -1
  shri s9, s9, 1
  .else
  # Only thread 0 has any below it.
  li s9, 0
  li s7, 1
  li s8, THREADS
  beqz s0, below
  mov s7, s8
  .endif
below:
  bge s7, s8, gathered
  slti t0, s7, THREADS
  beqz t0, gathered
  gather s7
  addi s7, s7, 1
  j below
gathered:
  beqz s0, root
  sd s5, (s1)
  li t0, 8
  send t0, s9, s1
  halt
root:
  la t0, total
  sd s5, (t0)
  halt
`,
  due: ({ elements }) => ({ total: (BigInt(elements) * BigInt(elements + 1)) / 2n }),
  computed: (memory) => ({ total: memory.word('total') }),
});
