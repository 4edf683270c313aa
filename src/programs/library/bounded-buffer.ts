import { monitorBlock } from '../blocks/monitor.js';
import { blockingSemaphore, spinningSemaphore } from '../blocks/semaphore.js';
import { lockParameters } from '../locks/index.js';
import { defineProgram } from './library-program.js';
import { seenOnce } from './seen-once.js';

type Means = 'semaphores' | 'spinning' | 'monitor';

/** How places and items are waited for; s1 places, s2 items, s3 the lock, s4 the ring (head 0, tail 8, full 16). */
const PUT: Readonly<Record<Means, string>> = {
  semaphores: '  sem_p s1\n  lock s3\n  ring_put\n  unlock s3\n  sem_v s2',
  spinning: '  spin_p s1\n  lock s3\n  ring_put\n  unlock s3\n  spin_v s2',
  monitor: `  monitor_enter s3
full\\@:
  ld t0, 16(s4)
  slti t0, t0, capacity
  bnez t0, room\\@
  cond_wait s3, s1
  j full\\@
room\\@:
  note ENTER, s3
  ring_put
  note LEAVE, s3
  cond_signal s2
  monitor_leave s3`,
};

const TAKE: Readonly<Record<Means, string>> = {
  semaphores: '  sem_p s2\n  lock s3\n  ring_take\n  unlock s3\n  sem_v s1',
  spinning: '  spin_p s2\n  lock s3\n  ring_take\n  unlock s3\n  spin_v s1',
  monitor: `  monitor_enter s3
empty\\@:
  ld t0, 16(s4)
  bnez t0, some\\@
  cond_wait s3, s2
  j empty\\@
some\\@:
  note ENTER, s3
  ring_take
  note LEAVE, s3
  cond_signal s1
  monitor_leave s3`,
};

export const boundedBuffer = defineProgram({
  name: 'bounded-buffer',
  title: 'bounded buffer',
  about:
    'The first half of the threads put items into a ring of limited capacity, the others take them out. Places and items ' +
    'are waited for by semaphores that block or spin, the ring itself is under a lock; or all of it is a monitor with two ' +
    'conditions. Each item must be taken once.',
  source:
    'E. W. Dijkstra, Cooperating Sequential Processes, 1965 (semaphores); C. A. R. Hoare, Monitors: An Operating System ' +
    'Structuring Concept, 1974 (monitor)',
  threads: { least: 2, most: 1024 },
  blocks: [blockingSemaphore, spinningSemaphore, monitorBlock],
  parameters: {
    ...lockParameters('mutex'),
    means: {
      kind: 'choice',
      about: 'how to wait: semaphores that block, semaphores that spin, or a monitor (which needs no lock)',
      default: 'semaphores',
      choices: ['semaphores', 'spinning', 'monitor'],
    },
    capacity: { kind: 'integer', about: 'places of the ring', default: 8, least: 1, most: 65536 },
    items: {
      kind: 'integer',
      about: 'items that each producer puts in',
      default: 200,
      least: 0,
      most: 100_000,
    },
  },
  text: ({ means }) => `
.stack 0
.equ PRODUCERS, THREADS / 2
.equ ITEMS, PRODUCERS * items
.data
.sync
places:
  .word ${means === 'monitor' ? 0 : 'capacity'}
.line
filled:
  .word 0
.endsync
ring_lock:
  .if ${means === 'monitor' ? 1 : 0}
  .sync
  .space LINE
  .endsync
  .else
  lock_data
  .endif
.line
ring:
  .space 24
.line
slots:
  .space 8 * capacity
.sync
claimed:
  .dword 0
.line
seen:
  .space 4 * ITEMS
.endsync
.text
# the item in t1
.macro ring_slot at
  ld t0, \\at(s4)
  addi t2, t0, 1
  sd t2, \\at(s4)
  li t2, capacity
  remu t0, t0, t2
  shli t0, t0, 3
  add t0, t0, s5
.endm
.macro ring_full change
  ld t0, 16(s4)
  addi t0, t0, \\change
  sd t0, 16(s4)
.endm
.macro ring_put
  ring_slot 8
  sd t1, (t0)
  ring_full 1
.endm
.macro ring_take
  ring_slot 0
  ld t1, (t0)
  ring_full -1
.endm
.macro put
${PUT[means]}
.endm
.macro take
${TAKE[means]}
.endm
main:
  la s1, places
  la s2, filled
  la s3, ring_lock
  la s4, ring
  la s5, slots
  la s6, seen
  la s7, claimed
  who s0
  slti t0, s0, PRODUCERS
  beqz t0, consumer
  li s8, items
  mul s9, s0, s8
producer:
  beqz s8, done
  addi s9, s9, 1
  mov t1, s9
  put
  addi s8, s8, -1
  j producer
consumer:
  li t0, 1
  fadd.d t0, t0, (s7)
  li t1, ITEMS
  bge t0, t1, done
  take
  addi t1, t1, -1
  shli t1, t1, 2
  add t1, t1, s6
  li t0, 1
  fadd.w t0, t0, (t1)
  j consumer
done:
  halt
`,
  due: ({ items }, threads) => ({ 'items taken once': BigInt(items) * BigInt(Math.floor(threads / 2)) }),
  computed: (memory, { items }, threads) => ({
    'items taken once': seenOnce(memory, items * Math.floor(threads / 2)),
  }),
});
