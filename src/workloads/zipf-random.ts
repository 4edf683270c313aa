import { percentThreshold, Random } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';
import { Zipf } from './zipf.js';

/** The random stream that scatters the ranks; far from those of the processors. */
const SCATTER_STREAM = 0x10000;

export const zipfRandom = defineWorkload({
  name: 'zipf-random',
  title: 'Zipf random, shared',
  about:
    'All processors access objects in one common region, the k-th most popular of them in proportion to ' +
    '1 / k^exponent: a cache’s everyday diet, as of web servers and key-value stores. Most accesses hit a few hot ' +
    'objects, which are also the ones that are fought over: with writes, coherence misses concentrate on them.',
  source:
    'L. Breslau, P. Cao, L. Fan, G. Phillips, S. Shenker, Web Caching and Zipf-like Distributions, 1999',
  memory: 'objects, `objects` × `objectBytes`, shared by all',
  parameters: {
    objects: {
      kind: 'integer',
      about: 'objects in the common region',
      default: 16384,
      min: 1,
      max: 2 ** 21,
      unit: 'objects',
    },
    objectBytes: {
      kind: 'integer',
      about: 'bytes of an object, of which an access touches one word',
      default: 64,
      min: 8,
      max: 512,
      unit: 'bytes',
      multipleOf: 8,
    },
    exponentPercent: {
      kind: 'integer',
      about: 'the exponent times 100: 0 is uniform, 100 is the classical law of Zipf',
      default: 99,
      min: 0,
      max: 300,
      unit: '1/100',
    },
    writePercent: {
      kind: 'integer',
      about: 'writes among the accesses',
      default: 10,
      min: 0,
      max: 100,
      unit: '%',
    },
  },
  create({ seed, values, layout }) {
    const { objects, objectBytes, exponentPercent, writePercent } = values;
    const region = layout.region('objects', objects * objectBytes);
    const zipf = new Zipf(objects, exponentPercent / 100, new Random(seed, SCATTER_STREAM));
    const words = objectBytes / 8;
    const writes = percentThreshold(writePercent);

    return function* (processor: Processor): Thread {
      const { random } = processor;
      for (;;) {
        while (!processor.full) {
          const object = zipf.draw(random) * objectBytes;
          processor.access(random.chance(writes), region, object + random.below(words) * 8, 8);
        }
        yield ISSUE;
      }
    };
  },
});
