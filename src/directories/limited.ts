import { bitsFor, type Organisation, pointersText } from './organisation.js';

export const limited = {
  name: 'limited',
  alias: 'Dir_iNB',
  about: 'some pointers; beyond them, one is recalled',
  source:
    'A. Agarwal, R. Simoni, J. Hennessy and M. Horowitz, An Evaluation of Directory Schemes for Cache Coherence, 1988',
  code: 2,
  uses: ['pointers'],
  entryOf: 'memory',
  holderBits: ({ pointers }, { stored }) => pointers * bitsFor(stored),
  text: (shape) => `${pointersText(shape)} recalls`,
} as const satisfies Organisation;
