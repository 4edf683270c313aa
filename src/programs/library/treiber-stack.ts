import { countedPointer } from '../blocks/counted-pointer.js';
import { defineProgram } from './library-program.js';

export const treiberStack = defineProgram({
  name: 'treiber-stack',
  title: 'Treiber’s stack',
  about:
    'A stack without locks: push and pop change its top by compare-and-swap. Each thread pops two nodes and pushes them ' +
    'back, the first one first. With counter=off a top that was popped and pushed again looks as if nothing had happened ' +
    '(ABA), and nodes are lost or held twice; with counter=on the count of changes tells. ' +
    'To see it go wrong: `cohort run --program treiber-stack --set counter=off --slack 5`.',
  source: 'R. K. Treiber, Systems Programming: Coping with Parallelism, 1986',
  blocks: [countedPointer],
  parameters: {
    counter: {
      kind: 'choice',
      about: 'whether the top counts its changes',
      default: 'on',
      choices: ['on', 'off'],
    },
    rounds: { kind: 'integer', about: 'rounds of each thread', default: 100, least: 0, most: 10_000_000 },
  },
  text: ({ counter }) => `
.stack 0
.equ COUNTED, ${counter === 'on' ? 1 : 0}
.equ NODES, 2 * THREADS
.equ NODE_BYTES, LINE
.data
# Without locks every word synchronises, nodes too.
.sync
top:
  .dword node_list
.line
empties:
  .dword 0
.line
doubles:
  .dword 0
.line
# a node: 0 the next one, 8 how many threads hold it
node_list:
  .rept NODES
  .dword node_list + LINE * (\\+ + 1) * (\\+ + 1 < NODES) - node_list * (\\+ + 1 == NODES)
  .line
  .endr
.endsync
.text
.macro new_top rd, pointer, old
  .if COUNTED
  counted \\rd, \\pointer, \\old
  .else
  mov \\rd, \\pointer
  .endif
.endm
.macro push node
again\\@:
  ld.aq t0, (s1)
  pointer_of t1, t0
  sd t1, (\\node)
  new_top t2, \\node, t0
  mov t3, t0
  cas.d.rl t3, t2, (s1)
  bne t3, t0, again\\@
.endm
.macro pop rd
again\\@:
  ld.aq t0, (s1)
  pointer_of \\rd, t0
  beqz \\rd, empty
  ld t1, (\\rd)
  new_top t2, t1, t0
  mov t3, t0
  cas.d.aq t3, t2, (s1)
  bne t3, t0, again\\@
  li t2, 1
  fadd.d t2, t2, 8(\\rd)
  beqz t2, alone\\@
  li t2, 1
  fadd.d t2, t2, (s3)
alone\\@:
.endm
.macro let_go node
  li t2, -1
  fadd.d t2, t2, 8(\\node)
.endm
main:
  la s1, top
  la s2, empties
  la s3, doubles
  li s0, rounds
next:
  beqz s0, done
  addi s0, s0, -1
  pop s4
  pop s5
  let_go s4
  push s4
  let_go s5
  push s5
  j next
empty:
  li t0, 1
  fadd.d t0, t0, (s2)
done:
  halt
`,
  due: (_values, threads) => ({
    'nodes in the stack': BigInt(2 * threads),
    'nodes held by two': 0n,
    'empty stacks met': 0n,
  }),
  computed(memory, _values, threads) {
    let nodes = 0n;
    let node = BigInt.asUintN(32, memory.word('top'));
    // A list that was spoilt may run in a circle.
    for (; node !== 0n && nodes <= 2 * threads; nodes++) node = BigInt.asUintN(32, memory.at(Number(node)));
    return {
      'nodes in the stack': nodes,
      'nodes held by two': memory.word('doubles'),
      'empty stacks met': memory.word('empties'),
    };
  },
});
