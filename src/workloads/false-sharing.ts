import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const falseSharing = defineWorkload({
  name: 'false-sharing',
  title: 'false sharing',
  about:
    'Every processor counts in a counter of its own, and the counters lie side by side: no word is shared, yet the ' +
    'lines are, and every increment takes the line from another cache. Invalidating protocols miss on almost every ' +
    'read, and all of it is false sharing; with counterStride=64 (one line each) the misses are gone. Update ' +
    'protocols send words that nobody reads.',
  source:
    'J. Torrellas, M. S. Lam, J. L. Hennessy, False Sharing and Spatial Locality in Multiprocessor Caches, 1994',
  memory: 'counters, processors × `counterStride`; for each processor: own data of processor p, 4 KiB',
  parameters: {
    counterBytes: {
      kind: 'integer',
      about: 'bytes of a counter; at least 4, for two of them would share a word',
      default: 8,
      min: 4,
      max: 64,
      unit: 'bytes',
      multipleOf: 4,
    },
    counterStride: {
      kind: 'integer',
      about: 'distance from one counter to the next: counterBytes is packed, the line size or more is padded',
      default: 8,
      min: 4,
      max: 65536,
      unit: 'bytes',
      multipleOf: 4,
    },
    localReads: {
      kind: 'integer',
      about: 'reads of private data before each increment',
      default: 2,
      min: 0,
      max: 100_000,
      unit: 'references',
    },
  },
  create({ processors, values, layout, refuse }) {
    const { counterBytes, counterStride, localReads } = values;
    if (counterStride < counterBytes)
      throw refuse('counterStride', `at least counterBytes (${counterBytes})`);
    const counters = layout.region('counters', processors * counterStride);
    const own = layout.perProcessor('own data', processors, 4096);

    return function* (processor: Processor): Thread {
      const data = own[processor.index]!;
      const counter = processor.index * counterStride;
      for (;;) {
        for (let i = 0; i < localReads; i++) {
          processor.read(data, processor.random.below(512) * 8, 8);
          if (processor.full) yield ISSUE;
        }
        processor.read(counters, counter, counterBytes);
        processor.compute(1);
        processor.write(counters, counter, counterBytes);
        if (processor.full) yield ISSUE;
      }
    };
  },
});
