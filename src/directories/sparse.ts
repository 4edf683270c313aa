import { plural } from '../reports/format.js';
import type { Organisation } from './organisation.js';

export const sparse = {
  name: 'sparse',
  alias: null,
  about: 'a cache of entries at each home, which recalls the copies of an entry that it replaces',
  source:
    'A. Gupta, W.-D. Weber and T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990',
  code: 4,
  uses: ['entries', 'ways'],
  entryOf: 'cache',
  holderBits: (_shape, { stored }) => stored,
  text: ({ entries, ways }) =>
    `sparse, ${plural(entries, 'entry', 'entries')} a node, ${plural(ways, 'way')}`,
} as const satisfies Organisation;
