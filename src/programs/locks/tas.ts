import type { Lock } from '../fragment.js';

export const tas: Lock = {
  name: 'tas',
  title: 'test-and-set',
  about:
    'Spins with test-and-set itself: every attempt of every waiting thread takes the line away from the others, and ' +
    'from the holder who wants to give the lock back.',
  source: 'T. E. Anderson, The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990',
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
again\\@:
  tas.w.aq t5, (\\at)
  beqz t5, taken\\@
  pause
  j again\\@
taken\\@:
.endm
.macro release at
  sw.rl zero, (\\at)
.endm
`,
};
