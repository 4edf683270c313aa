import { band } from './bands.js';
import { BARRIER_BYTES, Barrier } from './synchronization.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

const ELEMENT = 8;

export const stencil = defineWorkload({
  name: 'stencil',
  title: 'stencil with halo exchange',
  about:
    'Jacobi iteration on a square grid of doubles: each inner point becomes the mean of its four neighbours, from one ' +
    'grid into the other, and back. Processors own bands of rows; the first and last row of each band is read by the ' +
    'neighbour in the next sweep, which is all the sharing there is. Coherence misses grow with the processors, not ' +
    'with the grid’s area; all else is private and profits from the Exclusive state.',
  source: 'D. E. Culler, J. P. Singh, Parallel Computer Architecture, 1999 (the equation solver kernel)',
  memory: 'grid 0 and grid 1, size² × 8 B each, by rows; barrier, 256 B, where all meet after each sweep',
  parameters: {
    size: {
      kind: 'integer',
      about: 'rows and columns of the grid, the fixed border included',
      default: 130,
      min: 3,
      max: 8192,
      unit: 'elements',
    },
  },
  create({ processors, values, layout }) {
    const { size } = values;
    const grids = [0, 1].map((n) => layout.region(`grid ${n}`, size * size * ELEMENT));
    const barrier = new Barrier(layout.region('barrier', BARRIER_BYTES), processors);
    const row = size * ELEMENT;

    return function* (processor: Processor): Thread {
      const rows = band(size - 2, processor.index, processors);
      for (let sweep = 0; ; sweep ^= 1) {
        const from = grids[sweep]!;
        const to = grids[sweep ^ 1]!;
        for (let i = rows.first + 1; i < rows.end + 1; i++) {
          for (let j = 1; j < size - 1; j++) {
            const point = i * row + j * ELEMENT;
            processor.read(from, point - row, ELEMENT);
            processor.read(from, point - ELEMENT, ELEMENT);
            processor.read(from, point + ELEMENT, ELEMENT);
            processor.read(from, point + row, ELEMENT);
            processor.compute(4);
            processor.write(to, point, ELEMENT);
            if (processor.full) yield ISSUE;
          }
        }
        yield* barrier.wait(processor);
      }
    };
  },
});
