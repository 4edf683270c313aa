import type { Fragment } from '../fragment.js';

/** The 4 bytes of a seqlock: how often data began or ended to change; odd while they do. */
export const seqlockBlock: Fragment = {
  name: 'sequence lock',
  title: 'seqlock',
  about:
    'Readers write nothing: they read the number before and after, and read again if it was odd or has changed. Writers ' +
    'exclude each other by a lock of their own and make the number odd while they write.',
  source:
    'C. Lameter, Effective Synchronization on Linux/NUMA Systems, 2005; H.-J. Boehm, Can Seqlocks Get Along with ' +
    'Programming Language Memory Models?, 2012 (the fences)',
  text: `
.macro seq_read_begin rd, at
  j look\\@
spin\\@:
  pause
look\\@:
  lw.aq \\rd, (\\at)
  andi t5, \\rd, 1
  bnez t5, spin\\@
.endm
.macro seq_read_retry begun, at, again
  fence.aq
  lw t5, (\\at)
  bne t5, \\begun, \\again
.endm
.macro seq_write_begin at
  lw t5, (\\at)
  addi t5, t5, 1
  sw t5, (\\at)
  fence.w
.endm
.macro seq_write_end at
  lw t5, (\\at)
  addi t5, t5, 1
  sw.rl t5, (\\at)
.endm
`,
};
