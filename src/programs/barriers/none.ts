import type { Barrier } from '../fragment.js';

export const none: Barrier = {
  name: 'none',
  title: 'no barrier',
  about: 'Nobody waits for anybody: what barriers are for can be seen to happen.',
  source:
    'H. F. Jordan, A Special Purpose Architecture for Finite Element Analysis, 1978 (the first barrier)',
  text: `
.macro barrier_data
.endm
.macro barrier_wait at
.endm
`,
};
