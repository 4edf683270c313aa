import type { Region } from './layout.js';
import { ISSUE, type Processor, type Thread, WORD } from './thread.js';
import { defineWorkload } from './workload.js';

/** Bytes between the turns of two objects: two lines of 64 bytes. */
const TURN_STRIDE = 128;

export const migratory = defineWorkload({
  name: 'migratory',
  title: 'migratory objects',
  about:
    'Objects that one processor after another reads and then writes, as data under a lock. Each visit costs an ' +
    'invalidating protocol a read miss and an upgrade of the same line; the Exclusive state does not help, for the ' +
    'line comes dirty from another cache, and update protocols send every word to processors that no longer care.',
  source: 'A. L. Cox and R. J. Fowler, Adaptive Cache Coherency for Detecting Migratory Shared Data, 1993',
  memory:
    'objects, `objects` × `objectWords` × 8 B; turns: whose turn each object is, 4 B each, 128 B apart; ' +
    'for each processor: own data of processor p, 4 KiB',
  parameters: {
    objects: {
      kind: 'integer',
      about: 'objects that migrate',
      default: 16,
      min: 1,
      max: 65536,
      unit: 'objects',
    },
    objectWords: {
      kind: 'integer',
      about: 'words of 8 bytes of an object, each read and then written at a visit',
      default: 8,
      min: 1,
      max: 1024,
      unit: 'words',
    },
    localReads: {
      kind: 'integer',
      about: 'reads of private data between two visits',
      default: 8,
      min: 0,
      max: 100_000,
      unit: 'references',
    },
  },
  create({ processors, values, layout }) {
    const { objects, objectWords, localReads } = values;
    const objectBytes = objectWords * 8;
    const data = layout.region('objects', objects * objectBytes);
    const turns = layout.region('turns', objects * TURN_STRIDE);
    const own = layout.perProcessor('own data', processors, 4096);
    /** Whose turn each object is: it starts where its first visitor comes soonest, and goes round all processors. */
    const turn = Uint32Array.from({ length: objects }, (_, object) => (object < processors ? object : 0));
    const round = Math.max(objects, processors);

    function* visit(processor: Processor, object: number): Thread {
      yield processor.until(turns, object * TURN_STRIDE, () => turn[object] === processor.index);
      for (let word = 0; word < objectWords; word++) {
        processor.read(data, object * objectBytes + word * 8, 8);
        processor.compute(1);
        processor.write(data, object * objectBytes + word * 8, 8);
        if (processor.full) yield ISSUE;
      }
      yield ISSUE;
      processor.write(turns, object * TURN_STRIDE, WORD);
      turn[object] = (processor.index + 1) % processors;
    }

    function* work(processor: Processor, region: Region): Thread {
      for (let i = 0; i < localReads; i++) {
        processor.read(region, processor.random.below(512) * 8, 8);
        if (processor.full) yield ISSUE;
      }
    }

    return function* (processor: Processor): Thread {
      // Objects in the order in which their turn comes: the one that starts here, then its left neighbours.
      for (let object = processor.index; ; object = (object === 0 ? round : object) - 1) {
        if (object >= objects) continue;
        yield* visit(processor, object);
        yield* work(processor, own[processor.index]!);
      }
    };
  },
});
