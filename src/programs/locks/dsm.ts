import type { Lock } from '../fragment.js';
import { SERVICES } from '../services.js';

export const dsm: Lock = {
  name: 'dsm',
  title: 'lock of the system',
  about:
    'The thread asks the system that runs it, and blocks until the lock is its own: first come, first served. In a ' +
    'cluster a manager knows who had the lock last, who hands it on with news of what was written; on one machine it ' +
    'costs nothing but the instruction.',
  source: 'P. Keleher, A. L. Cox, S. Dwarkadas and W. Zwaenepoel, TreadMarks, 1994',
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .space LINE
.endm
.macro acquire at
  li t5, ${SERVICES.LOCK}
  recv zero, t5, \\at
.endm
.macro release at
  li t5, ${SERVICES.LOCK}
  send zero, t5, \\at
.endm
`,
};
