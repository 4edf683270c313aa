import { percentThreshold } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const trueSharing = defineWorkload({
  name: 'true-sharing',
  title: 'true sharing',
  about:
    'All processors read and write the same few words. Nearly every access needs what another processor wrote last: ' +
    'the coherence misses are true sharing, and no padding helps. Cache-to-cache supply decides the cost; an update ' +
    'protocol has no misses here and puts a word on the bus for every write.',
  source: 'M. Dubois et al., The Detection and Elimination of Useless Misses in Multiprocessors, 1993',
  memory: 'words, `words` × `wordStride`, shared by all',
  parameters: {
    words: { kind: 'integer', about: 'words that all share', default: 4, min: 1, max: 65536, unit: 'words' },
    wordStride: {
      kind: 'integer',
      about: 'distance from one word (of 8 bytes) to the next; the default is a line of 64 bytes each',
      default: 64,
      min: 8,
      max: 4096,
      unit: 'bytes',
      multipleOf: 8,
    },
    writePercent: {
      kind: 'integer',
      about: 'writes among the accesses',
      default: 50,
      min: 0,
      max: 100,
      unit: '%',
    },
  },
  create({ values, layout }) {
    const { words, wordStride, writePercent } = values;
    const region = layout.region('words', words * wordStride);
    const writes = percentThreshold(writePercent);

    return function* (processor: Processor): Thread {
      const { random } = processor;
      for (;;) {
        while (!processor.full)
          processor.access(random.chance(writes), region, random.below(words) * wordStride, 8);
        yield ISSUE;
      }
    };
  },
});
