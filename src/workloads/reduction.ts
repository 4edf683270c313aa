import { band } from './bands.js';
import type { Region } from './layout.js';
import { BARRIER_BYTES, Barrier, Lock } from './synchronization.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

const ELEMENT = 8;

export const reduction = defineWorkload({
  name: 'reduction',
  title: 'parallel sum',
  about:
    'Every processor adds up its band of an array into a partial sum in memory, then the partial sums are combined: ' +
    'by a tree, by processor 0, or by each adding its own to a total under a lock. With the partial sums packed ' +
    '(partialStride=8) each addition falsely shares a line with the neighbours’; padded to 64 it does not. The ' +
    'combining itself is true sharing: log2 of the processors deep in the tree, one after another otherwise.',
  source: 'W. D. Hillis and G. L. Steele, Data Parallel Algorithms, 1986',
  memory:
    'array, `elements` × 8 B; partial sums, processors × `partialStride`; total, 256 B: its lock at 0, the sum at 128; ' +
    'barrier, 256 B',
  parameters: {
    elements: {
      kind: 'integer',
      about: 'elements to add up',
      default: 4096,
      min: 1,
      max: 2 ** 26,
      unit: 'elements',
    },
    partialStride: {
      kind: 'integer',
      about: 'distance from one partial sum to the next',
      default: 8,
      min: 8,
      max: 4096,
      unit: 'bytes',
      multipleOf: 8,
    },
    combine: {
      kind: 'choice',
      about: 'how the partial sums become one',
      default: 'tree',
      choices: ['tree', 'serial', 'lock'],
    },
  },
  create({ processors, values, layout }) {
    const { elements, partialStride, combine } = values;
    const array = layout.region('array', elements * ELEMENT);
    const partials = layout.region('partial sums', processors * partialStride);
    const total = layout.region('total', BARRIER_BYTES);
    const barrier = new Barrier(layout.region('barrier', BARRIER_BYTES), processors);
    const lock = new Lock(total, 0);

    const addTo = (processor: Processor, region: Region, offset: number): void => {
      processor.read(region, offset, ELEMENT);
      processor.compute(1);
      processor.write(region, offset, ELEMENT);
    };

    /** Partial sums meet in pairs at distance 1, 2, 4, …, with a barrier after each level. */
    function* combineInTree(processor: Processor): Thread {
      const own = processor.index;
      for (let distance = 1; distance < processors; distance *= 2) {
        if (own % (2 * distance) === 0 && own + distance < processors) {
          processor.read(partials, (own + distance) * partialStride, ELEMENT);
          addTo(processor, partials, own * partialStride);
        }
        yield* barrier.wait(processor);
      }
    }

    function* combineSerially(processor: Processor): Thread {
      for (let other = 0; processor.index === 0 && other < processors; other++) {
        processor.read(partials, other * partialStride, ELEMENT);
        if (processor.full) yield ISSUE;
      }
      if (processor.index === 0) processor.write(total, 128, ELEMENT);
      yield* barrier.wait(processor);
    }

    function* combineUnderLock(processor: Processor): Thread {
      yield* lock.acquire(processor);
      processor.read(partials, processor.index * partialStride, ELEMENT);
      addTo(processor, total, 128);
      yield* lock.release(processor);
      yield* barrier.wait(processor);
    }

    const combiners = { tree: combineInTree, serial: combineSerially, lock: combineUnderLock };

    return function* (processor: Processor): Thread {
      const own = band(elements, processor.index, processors);
      for (;;) {
        processor.write(partials, processor.index * partialStride, ELEMENT);
        for (let i = own.first; i < own.end; i++) {
          processor.read(array, i * ELEMENT, ELEMENT);
          addTo(processor, partials, processor.index * partialStride);
          if (processor.full) yield ISSUE;
        }
        yield* barrier.wait(processor);
        yield* combiners[combine](processor);
      }
    };
  },
});
