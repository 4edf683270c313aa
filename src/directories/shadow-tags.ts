import type { Organisation } from './organisation.js';

export const shadowTags = {
  name: 'shadow-tags',
  alias: null,
  about: 'a copy of the tags of every private cache, which knows as much as a full map in fewer bits',
  source: 'L. A. Barroso et al., Piranha: A Scalable Architecture Based on Single-Chip Multiprocessing, 2000',
  // It knows as much as a full map.
  code: 0,
  uses: [],
  entryOf: 'held lines',
  holderBits: (_shape, { stored }) => stored,
  text: () => 'shadow tags',
} as const satisfies Organisation;
