import { percentThreshold } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const uniformRandom = defineWorkload({
  name: 'uniform-random',
  title: 'uniform random, shared',
  about:
    'All processors read and write words anywhere in one common region, each as likely as the others. No locality: ' +
    'the misses are capacity misses while the region is much larger than the caches, and coherence misses when it ' +
    'fits. The harshest traffic for an invalidating protocol; update protocols trade it for words on the bus.',
  memory: 'data, `footprint` bytes, shared by all',
  parameters: {
    footprint: {
      kind: 'integer',
      about: 'bytes of the common region',
      default: 64 * 1024,
      min: 8,
      max: 2 ** 30,
      unit: 'bytes',
      multipleOf: 8,
    },
    writePercent: {
      kind: 'integer',
      about: 'writes among the accesses',
      default: 30,
      min: 0,
      max: 100,
      unit: '%',
    },
  },
  create({ values, layout }) {
    const data = layout.region('data', values.footprint);
    const words = values.footprint / 8;
    const writes = percentThreshold(values.writePercent);

    return function* (processor: Processor): Thread {
      const { random } = processor;
      for (;;) {
        while (!processor.full) processor.access(random.chance(writes), data, random.below(words) * 8, 8);
        yield ISSUE;
      }
    };
  },
});
