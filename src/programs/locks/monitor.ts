import { monitorBlock } from '../blocks/monitor.js';
import type { Lock } from '../fragment.js';

export const mutex: Lock = {
  name: 'mutex',
  title: 'blocking mutex',
  about:
    'One atomic access if nobody holds it; else the thread blocks until it is woken. To give it back wakes a thread only ' +
    'if one may wait.',
  source: 'U. Drepper, Futexes Are Tricky, 2004',
  uses: [monitorBlock],
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
  monitor_enter \\at
.endm
.macro release at
  monitor_leave \\at
.endm
`,
};

export const monitor: Lock = {
  name: 'monitor',
  title: 'monitor',
  about:
    'A monitor with a flag `busy` and a condition on which those wait who find it set: two entries into the monitor for ' +
    'each critical section.',
  source: 'C. A. R. Hoare, Monitors: An Operating System Structuring Concept, 1974',
  uses: [monitorBlock],
  text: `
.equ LOCK_BYTES, LINE
# 0: the monitor; 4: the condition; 8: busy
.macro lock_data
  .sync
  .space LINE
  .endsync
.endm
.macro acquire at
  addi t9, \\at, 4
  monitor_enter \\at
look\\@:
  lw t7, 8(\\at)
  beqz t7, free\\@
  cond_wait \\at, t9
  j look\\@
free\\@:
  li t7, 1
  sw t7, 8(\\at)
  monitor_leave \\at
.endm
.macro release at
  addi t9, \\at, 4
  monitor_enter \\at
  sw zero, 8(\\at)
  cond_signal t9
  monitor_leave \\at
.endm
`,
};
