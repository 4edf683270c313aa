import { Lock } from './synchronization.js';
import { ISSUE, type Processor, type Thread, WORD } from './thread.js';
import { defineWorkload } from './workload.js';

/** Bytes between two locks: the lock's own two lines of 64 bytes. */
const LOCK_STRIDE = 128;

export const lockContention = defineWorkload({
  name: 'lock-contention',
  title: 'lock contention',
  about:
    'Every processor takes a spin lock, updates the data under it, gives it back and works on its own for a while. ' +
    'With test-and-set, every spin is a write that takes the line away from the holder; with test-and-test-and-set, ' +
    'the waiting spin in their caches until the release invalidates all copies at once; the ticket lock has one ' +
    'write a waiter. The data under the lock migrate from cache to cache. More localReads, less contention. Update protocols love the spinning and pay ' +
    'for the swaps.',
  source:
    'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990; J. M. ' +
    'Mellor-Crummey and M. L. Scott, Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors, 1991',
  memory:
    'locks, `locks` × 128 B: the lock word (of a ticket lock: next ticket at 0, now serving at 64); data, `locks` × ' +
    '`dataWords` × 8 B; for each processor: own data of processor p, 4 KiB',
  parameters: {
    algorithm: {
      kind: 'choice',
      about: 'how the lock is taken',
      default: 'test-and-test-and-set',
      choices: ['test-and-set', 'test-and-test-and-set', 'ticket'],
    },
    locks: {
      kind: 'integer',
      about: 'locks, of which a processor takes a random one each time',
      default: 1,
      min: 1,
      max: 65536,
      unit: 'locks',
    },
    dataWords: {
      kind: 'integer',
      about: 'words of 8 bytes under each lock, each read and written by its holder',
      default: 4,
      min: 0,
      max: 1024,
      unit: 'words',
    },
    localReads: {
      kind: 'integer',
      about: 'reads of private data between releasing a lock and taking the next',
      default: 8,
      min: 0,
      max: 100_000,
      unit: 'references',
    },
  },
  create({ processors, values, layout }) {
    const { algorithm, locks: count, dataWords, localReads } = values;
    const lockRegion = layout.region('locks', count * LOCK_STRIDE);
    const data = layout.region('data', Math.max(1, count * dataWords * 8));
    const own = layout.perProcessor('own data', processors, 4096);
    const locks = Array.from({ length: count }, (_, i) => new Lock(lockRegion, i * LOCK_STRIDE));
    const nextTicket = new Float64Array(count);
    const nowServing = new Float64Array(count);

    function* enter(processor: Processor, lock: number): Thread {
      if (algorithm === 'test-and-set') return yield* locks[lock]!.acquireBySwapping(processor);
      if (algorithm === 'test-and-test-and-set') return yield* locks[lock]!.acquire(processor);
      yield ISSUE;
      processor.write(lockRegion, lock * LOCK_STRIDE, WORD);
      const ticket = nextTicket[lock]!++;
      yield processor.until(lockRegion, lock * LOCK_STRIDE + 64, () => nowServing[lock] === ticket);
    }

    function* leave(processor: Processor, lock: number): Thread {
      if (algorithm !== 'ticket') return yield* locks[lock]!.release(processor);
      yield ISSUE;
      processor.write(lockRegion, lock * LOCK_STRIDE + 64, WORD);
      nowServing[lock]!++;
    }

    return function* (processor: Processor): Thread {
      const { random } = processor;
      for (;;) {
        const lock = random.below(count);
        yield* enter(processor, lock);
        for (let word = 0; word < dataWords; word++) {
          const offset = (lock * dataWords + word) * 8;
          processor.read(data, offset, 8);
          processor.compute(1);
          processor.write(data, offset, 8);
          if (processor.full) yield ISSUE;
        }
        yield* leave(processor, lock);
        for (let i = 0; i < localReads; i++) {
          processor.read(own[processor.index]!, random.below(512) * 8, 8);
          if (processor.full) yield ISSUE;
        }
      }
    };
  },
});
