import type { Fragment } from '../fragment.js';

/** 8 bytes: an address in the lower 32 bits, a count of changes in the upper ones. */
export const countedPointer: Fragment = {
  name: 'counted pointer',
  title: 'pointer with a count of its changes',
  about:
    'Compare-and-swap cannot tell a pointer that never changed from one that changed and changed back (ABA); the count, ' +
    'one higher with each change, can.',
  source:
    'R. K. Treiber, Systems Programming: Coping with Parallelism, 1986; IBM System/370 Principles of Operation, 1983 ' +
    '(compare double and swap)',
  text: `
.macro pointer_of rd, counted
  shli \\rd, \\counted, 32
  shri \\rd, \\rd, 32
.endm
# rd = the pointer, with a count one higher than that of the old value; changes t9
.macro counted rd, pointer, old
  shri t9, \\old, 32
  addi t9, t9, 1
  shli t9, t9, 32
  or \\rd, t9, \\pointer
.endm
`,
};
