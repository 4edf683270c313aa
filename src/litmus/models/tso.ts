import { READS, WRITES } from '../program.js';
import type { MemoryModel } from './model.js';
import { type BufferRules, StoreBufferMachine } from './store-buffers.js';

const RULES: BufferRules = {
  buffered: true,
  leaving: () => [0],
  // Only what keeps later reads behind earlier writes has anything to do here.
  fence: ({ before, after }) => ((before & WRITES) !== 0 && (after & READS) !== 0 ? 'wait' : 'nothing'),
  releaseMarks: false,
  mayOvertake: (_atomic, _location, buffer) => buffer.length === 0,
};

/**
 * Total store order, as x86 has it: Owens, Sarkar, Sewell, A Better x86 Memory Model: x86-TSO, TPHOLs
 * 2009; Sewell, Sarkar, Owens, Zappa Nardelli, Myreen, x86-TSO: A Rigorous and Usable Programmer's Model
 * for x86 Multiprocessors, CACM 53(7), 2010. Its lock is here one step, which it may be: a locked
 * instruction begins and ends with an empty buffer, and while it is under way nobody else reads memory.
 */
export const tso: MemoryModel = {
  name: 'tso',
  title: 'total store order (x86-TSO)',
  about:
    'Threads execute in order. Writes wait in a buffer of the thread, first in, first out, before all others see them at once; the thread itself reads its youngest waiting write. MFENCE waits until the buffer is empty, and so do locked instructions, which read and write memory in one step. LFENCE, SFENCE, acquire and release add nothing.',
  source:
    'Owens, Sarkar, Sewell: A Better x86 Memory Model: x86-TSO. TPHOLs 2009. Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO: A Rigorous and Usable Programmer’s Model for x86 Multiprocessors. CACM 53(7), 2010',
  explore: (program, explore) => explore(new StoreBufferMachine(program, RULES)),
};
