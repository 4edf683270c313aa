import type { Barrier } from '../fragment.js';
import { SERVICES } from '../services.js';

export const dsm: Barrier = {
  name: 'dsm',
  title: 'barrier of the system',
  about:
    'The thread tells the system that runs it, and blocks until all have. In a cluster each node sends one message to ' +
    'the manager and gets one back, with news of what was written; on one machine it costs nothing but the instruction.',
  source: 'P. Keleher, A. L. Cox, S. Dwarkadas and W. Zwaenepoel, TreadMarks, 1994',
  text: `
.macro barrier_data
  .space LINE
.endm
.macro barrier_wait at
  li t5, ${SERVICES.BARRIER}
  recv zero, t5, \\at
.endm
`,
};
