import type { Fragment } from '../fragment.js';

/** The 4 bytes of a monitor: 0 free, 1 taken, 2 taken and awaited. Those of a condition count its signals. */
export const monitorBlock: Fragment = {
  name: 'monitor and conditions',
  title: 'monitor: a blocking mutex and condition variables',
  about:
    'One thread at a time is in the monitor; others block. cond_wait leaves it and blocks until a signal, then enters ' +
    'again. Who is signalled enters later, and so must look again whether what it waits for holds.',
  source:
    'C. A. R. Hoare, Monitors: An Operating System Structuring Concept, 1974; B. W. Lampson and D. D. Redell, ' +
    'Experience with Processes and Monitors in Mesa, 1980; U. Drepper, Futexes Are Tricky, 2004 (the mutex)',
  text: `
.macro monitor_enter at
  li t5, 0
  li t6, 1
  cas.w.aq t5, t6, (\\at)
  beqz t5, entered\\@
  li t6, 2
again\\@:
  swap.w.aq t5, t6, (\\at)
  beqz t5, entered\\@
  wait t6, (\\at)
  j again\\@
entered\\@:
.endm
.macro monitor_leave at
  swap.w.rl t5, zero, (\\at)
  li t6, 2
  bne t5, t6, left\\@
  li t6, 1
  wake t5, t6, (\\at)
left\\@:
.endm
.macro cond_wait at, condition
  lw t8, (\\condition)
  monitor_leave \\at
  wait t8, (\\condition)
  monitor_enter \\at
.endm
.macro cond_signal condition
  li t5, 1
  fadd.w t6, t5, (\\condition)
  wake t6, t5, (\\condition)
.endm
.macro cond_broadcast condition
  li t5, 1
  fadd.w t6, t5, (\\condition)
  li t5, THREADS
  wake t6, t5, (\\condition)
.endm
`,
};
