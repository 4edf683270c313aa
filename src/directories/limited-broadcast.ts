import { bitsFor, type Organisation, pointersText } from './organisation.js';

export const limitedBroadcast = {
  name: 'limited-broadcast',
  alias: 'Dir_iB',
  about: 'some pointers; beyond them, an invalidation goes to every one',
  source:
    'A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of Directory Schemes for Cache Coherence, 1988',
  code: 1,
  uses: ['pointers'],
  entryOf: 'memory',
  // One more bit: broadcast.
  holderBits: ({ pointers }, { stored }) => pointers * bitsFor(stored) + 1,
  text: (shape) => `${pointersText(shape)} broadcast`,
} as const satisfies Organisation;
