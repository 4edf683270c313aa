/** Runs on caches that nothing keeps coherent: what they keep out of the caches, and what they read too late. */
import type { Execution } from '../engine/execution.js';
import type { ExecutionEvent } from '../engine/told-events.js';
import { type Program, showPlace } from '../programs/program.js';
import type { CompiledProtocol } from '../protocol/types.js';
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
