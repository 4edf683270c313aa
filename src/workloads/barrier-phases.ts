import { BARRIER_BYTES, Barrier } from './synchronization.js';
import { ISSUE, type Processor, type Thread } from './thread.js';
import { defineWorkload } from './workload.js';

export const barrierPhases = defineWorkload({
  name: 'barrier-phases',
  title: 'phases between barriers',
  about:
    'Bulk-synchronous work: in each phase a processor reads the part that its right neighbour wrote in the phase ' +
    'before and writes its own part, then all meet at a barrier. The parts move between caches once a phase (true ' +
    'sharing); the barrier’s counter migrates and its flag is read by all. With imbalance, the early ones spin, ' +
    'which costs hits and no traffic.',
  source:
    'L. G. Valiant, A Bridging Model for Parallel Computation, 1990; J. M. Mellor-Crummey and M. L. Scott, Algorithms ' +
    'for Scalable Synchronization on Shared-Memory Multiprocessors, 1991',
  memory:
    'barrier, 256 B: counter at 0, flag at 128; for each processor: part of processor p, 2 × `partWords` × 8 B, ' +
    'written in even and odd phases',
  parameters: {
    partWords: {
      kind: 'integer',
      about: 'words of 8 bytes that each processor reads and writes in a phase',
      default: 256,
      min: 1,
      max: 2 ** 20,
      unit: 'words',
    },
    imbalancePercent: {
      kind: 'integer',
      about: 'how many of a phase’s words a processor may skip, at random, so that it arrives early',
      default: 20,
      min: 0,
      max: 100,
      unit: '%',
    },
    compute: {
      kind: 'integer',
      about: 'cycles of computation for each word',
      default: 2,
      min: 0,
      max: 1_000_000,
      unit: 'cycles',
    },
  },
  create({ processors, values, layout }) {
    const { partWords, imbalancePercent, compute } = values;
    const barrier = new Barrier(layout.region('barrier', BARRIER_BYTES), processors);
    const parts = layout.perProcessor('part', processors, 2 * partWords * 8);
    const skippable = Math.floor((partWords * imbalancePercent) / 100);

    return function* (processor: Processor): Thread {
      const own = parts[processor.index]!;
      const neighbour = parts[(processor.index + 1) % processors]!;
      for (let phase = 0; ; phase ^= 1) {
        const written = phase * partWords;
        const before = (phase ^ 1) * partWords;
        const words = partWords - processor.random.below(skippable + 1);
        for (let word = 0; word < words; word++) {
          processor.read(neighbour, (before + word) * 8, 8);
          processor.compute(compute);
          processor.write(own, (written + word) * 8, 8);
          if (processor.full) yield ISSUE;
        }
        yield* barrier.wait(processor);
      }
    };
  },
});
