import { blockingSemaphore, spinningSemaphore } from '../blocks/semaphore.js';
import type { Fragment, Lock } from '../fragment.js';

const asLock = (semaphore: Fragment): Lock => ({
  ...semaphore,
  about: `As a lock, the semaphore begins with 1. ${semaphore.about}`,
  text: `${semaphore.text}
.equ LOCK_BYTES, LINE
.macro lock_data
  .word 1
  .line
.endm
.macro acquire at
  sem_p \\at
.endm
.macro release at
  sem_v \\at
.endm
`,
});

export const semaphore: Lock = asLock(blockingSemaphore);

export const semaphoreSpin: Lock = asLock(spinningSemaphore);
