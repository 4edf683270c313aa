import type { Region } from './layout.js';
import { ISSUE, type Processor, type Thread, WORD } from './thread.js';
import { defineWorkload } from './workload.js';

/** Bytes between the counters of a ring: each has two lines of 64 bytes to itself. */
const COUNTER_STRIDE = 128;

/** A ring of slots with one producer, and what the processors of its group know of it. */
interface Ring {
  readonly data: Region;
  /** The producer's counter of items at 0, then that of each consumer. */
  readonly counters: Region;
  produced: number;
  readonly consumed: number[];
}

export const producerConsumer = defineWorkload({
  name: 'producer-consumer',
  title: 'producer and consumers',
  about:
    'Processors work in groups: the first fills the slots of a bounded ring, word by word, and counts the item; the ' +
    'others wait for the count, read the item and count it as taken. Every line of data goes from one cache to ' +
    'another for every item: an invalidation and a true-sharing miss under invalidating protocols, words on the bus ' +
    'and no miss at all under Dragon and Firefly. MOESI keeps the dirty line from being written to memory on its way.',
  source:
    'L. Lamport, Proving the Correctness of Multiprocess Programs, 1977 (the ring); Culler & Singh 1999 (the pattern)',
  memory:
    'for each group: ring of processor p, `slots` × `itemWords` × 8 B, and its counters: the producer’s, then one a ' +
    'consumer, 128 B apart. A last group without consumers has only a producer, which never waits',
  parameters: {
    consumers: {
      kind: 'integer',
      about: 'consumers that each read all items of a producer; processors are grouped by 1 + consumers',
      default: 1,
      min: 1,
      max: 1023,
      unit: 'processors',
    },
    slots: {
      kind: 'integer',
      about: 'items that a ring holds',
      default: 8,
      min: 1,
      max: 65536,
      unit: 'items',
    },
    itemWords: {
      kind: 'integer',
      about: 'words of 8 bytes of an item',
      default: 8,
      min: 1,
      max: 1024,
      unit: 'words',
    },
    compute: {
      kind: 'integer',
      about: 'cycles of computation for each word, on either side',
      default: 2,
      min: 0,
      max: 1_000_000,
      unit: 'cycles',
    },
  },
  create({ processors, values, layout }) {
    const { consumers, slots, itemWords, compute } = values;
    const groupSize = 1 + consumers;
    const itemBytes = itemWords * 8;
    const rings = Array.from({ length: Math.ceil(processors / groupSize) }, (_, group): Ring => {
      const first = group * groupSize;
      const members = Math.min(groupSize, processors - first);
      return {
        data: layout.region(`ring of processor ${first}`, slots * itemBytes),
        counters: layout.region(`counters of processor ${first}`, groupSize * COUNTER_STRIDE),
        produced: 0,
        consumed: new Array<number>(members - 1).fill(0),
      };
    });

    function* produce(processor: Processor, ring: Ring): Thread {
      for (let item = 0; ; item++) {
        for (let consumer = 0; consumer < ring.consumed.length; consumer++) {
          const counter = (1 + consumer) * COUNTER_STRIDE;
          yield processor.until(ring.counters, counter, () => item - ring.consumed[consumer]! < slots);
        }
        const slot = (item % slots) * itemBytes;
        for (let word = 0; word < itemWords; word++) {
          processor.compute(compute);
          processor.write(ring.data, slot + word * 8, 8);
          if (processor.full) yield ISSUE;
        }
        yield ISSUE;
        processor.write(ring.counters, 0, WORD);
        ring.produced = item + 1;
      }
    }

    function* consume(processor: Processor, ring: Ring, consumer: number): Thread {
      for (let item = 0; ; item++) {
        yield processor.until(ring.counters, 0, () => ring.produced > item);
        const slot = (item % slots) * itemBytes;
        for (let word = 0; word < itemWords; word++) {
          processor.read(ring.data, slot + word * 8, 8);
          processor.compute(compute);
          if (processor.full) yield ISSUE;
        }
        yield ISSUE;
        processor.write(ring.counters, (1 + consumer) * COUNTER_STRIDE, WORD);
        ring.consumed[consumer] = item + 1;
      }
    }

    return (processor) => {
      const ring = rings[Math.floor(processor.index / groupSize)]!;
      const member = processor.index % groupSize;
      return member === 0 ? produce(processor, ring) : consume(processor, ring, member - 1);
    };
  },
});
