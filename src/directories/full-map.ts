import type { Organisation } from './organisation.js';

export const fullMap = {
  name: 'full-map',
  alias: null,
  about: 'a bit for each processor (or node, see tracks)',
  source:
    'L. M. Censier and P. Feautrier, A New Solution to Coherence Problems in Multicache Systems, 1978; D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the DASH Multiprocessor, 1990',
  code: 0,
  uses: [],
  entryOf: 'memory',
  holderBits: (_shape, { stored }) => stored,
  text: () => 'full map',
} as const satisfies Organisation;
