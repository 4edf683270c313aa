import { countedPointer } from '../blocks/counted-pointer.js';
import { defineProgram } from './library-program.js';
import { seenOnce } from './seen-once.js';

export const msQueue = defineProgram({
  name: 'ms-queue',
  title: 'Michael and Scott’s queue',
  about:
    'A queue without locks: a linked list with a dummy node in front, changed by compare-and-swap; who finds the tail ' +
    'behind moves it on for the others. Each thread puts an item in and takes one out, in turn; the nodes taken out are ' +
    'used again, and counted pointers keep that from being mistaken for no change.',
  source:
    'M. M. Michael and M. L. Scott, Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms, 1996',
  blocks: [countedPointer],
  parameters: {
    items: {
      kind: 'integer',
      about: 'items that each thread puts in',
      default: 200,
      least: 0,
      most: 100_000,
    },
  },
  text: () => `
.stack 0
.equ ITEMS, THREADS * items
.data
# Without locks every word synchronises, nodes too.
.sync
head:
  .dword dummy
.line
tail:
  .dword dummy
.line
# a node: 0 the next one (counted), 8 the item
dummy:
  .space 16
.line
nodes:
  .space LINE * THREADS
seen:
  .space 4 * ITEMS
.endsync
.text
# puts node s4 with item s5 in
.macro enqueue
  sd s5, 8(s4)
  ld t0, (s4)
  shri t0, t0, 32
  shli t0, t0, 32
  sd t0, (s4)
again\\@:
  ld.aq t0, (s2)
  pointer_of t1, t0
  ld.aq t2, (t1)
  ld.aq t3, (s2)
  bne t3, t0, again\\@
  pointer_of t3, t2
  bnez t3, behind\\@
  counted t3, s4, t2
  mov t4, t2
  cas.d.rl t4, t3, (t1)
  bne t4, t2, again\\@
  counted t3, s4, t0
  mov t4, t0
  cas.d.rl t4, t3, (s2)
  j done\\@
behind\\@:
  counted t3, t3, t0
  mov t4, t0
  cas.d.rl t4, t3, (s2)
  j again\\@
done\\@:
.endm
# takes an item out: s5, and the node s4 that is free now; goes to empty if there is none
.macro dequeue empty
again\\@:
  ld.aq t0, (s1)
  ld.aq t1, (s2)
  pointer_of t4, t0
  ld.aq t2, (t4)
  ld.aq t3, (s1)
  bne t3, t0, again\\@
  pointer_of t3, t2
  pointer_of t5, t1
  bne t4, t5, some\\@
  beqz t3, \\empty
  counted t3, t3, t1
  mov t4, t1
  cas.d.rl t4, t3, (s2)
  j again\\@
some\\@:
  beqz t3, again\\@
  ld s5, 8(t3)
  mov s4, t4
  counted t3, t3, t0
  mov t5, t0
  cas.d.aqrl t5, t3, (s1)
  bne t5, t0, again\\@
.endm
main:
  la s1, head
  la s2, tail
  la s3, seen
  who s0
  muli s4, s0, LINE
  la t0, nodes
  add s4, s4, t0
  li s6, items
  mul s7, s0, s6
next:
  beqz s6, done
  addi s7, s7, 1
  mov s5, s7
  enqueue
  dequeue none
  addi t1, s5, -1
  shli t1, t1, 2
  add t1, t1, s3
  li t0, 1
  fadd.w t0, t0, (t1)
  addi s6, s6, -1
  j next
none:
  # Every thread takes out after it has put in, so that there always is one.
  fail 1
done:
  halt
`,
  due: ({ items }, threads) => ({ 'items taken once': BigInt(items * threads) }),
  computed: (memory, { items }, threads) => ({ 'items taken once': seenOnce(memory, items * threads) }),
});
