import { percentThreshold } from './random.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const readShared = defineWorkload({
  name: 'read-shared',
  title: 'read-shared table',
  about:
    'One table that everybody reads at random and, by default, nobody writes. After one cold miss a line and a ' +
    'processor everything hits, if the table fits. Where several caches hold a clean line, MESI lets one of them ' +
    'supply it (Illinois) and MESIF says which. A few writes turn every reader’s copies into coherence misses; ' +
    'Dragon and Firefly update the copies instead.',
  memory: 'table, `footprint` bytes, shared by all',
  parameters: {
    footprint: {
      kind: 'integer',
      about: 'bytes of the table',
      default: 16 * 1024,
      min: 8,
      max: 2 ** 30,
      unit: 'bytes',
      multipleOf: 8,
    },
    writesPerMillion: {
      kind: 'integer',
      about: 'writes among a million accesses of processor 0; the others only read',
      default: 0,
      min: 0,
      max: 1_000_000,
      unit: 'per million',
    },
  },
  create({ values, layout }) {
    const table = layout.region('table', values.footprint);
    const words = values.footprint / 8;

    return function* (processor: Processor): Thread {
      const { random } = processor;
      const writes = processor.index === 0 ? percentThreshold(values.writesPerMillion / 10_000) : 0;
      for (;;) {
        while (!processor.full) processor.access(random.chance(writes), table, random.below(words) * 8, 8);
        yield ISSUE;
      }
    };
  },
});
