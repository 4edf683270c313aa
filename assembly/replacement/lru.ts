/**
 * LRU: least recently used. Policy data: time stamp of the last use.
 * R. L. Mattson et al., Evaluation Techniques for Storage Hierarchies, 1970.
 */
import { clock, stamp } from './clock';

// @ts-ignore: decorator
@inline
export function hit(words: usize, ways: u32, way: u32): void {
  stamp(words + ((<usize>way) << 2), clock);
}

// @ts-ignore: decorator
@inline
export function fill(words: usize, ways: u32, way: u32): void {
  hit(words, ways, way);
}
