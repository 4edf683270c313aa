import { plural } from '../reports/format.js';
import { bitsFor, type Organisation, pointersText } from './organisation.js';

export const coarseVector = {
  name: 'coarse-vector',
  alias: 'Dir_iCV',
  about: 'some pointers; beyond them, a bit for each region of them',
  source:
    'A. Gupta, W.-D. Weber and T. Mowry, Reducing Memory and Traffic Requirements for Scalable Directory-Based Cache Coherence Schemes, 1990',
  code: 3,
  uses: ['pointers', 'regionProcessors'],
  entryOf: 'memory',
  // One more bit: pointers, or regions.
  holderBits: ({ pointers, regionProcessors }, { stored, numbered }) =>
    Math.max(pointers * bitsFor(stored), Math.ceil(numbered / regionProcessors)) + 1,
  text: (shape) =>
    `${pointersText(shape)} a bit for ${plural(shape.regionProcessors, shape.tracks === 'nodes' ? 'node' : 'processor')}`,
} as const satisfies Organisation;
