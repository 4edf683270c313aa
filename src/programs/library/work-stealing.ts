import { defineProgram } from './library-program.js';

export const workStealing = defineProgram({
  name: 'work-stealing',
  title: 'work stealing',
  about:
    'A task of depth n makes two of depth n − 1, and one of depth 0 is counted. Each thread works at the bottom of its ' +
    'own double-ended queue and, when that is empty, steals from the top of another. The owner’s word that it takes the ' +
    'bottom and its look at the top have a fence between them; with fences=off store buffers let two threads have the ' +
    'same task. To see it go wrong: `cohort run --program work-stealing --set fences=off --model tso --processors 8 --slack 8`.',
  source:
    'D. Chase and Y. Lev, Dynamic Circular Work-Stealing Deque, 2005; N. M. Lê, A. Pop, A. Cohen and F. Zappa Nardelli, ' +
    'Correct and Efficient Work-Stealing for Weak Memory Models, 2013 (the fences)',
  divides: true,
  parameters: {
    depth: {
      kind: 'integer',
      about: 'depth of the first task: 2^depth are counted',
      default: 10,
      least: 0,
      most: 30,
    },
    work: {
      kind: 'integer',
      about: 'cycles of each task that is counted',
      default: 0,
      least: 0,
      most: 1_000_000,
    },
    fences: { kind: 'choice', about: 'whether there are fences', default: 'on', choices: ['on', 'off'] },
  },
  text: ({ fences }) => `
.stack 0
.equ FENCES, ${fences === 'on' ? 1 : 0}
# A queue holds one task a level at most. Without locks every word of it synchronises.
.equ PLACES, 32
.equ COUNTED_AT, LINE * 2
.equ QUEUE_BYTES, LINE * 3 + ((8 * PLACES + LINE - 1) / LINE) * LINE
.data
.line
# of each thread: line 0 top; line 1 bottom; line 2 how many it counted; then a ring of tasks
queues:
  .rept THREADS
  .sync
  .space LINE * 2
  .endsync
  .space LINE
  .sync
  .space 8 * PLACES
  .endsync
  .endr
.sync
pending:
  .dword 1
.endsync
.text
.macro order
  .if FENCES
  fence
  .endif
.endm
.macro place rd, number, queue
  andi \\rd, \\number, PLACES - 1
  shli \\rd, \\rd, 3
  add \\rd, \\rd, \\queue
.endm
# puts task \\task at the bottom of the own queue
.macro push task
  ld t0, LINE(s1)
  place t1, t0, s1
  sd \\task, LINE * 3(t1)
  addi t0, t0, 1
  sd.rl t0, LINE(s1)
.endm
# takes a task from the bottom of the own queue: s2, or goes to empty
.macro take empty
  ld t0, LINE(s1)
  addi t0, t0, -1
  sd t0, LINE(s1)
  order
  ld.aq t1, (s1)
  blt t0, t1, none\\@
  place t2, t0, s1
  ld s2, LINE * 3(t2)
  bne t0, t1, taken\\@
  mov t2, t1
  addi t3, t1, 1
  cas.d.aqrl t2, t3, (s1)
  addi t0, t0, 1
  sd t0, LINE(s1)
  beq t2, t1, taken\\@
  j \\empty
none\\@:
  sd t1, LINE(s1)
  j \\empty
taken\\@:
.endm
# takes a task from the top of the queue at s3: s2, or goes to none
.macro steal none
  ld.aq t1, (s3)
  order
  ld.aq t0, LINE(s3)
  bge t1, t0, \\none
  place t2, t1, s3
  ld s2, LINE * 3(t2)
  mov t2, t1
  addi t3, t1, 1
  cas.d.aqrl t2, t3, (s3)
  bne t2, t1, \\none
.endm
.macro queue_of rd, number
  muli \\rd, \\number, QUEUE_BYTES
  la t0, queues
  add \\rd, \\rd, t0
.endm
main:
  who s0
  queue_of s1, s0
  la s5, pending
  li s6, work
  mov s4, s0
  bnez s0, next
  li s2, depth
  push s2
next:
  take thieve
run:
  beqz s2, count
  # Two tasks for one: one more is pending.
  li t0, 1
  fadd.d t0, t0, (s5)
  addi s2, s2, -1
  push s2
  push s2
  j next
count:
  ld t0, LINE * 2(s1)
  addi t0, t0, 1
  sd t0, LINE * 2(s1)
  beqz s6, counted
  sleep s6
counted:
  li t0, -1
  fadd.d t0, t0, (s5)
  j next
thieve:
  ld.aq t0, (s5)
  bge zero, t0, done
  addi s4, s4, 1
  li t0, THREADS
  remu s4, s4, t0
  queue_of s3, s4
  beq s4, s0, thieve_pause
  steal thieve_pause
  j run
thieve_pause:
  pause
  j thieve
done:
  halt
`,
  due: ({ depth }) => ({ 'tasks counted': 2n ** BigInt(depth) }),
  computed(memory, _values, threads) {
    const stride = memory.constant('QUEUE_BYTES');
    const counted = memory.constant('COUNTED_AT');
    let tasks = 0n;
    for (let thread = 0; thread < threads; thread++)
      tasks += memory.word('queues', thread * stride + counted);
    return { 'tasks counted': tasks };
  },
});
