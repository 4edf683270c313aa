import type { Lock } from '../fragment.js';

export const ttasBackoff: Lock = {
  name: 'ttas-backoff',
  title: 'test-and-test-and-set with exponential back-off',
  about:
    'As test-and-test-and-set, but who tried in vain sleeps before it looks again: backoffLeast cycles at first, twice ' +
    'as many each time, backoffMost at most.',
  source: 'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990',
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
  li t6, backoffLeast
  li t7, backoffMost
  j look\\@
spin\\@:
  pause
look\\@:
  lw t5, (\\at)
  bnez t5, spin\\@
  tas.w.aq t5, (\\at)
  beqz t5, taken\\@
  sleep t6
  shli t6, t6, 1
  bleu t6, t7, look\\@
  mov t6, t7
  j look\\@
taken\\@:
.endm
.macro release at
  sw.rl zero, (\\at)
.endm
`,
};
