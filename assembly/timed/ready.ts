/**
 * When the last transaction on a line ends: u64 at lines + line × lineStride + readyOffset. The next
 * one on it waits until then.
 */
import { lineStride, readyOffset } from '../layout';
import { lines } from '../growing';

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
