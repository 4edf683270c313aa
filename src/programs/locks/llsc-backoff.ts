import type { Lock } from '../fragment.js';

export const llscBackoff: Lock = {
  name: 'llsc-backoff',
  title: 'load-linked and store-conditional with exponential back-off',
  about:
    'As llsc, but whose store-conditional failed sleeps before it looks again: backoffLeast cycles at first, twice as ' +
    'many each time, backoffMost at most. So one gets through in the end even where a read takes the line from others.',
  source:
    'E. H. Jensen, G. W. Hagensen and J. M. Broughton, A New Approach to Exclusive Data Access in Shared Memory ' +
    'Multiprocessors, 1987; T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory ' +
    'Multiprocessors, 1990 (the back-off)',
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
  ll.w.aq t5, (\\at)
  bnez t5, spin\\@
  li t5, 1
  sc.w.aq t5, t5, (\\at)
  bnez t5, taken\\@
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
