import type { Fragment } from '../fragment.js';

const source = 'E. W. Dijkstra, Cooperating Sequential Processes, 1965';

/** The 4 bytes of a semaphore are how many may still pass. */
export const blockingSemaphore: Fragment = {
  name: 'blocking semaphore',
  title: 'counting semaphore, blocking',
  about:
    'P takes one if there is one, and blocks the thread if not; V gives one back and wakes a thread that waits. A ' +
    'semaphore that begins with 1 is a binary one.',
  source,
  text: `
.macro sem_p at
again\\@:
  lw t5, (\\at)
  beqz t5, none\\@
  addi t6, t5, -1
  mov t7, t5
  cas.w.aq t7, t6, (\\at)
  beq t7, t5, passed\\@
  j again\\@
none\\@:
  wait zero, (\\at)
  j again\\@
passed\\@:
.endm
.macro sem_v at
  li t5, 1
  fadd.w.rl t6, t5, (\\at)
  wake t6, t5, (\\at)
.endm
`,
};

export const spinningSemaphore: Fragment = {
  name: 'spinning semaphore',
  title: 'counting semaphore, spinning',
  about:
    'P takes one as soon as there is one, and reads until then; V gives one back. A semaphore that begins with 1 is a ' +
    'binary one.',
  source,
  text: `
.macro spin_p at
  j look\\@
spin\\@:
  pause
look\\@:
  lw t5, (\\at)
  beqz t5, spin\\@
  addi t6, t5, -1
  mov t7, t5
  cas.w.aq t7, t6, (\\at)
  bne t7, t5, look\\@
.endm
.macro spin_v at
  li t5, 1
  fadd.w.rl t6, t5, (\\at)
.endm
`,
};
