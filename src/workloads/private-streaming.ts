import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

const ELEMENT = 8;

export const privateStreaming = defineWorkload({
  name: 'private-streaming',
  title: 'private streaming',
  about:
    'Every processor runs a[i] = b[i] + s × c[i] over three arrays of its own, from end to end and again. Spatial ' +
    'locality and nothing else: one miss for each line of each array if the arrays exceed the cache, none after the ' +
    'first pass if they fit. Nothing is shared, so invalidating protocols differ only in the upgrades that MSI pays ' +
    'and an Exclusive state saves, which here are none: a line of a is written first.',
  source:
    'J. D. McCalpin, Memory Bandwidth and Machine Balance in Current High Performance Computers (STREAM), 1995',
  memory: 'for each processor: a, b and c of processor p, `elements` × 8 B each',
  parameters: {
    elements: {
      kind: 'integer',
      about: 'elements of each of the three arrays of a processor, 8 bytes each',
      default: 8192,
      min: 1,
      max: 2 ** 24,
      unit: 'elements',
    },
    compute: {
      kind: 'integer',
      about: 'cycles of computation before each result is written',
      default: 1,
      min: 0,
      max: 1_000_000,
      unit: 'cycles',
    },
  },
  create({ processors, values, layout }) {
    const { elements, compute } = values;
    const arrays = Array.from({ length: processors }, (_, p) => ({
      a: layout.region(`a of processor ${p}`, elements * ELEMENT),
      b: layout.region(`b of processor ${p}`, elements * ELEMENT),
      c: layout.region(`c of processor ${p}`, elements * ELEMENT),
    }));

    return function* (processor: Processor): Thread {
      const { a, b, c } = arrays[processor.index]!;
      for (;;) {
        for (let i = 0; i < elements; i++) {
          processor.read(b, i * ELEMENT, ELEMENT);
          processor.read(c, i * ELEMENT, ELEMENT);
          processor.compute(compute);
          processor.write(a, i * ELEMENT, ELEMENT);
          if (processor.full) yield ISSUE;
        }
      }
    };
  },
});
