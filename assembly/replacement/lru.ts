/**
 * LRU: least recently used. Policy data: time stamp of the last use.
 * R. L. Mattson et al., Evaluation Techniques for Storage Hierarchies, 1970.
 */
import { clock, stamp } from './clock';

// @ts-ignore: decorator
@inline
export function touchLRU(word: usize): void {
  stamp(word, clock);
}
