import { firstOdd, takeInstructions } from '../../../assembly/intake';
import { makeRoomForPages } from '../../../assembly/pages';
import { loop } from './loop';

const STRETCH: u32 = 1 << 14;

/** Runs the first `count` records, each of which must lie within one line. */
export function run(count: u32): void {
  const kept = takeInstructions(count);
  let i: u32 = 0;
  while (i < kept) {
    const end = min(i + STRETCH, kept);
    if (firstOdd(i, end) != end) unreachable();
    i = loop(i, end);
    if (i < end && !makeRoomForPages()) unreachable();
  }
}
