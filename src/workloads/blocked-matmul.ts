import { type Band, band } from './bands.js';
import { BARRIER_BYTES, Barrier } from './synchronization.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

const ELEMENT = 8;

export const blockedMatmul = defineWorkload({
  name: 'blocked-matmul',
  title: 'blocked matrix multiply',
  about:
    'C += A × B with square matrices of doubles, blocked in two dimensions, each processor on a band of rows of A and ' +
    'C. A block of B is used again for every row of the band: with a block that fits in the cache there are few ' +
    'misses, with block = size the reuse is lost. B is read by all and written by none; where the bands meet within ' +
    'a line, C is falsely shared. MESI saves the upgrades of C that MSI pays.',
  source:
    'M. S. Lam, E. E. Rothberg, M. E. Wolf, The Cache Performance and Optimizations of Blocked Algorithms, 1991',
  memory: 'A, B and C, size² × 8 B each, by rows; barrier, 256 B, where all meet after each product',
  parameters: {
    size: {
      kind: 'integer',
      about: 'rows and columns of each matrix',
      default: 96,
      min: 1,
      max: 8192,
      unit: 'elements',
    },
    block: {
      kind: 'integer',
      about: 'rows and columns of a block of B',
      default: 24,
      min: 1,
      max: 8192,
      unit: 'elements',
    },
  },
  create({ processors, values, layout }) {
    const { size, block } = values;
    const a = layout.region('A', size * size * ELEMENT);
    const b = layout.region('B', size * size * ELEMENT);
    const c = layout.region('C', size * size * ELEMENT);
    const barrier = new Barrier(layout.region('barrier', BARRIER_BYTES), processors);

    /** The part of the product that one block of B adds to a band: k from `k0`, j from `j0`. */
    function* multiplyBlock(processor: Processor, rows: Band, k0: number, j0: number): Thread {
      const kEnd = Math.min(k0 + block, size);
      const jEnd = Math.min(j0 + block, size);
      for (let i = rows.first; i < rows.end; i++) {
        for (let k = k0; k < kEnd; k++) {
          processor.read(a, (i * size + k) * ELEMENT, ELEMENT);
          for (let j = j0; j < jEnd; j++) {
            processor.read(b, (k * size + j) * ELEMENT, ELEMENT);
            processor.read(c, (i * size + j) * ELEMENT, ELEMENT);
            processor.compute(1);
            processor.write(c, (i * size + j) * ELEMENT, ELEMENT);
            if (processor.full) yield ISSUE;
          }
        }
      }
    }

    return function* (processor: Processor): Thread {
      const rows = band(size, processor.index, processors);
      for (;;) {
        for (let k0 = 0; k0 < size; k0 += block) {
          for (let j0 = 0; j0 < size; j0 += block) yield* multiplyBlock(processor, rows, k0, j0);
        }
        yield* barrier.wait(processor);
      }
    };
  },
});
