/** What programs were due to compute, against what they did. */
import type { LoadedProgram } from '../programs/library/library-program.js';
import type { Processes } from './processes.js';
import type { Finding } from './result.js';

type Output = { readonly thread: number; readonly value: bigint };

/** Those of one process; `memory` as it is after the run. */
const ofProcess = (
  loaded: LoadedProgram,
  memory: Uint8Array,
  output: readonly Output[],
  isFinished: boolean,
): Finding[] => {
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const read = (address: number, bytes: 1 | 2 | 4 | 8): bigint => {
    if (bytes === 8) return view.getBigInt64(address, true);
    if (bytes === 4) return BigInt(view.getInt32(address, true));
    return BigInt(bytes === 2 ? view.getInt16(address, true) : view.getInt8(address));
  };
  return loaded.check(read, output).map(({ what, due, computed }) => ({
    what,
    due: String(due),
    computed: String(computed),
    right: isFinished ? due === computed : null,
  }));
};

/**
 * Those of every process, by the memory that it left; none of a program that is not the library's.
 * `isFinished`: whether all threads ended, without which what was not computed may only not be done.
 */
export const findingsOf = (
  loaded: LoadedProgram | null,
  processes: Processes,
  memories: readonly Uint8Array[],
  output: readonly Output[],
  isFinished: boolean,
): Finding[] => {
  if (!loaded) return [];
  return memories.flatMap((memory, process) => {
    const own = output
      .filter(({ thread }) => processes.processOf(thread) === process)
      .map(({ thread, value }) => ({ thread: processes.memberOf(thread), value }));
    const prefix = processes.prefix(process);
    return ofProcess(loaded, memory, own, isFinished).map((finding) => ({
      ...finding,
      what: prefix + finding.what,
    }));
  });
};
