import type { Lock } from '../fragment.js';

export const llsc: Lock = {
  name: 'llsc',
  title: 'load-linked and store-conditional',
  about:
    'Reads the lock with load-linked, and takes it with store-conditional if nobody wrote the line in between. Who ' +
    'waits only reads. Where a line is in one cache at a time (protocol MI, a directory of one pointer without ' +
    'broadcast), each read takes it from who is about to store, and threads in step never get through: there, take ' +
    'llsc-backoff.',
  source:
    'E. H. Jensen, G. W. Hagensen and J. M. Broughton, A New Approach to Exclusive Data Access in Shared Memory ' +
    'Multiprocessors, 1987',
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
  j look\\@
spin\\@:
  pause
look\\@:
  ll.w.aq t5, (\\at)
  bnez t5, spin\\@
  li t5, 1
  sc.w.aq t5, t5, (\\at)
  beqz t5, look\\@
.endm
.macro release at
  sw.rl zero, (\\at)
.endm
`,
};
