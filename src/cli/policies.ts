import type { ReplacementName } from '../protocol/codes.js';

/** What each replacement policy evicts, in a line. The exact rules head its file in assembly/replacement/. */
export const POLICY_TITLES: Readonly<Record<ReplacementName, string>> = {
  LRU: 'least recently used: the line whose last reference is longest ago',
  FIFO: 'first in, first out: the line that came first, however often it was used since',
  random: 'any line, drawn from the machine’s seed: the same seed gives the same run',
  'tree-PLRU': 'pseudo-LRU: a binary tree over the ways whose bits point to the older half',
  'bit-PLRU': 'pseudo-LRU: one bit a way, set by use; when all would be set, the others are cleared',
  NRU: 'not recently used: one bit a way, set by use; all are cleared when no way is left to evict',
  SRRIP: 'static re-reference interval prediction with two bits and hit priority',
};
