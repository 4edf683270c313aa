/** What a program runs on beside its processors and caches: memories, and what joins them. */
import type { Execution, ExecutionRoom } from '../engine/execution.js';

export interface Platform {
  /** Room for memories, and for tables of what may be done with pages; and buses. */
  readonly room: Pick<ExecutionRoom, 'imageBytes' | 'copyBytes' | 'rightsShift' | 'rightsTables' | 'islands'>;
  /** Where each address space of the program starts in memory. */
  readonly spaces: readonly number[];
  /** Memory and threads as they start. */
  load(execution: Execution, seed: number): void;
  /**
   * Sees to what the thread on a processor has met: a `send` or `recv`, or a page that is not there.
   * `fault`: that could not be done, and it is said in the thread why.
   */
  serve(halt: 'message' | 'page'): 'fault' | undefined;
  /** The program's memory of each process, as it is. */
  memories(): Uint8Array[];
}
