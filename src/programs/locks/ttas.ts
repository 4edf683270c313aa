import type { Lock } from '../fragment.js';

export const ttas: Lock = {
  name: 'ttas',
  title: 'test-and-test-and-set',
  about:
    'Waits by reading its own copy and tries only when the lock looks free. Waiting is quiet; when the lock is given ' +
    'back, all who wait read it and try at once.',
  source:
    'L. Rudolph and Z. Segall, Dynamic Decentralized Cache Schemes for MIMD Parallel Processors, 1984; T. E. Anderson, ' +
    'The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors, 1990',
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
  lw t5, (\\at)
  bnez t5, spin\\@
  tas.w.aq t5, (\\at)
  bnez t5, spin\\@
.endm
.macro release at
  sw.rl zero, (\\at)
.endm
`,
};
