import type { MemoryModel } from './model.js';
import { type BufferRules, StoreBufferMachine } from './store-buffers.js';

const RULES: BufferRules = {
  buffered: false,
  leaving: () => [],
  fence: () => 'nothing',
  releaseMarks: false,
  mayOvertake: () => true,
};

/**
 * Sequential consistency: Lamport, How to Make a Multiprocessor Computer That Correctly Executes
 * Multiprocess Programs, IEEE Transactions on Computers C-28(9), 1979.
 */
export const sc: MemoryModel = {
  name: 'sc',
  title: 'sequential consistency',
  about:
    'Threads take turns, one access at a time and in program order, at a memory that all see alike. Fences, acquire and release add nothing.',
  source:
    'Lamport: How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs. IEEE Transactions on Computers C-28(9), 1979',
  explore: (program, explore) => explore(new StoreBufferMachine(program, RULES)),
};
