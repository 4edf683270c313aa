/**
 * When the last transaction on a line ends: u64 at lines + line × lineStride + readyOffset. The next
 * one on it waits until then.
 */
import { LINES_PER_PAGE, LINE_BITS, lineStride, readyOffset } from '../layout';
import { lines } from '../pages';
import { now } from './window';

// @ts-ignore: decorator
@inline
function readyAt(line: u32): usize {
  return lines + <usize>line * lineStride + readyOffset;
}

// @ts-ignore: decorator
@inline
export function readyOf(line: u32): u64 {
  return load<u64>(readyAt(line));
}

// @ts-ignore: decorator
@inline
export function setReady(line: u32, time: u64): void {
  store<u64>(readyAt(line), time);
}

/** Whether a transaction on a line of the page has yet to end. */
export function isPagePending(slot: u32): bool {
  const first = slot << LINE_BITS;
  for (let i: u32 = 0; i < LINES_PER_PAGE; i++) if (readyOf(first | i) > now) return true;
  return false;
}
