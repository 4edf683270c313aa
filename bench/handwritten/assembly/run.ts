import { firstOdd } from '../../../assembly/intake';
import { makeRoomForPages } from '../../../assembly/pages';
import { loop } from './loop';

const STRETCH: u32 = 1 << 11;

/** Runs the first `count` records, each of which must be a read or a write within one line. */
export function run(count: u32): void {
  let i: u32 = 0;
  while (i < count) {
    const end = min(i + STRETCH, count);
    if (firstOdd(i, end) != end) unreachable();
    i = loop(i, end);
    if (i < end && !makeRoomForPages()) unreachable();
  }
}
