import type { Fragment } from '../fragment.js';
import { blockingSemaphore } from './semaphore.js';

/** Line 0: a semaphore for the count of readers; line 1: one for who writes; line 2: the count. */
export const readerWriterLock: Fragment = {
  name: 'reader-writer lock',
  title: 'reader/writer lock, readers first',
  about:
    'Any number of readers, or one writer. The first reader in keeps writers out and the last one out lets them in, so ' +
    'that writers may wait for ever while readers keep coming.',
  source:
    'P. J. Courtois, F. Heymans and D. L. Parnas, Concurrent Control with “Readers” and “Writers”, 1971 (problem 1)',
  uses: [blockingSemaphore],
  text: `
.equ RW_BYTES, LINE * 3
.macro rw_data
  .sync
  .word 1
  .line
  .word 1
  .line
  .space LINE
  .endsync
.endm
.macro read_lock at
  sem_p \\at
  lw t5, LINE * 2(\\at)
  addi t5, t5, 1
  sw t5, LINE * 2(\\at)
  li t6, 1
  bne t5, t6, reading\\@
  addi t8, \\at, LINE
  sem_p t8
reading\\@:
  sem_v \\at
.endm
.macro read_unlock at
  sem_p \\at
  lw t5, LINE * 2(\\at)
  addi t5, t5, -1
  sw t5, LINE * 2(\\at)
  bnez t5, others\\@
  addi t8, \\at, LINE
  sem_v t8
others\\@:
  sem_v \\at
.endm
.macro write_lock at
  addi t8, \\at, LINE
  note WANTED, \\at
  sem_p t8
  note TAKEN, \\at
  note ENTER, \\at
.endm
.macro write_unlock at
  addi t8, \\at, LINE
  note LEAVE, \\at
  note RELEASED, \\at
  sem_v t8
.endm
`,
};
