/**
 * FIFO: first in, first out. Policy data: time stamp of the fill.
 * L. A. Belady, A Study of Replacement Algorithms for a Virtual-Storage Computer, 1966.
 */
import { clock, stamp } from './clock';

// @ts-ignore: decorator
@inline
export function fill(words: usize, ways: u32, way: u32): void {
  stamp(words + ((<usize>way) << 2), clock);
}
