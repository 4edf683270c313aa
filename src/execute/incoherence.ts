/** Runs on caches that nothing keeps coherent: what they keep out of the caches, and what they read too late. */
import type { MachineConfig } from '../config/machine.js';
import type { Execution } from '../engine/execution.js';
import type { ExecutionEvent } from '../engine/told-events.js';
import { INSTRUCTIONS } from '../programs/isa.js';
import { type Program, showPlace } from '../programs/program.js';
import { unpackWords } from '../programs/word.js';
import type { CompiledProtocol } from '../protocol/types.js';
import type { Processes } from './processes.js';
import type { StaleLoad } from './result.js';

/** Whether a protocol promises that no cache holds what another has overwritten. */
export const isCoherent = ({ source }: CompiledProtocol): boolean => source.coherent ?? true;

/**
 * Where nothing keeps caches coherent, the lines of the program's `.sync` are read and written past
 * them, in each of its address spaces: locks still lock, and what goes stale are data.
 * `spaces`: where they begin, in bytes. To be called after `start`.
 */
export const keepUncached = (
  execution: Execution,
  { sync }: Program,
  lineBytes: number,
  spaces: readonly number[],
): void => {
  for (const base of spaces) {
    for (const { address, bytes } of sync) execution.setUncached(base + address, bytes, lineBytes);
  }
};

const CACHE_CODES = new Set(
  INSTRUCTIONS.filter(({ class: kind }) => kind === 'cache').map(({ code }) => code),
);

/** Whether the program sees to caches itself, by instructions that write back or drop lines. */
const managesCaches = ({ code }: Program): boolean =>
  unpackWords(code).some((word) => CACHE_CODES.has(word.code));

/**
 * What caches do as a thread moves, where the machine does not keep them coherent, or the program takes
 * that over: as a kernel does for it, the processor that it leaves writes back what is dirty of the
 * process, so that no `flush` misses it and no `inval` drops it; and where nothing keeps caches coherent,
 * the processor that it comes to gives up what it has of the process, as that may be stale. The result
 * says how many lines were written back or given up. Null: there is nothing to do.
 */
export const releaseAsThreadsMove = (
  execution: Execution,
  protocol: CompiledProtocol,
  processes: Processes,
  { lineBytes, shape }: Pick<MachineConfig, 'lineBytes' | 'shape'>,
): ((process: number, from: number, to: number) => number) | null => {
  const coherent = isCoherent(protocol);
  if (coherent && !managesCaches(processes.program)) return null;
  const coreOf = (processor: number): number => Math.floor(processor / shape.threadsPerCore);
  return (process, from, to) => {
    if (coreOf(from) === coreOf(to)) return 0;
    const release = (processor: number, drops: boolean): number =>
      execution.release(processor, processes.baseOf(process), processes.spaceBytes, drops, lineBytes);
    return release(from, false) + (coherent ? 0 : release(to, true));
  };
};

const LOW_HALF = 0xffffffffn;

/** What an event of kind `stale` tells; `nameOf` names physical addresses. */
export const staleLoadOf = (
  { thread, clock, a, b }: ExecutionEvent,
  { places }: Program,
  nameOf: (physical: number) => string,
): StaleLoad => {
  const instruction = Number(a >> 32n);
  const place = places[instruction];
  return {
    thread,
    clock: Number(clock),
    instruction,
    place: place ? showPlace(place) : '',
    address: nameOf(Number(a & LOW_HALF)),
    behind: Number(b >> 32n),
    writer: Number(b & LOW_HALF),
  };
};
