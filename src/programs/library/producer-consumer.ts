import { COHERENCE_PARAMETERS, softwareCoherence, softwareLine } from '../blocks/software-coherence.js';
import { defineProgram } from './library-program.js';

export const producerConsumer = defineProgram({
  name: 'producer-consumer',
  title: 'producers and consumers in pairs, without locks',
  about:
    'Each pair of threads shares a ring: the even one puts 1, 2, 3, … in, the odd one takes them out and adds them up. ' +
    'One writes the tail, the other the head, and that is all they need, if an item is written before the tail and read ' +
    'after it: with ordered=off nothing says so, and a machine that reorders may pass items that are not there yet. A ' +
    'thread without a partner does nothing.',
  source: 'L. Lamport, Specifying Concurrent Program Modules, 1983',
  threads: { least: 2, most: 1024 },
  blocks: [softwareCoherence],
  parameters: {
    ...COHERENCE_PARAMETERS,
    ordered: {
      kind: 'choice',
      about: 'whether the loads and stores of head and tail acquire and release',
      default: 'on',
      choices: ['on', 'off'],
    },
    capacity: { kind: 'integer', about: 'places of each ring', default: 8, least: 1, most: 4096 },
    items: { kind: 'integer', about: 'items of each producer', default: 500, least: 0, most: 10_000_000 },
  },
  text: ({ ordered, coherence }) => {
    const isSoftware = coherence === 'software';
    // A copy is dropped by the line: what the consumer drops must not be what the producer has just put beside it.
    const place = isSoftware ? 'muli t0, t0, LINE' : 'shli t0, t0, 3';
    const [load, store] = ordered === 'on' ? ['ld.aq', 'sd.rl'] : ['ld', 'sd'];
    return `
.stack 0
${softwareLine(coherence)}
.equ PAIRS, THREADS / 2
.equ PLACE_BYTES, ${isSoftware ? 'LINE' : '8'}
.equ RING_BYTES, LINE * 3 + ((PLACE_BYTES * capacity + LINE - 1) / LINE) * LINE
.data
.line
# of each pair: line 0 the head, line 1 the tail, line 2 the sum, then the places, a line each if software
# keeps them coherent
rings:
  .rept PAIRS
  .sync
  .space LINE * 2
  .endsync
  .space RING_BYTES - LINE * 2
  .endr
.equ SUM_AT, LINE * 2
.text
main:
  who s0
  shri t0, s0, 1
  slti t1, t0, PAIRS
  beqz t1, done
  muli s1, t0, RING_BYTES
  la t0, rings
  add s1, s1, t0
  li s2, capacity
  li s3, 0
  li s4, items
  andi t0, s0, 1
  bnez t0, consumer
producer:
  bge s3, s4, done
full:
  ${load} t0, (s1)
  sub t0, s3, t0
  blt t0, s2, room
  pause
  j full
room:
  remu t0, s3, s2
  ${place}
  add t0, t0, s1
  addi s3, s3, 1
  sd s3, LINE * 3(t0)
  write_back LINE * 3(t0)
  ${store} s3, LINE(s1)
  j producer
consumer:
  li s5, 0
next:
  bge s3, s4, finished
empty:
  ${load} t0, LINE(s1)
  bne t0, s3, some
  pause
  j empty
some:
  remu t0, s3, s2
  ${place}
  add t0, t0, s1
  drop_copy LINE * 3(t0)
  ld t0, LINE * 3(t0)
  add s5, s5, t0
  addi s3, s3, 1
  ${store} s3, (s1)
  j next
finished:
  sd s5, LINE * 2(s1)
done:
  halt
`;
  },
  due: ({ items }, threads) => ({
    'sum of all pairs': ((BigInt(items) * BigInt(items + 1)) / 2n) * BigInt(Math.floor(threads / 2)),
  }),
  computed(memory, _values, threads) {
    let sum = 0n;
    for (let pair = 0; pair < Math.floor(threads / 2); pair++) {
      sum += memory.word('rings', pair * memory.constant('RING_BYTES') + memory.constant('SUM_AT'));
    }
    return { 'sum of all pairs': sum };
  },
});
