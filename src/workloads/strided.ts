import { percentThreshold } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const strided = defineWorkload({
  name: 'strided',
  title: 'strided walk',
  about:
    'Every processor steps through a region of its own with a fixed stride and starts again at the end. With a stride ' +
    'that is a multiple of the cache’s sets × line size, all accesses meet in one set: conflict misses that a ' +
    'fully associative cache would not have. A good first workload for ways and replacement policies.',
  memory: 'for each processor: walk of processor p, `footprint` bytes',
  parameters: {
    footprint: {
      kind: 'integer',
      about: 'bytes that each processor walks over',
      default: 128 * 1024,
      min: 64,
      max: 2 ** 30,
      unit: 'bytes',
    },
    stride: {
      kind: 'integer',
      about: 'distance from one access to the next',
      default: 256,
      min: 1,
      max: 2 ** 30,
      unit: 'bytes',
    },
    accessBytes: { kind: 'integer', about: 'size of an access', default: 8, min: 1, max: 64, unit: 'bytes' },
    writePercent: {
      kind: 'integer',
      about: 'writes among the accesses',
      default: 25,
      min: 0,
      max: 100,
      unit: '%',
    },
  },
  create({ processors, values, layout }) {
    const { footprint, stride, accessBytes, writePercent } = values;
    const walks = layout.perProcessor('walk', processors, footprint);
    const writes = percentThreshold(writePercent);

    return function* (processor: Processor): Thread {
      const { random } = processor;
      const walk = walks[processor.index]!;
      for (;;) {
        for (let offset = 0; offset + accessBytes <= footprint; offset += stride) {
          processor.access(random.chance(writes), walk, offset, accessBytes);
          if (processor.full) yield ISSUE;
        }
      }
    };
  },
});
