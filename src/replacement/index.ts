/**
 * The replacement policies. One file each in `assembly/replacement/`, one entry here: `npm run generate`
 * writes from it what the core calls.
 */
import type { ReplacementPolicy } from './policy.js';

export type { ReplacementPolicy } from './policy.js';

/** Every policy, in the order in which they are listed; the core numbers them by it. */
export const POLICIES = [
  {
    name: 'LRU',
    title: 'least recently used: the line whose last reference is longest ago',
    source: 'R. L. Mattson et al., Evaluation Techniques for Storage Hierarchies, 1970',
    file: 'lru',
    keeps: 'stamps',
    rules: ['hit', 'fill'],
  },
  {
    name: 'FIFO',
    title: 'first in, first out: the line that came first, however often it was used since',
    source: 'L. A. Belady, A Study of Replacement Algorithms for a Virtual-Storage Computer, 1966',
    file: 'fifo',
    keeps: 'stamps',
    rules: ['fill'],
  },
  {
    name: 'random',
    title: 'any line, drawn from the machine’s seed: the same seed gives the same run',
    source: 'C. Wellons, Prospecting for Hash Functions, 2018 (the draw)',
    file: 'random',
    keeps: 'set',
    rules: ['victim'],
  },
  {
    name: 'tree-PLRU',
    title: 'pseudo-LRU: a binary tree over the ways whose bits point to the older half',
    source: 'K. So and R. N. Rechtschaffen, Cache Operations by MRU Change, 1988',
    file: 'tree-plru',
    keeps: 'tree',
    rules: ['hit', 'fill', 'victim'],
  },
  {
    name: 'bit-PLRU',
    title: 'pseudo-LRU: one bit a way, set by use; when all would be set, the others are cleared',
    source: 'A. Malamy, R. N. Patel and N. M. Hayes, US patent 5,353,425, 1994',
    file: 'bit-plru',
    keeps: 'ways',
    rules: ['hit', 'fill', 'victim'],
  },
  {
    name: 'NRU',
    title: 'not recently used: one bit a way, set by use; all are cleared when no way is left to evict',
    source: 'OpenSPARC T2 Core Microarchitecture Specification, 2007',
    file: 'nru',
    keeps: 'ways',
    rules: ['hit', 'fill', 'victim'],
  },
  {
    name: 'SRRIP',
    title: 'static re-reference interval prediction with two bits and hit priority',
    source:
      'A. Jaleel, K. B. Theobald, S. C. Steely and J. Emer, High Performance Cache Replacement Using Re-Reference Interval Prediction, 2010',
    file: 'srrip',
    keeps: 'ways',
    rules: ['hit', 'fill', 'victim'],
  },
] as const satisfies readonly ReplacementPolicy[];

export type ReplacementName = (typeof POLICIES)[number]['name'];

/** Their names. */
export const POLICY_NAMES: readonly ReplacementName[] = POLICIES.map(({ name }) => name);

/** The policy's number in the core. */
export const policyCode = (name: ReplacementName): number => POLICY_NAMES.indexOf(name);
