import { percentThreshold } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const privateRandom = defineWorkload({
  name: 'private-random',
  title: 'private random',
  about:
    'Every processor reads and writes words anywhere in a region of its own, each as likely as the others. The hit ' +
    'rate is the cache’s size over the footprint, whatever the protocol and whatever the replacement policy; no miss ' +
    'is a coherence miss. An Exclusive state saves the upgrade of each line that is read before it is written.',
  memory: 'for each processor: data of processor p, `footprint` bytes',
  parameters: {
    footprint: {
      kind: 'integer',
      about: 'bytes of each processor',
      default: 256 * 1024,
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
  create({ processors, values, layout }) {
    const data = layout.perProcessor('data', processors, values.footprint);
    const words = values.footprint / 8;
    const writes = percentThreshold(values.writePercent);

    return function* (processor: Processor): Thread {
      const { random } = processor;
      const own = data[processor.index]!;
      for (;;) {
        while (!processor.full) processor.access(random.chance(writes), own, random.below(words) * 8, 8);
        yield ISSUE;
      }
    };
  },
});
