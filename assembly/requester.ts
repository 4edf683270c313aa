/**
 * Whose reference is under way. In the general loop a core's threads share its caches: to
 * caches and directories a processor is its core's first thread, while what it does is counted as
 * its own, and a prefetch as no reference at all. Elsewhere a processor is itself.
 */
import { isFull } from './kinds';
import { EVENT_Evict } from './codes';
import { firstThread, recordOf } from './counters';
import { general } from './hierarchy';
import { processorIn } from './record';

/** Record of the thread whose reference is under way. */
export let requester: usize = 0;
/** Whether what is under way is a prefetch on its behalf. */
export let isPrefetch: bool = false;

export function setRequester(record: usize): void {
  requester = record;
}

export function setPrefetching(on: bool): void {
  isPrefetch = on;
}

// @ts-ignore: decorator
@inline
export function isGeneral<K>(): bool {
  return isFull<K>() && general;
}

/** The processor that refers, as caches know it. */
// @ts-ignore: decorator
@inline
export function requesterIn<K>(meta: u32): u32 {
  return isGeneral<K>() ? firstThread(recordOf(processorIn(meta))) : processorIn(meta);
}

/** Where a requester, as caches know it, is counted. */
// @ts-ignore: decorator
@inline
export function ownRecord<K>(processor: u32): usize {
  return isGeneral<K>() ? requester : recordOf(processor);
}

/** Under which event a requester's visit is counted: prefetches in the row of Evict, see counters.ts. */
// @ts-ignore: decorator
@inline
export function ownEvent<K>(event: u32): u32 {
  return isGeneral<K>() && isPrefetch ? EVENT_Evict : event;
}
