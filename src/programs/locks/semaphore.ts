import { blockingSemaphore, spinningSemaphore } from '../blocks/semaphore.js';
import type { Fragment, Lock } from '../fragment.js';

const asLock = (name: string, semaphore: Fragment, prefix: string): Lock => ({
  name,
  title: semaphore.title,
  about: `As a lock, the semaphore begins with 1. ${semaphore.about}`,
  source: semaphore.source,
  uses: [semaphore],
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .sync
  .word 1
  .endsync
.endm
.macro acquire at
  ${prefix}_p \\at
.endm
.macro release at
  ${prefix}_v \\at
.endm
`,
});

export const semaphore: Lock = asLock('semaphore', blockingSemaphore, 'sem');

export const semaphoreSpin: Lock = asLock('semaphore-spin', spinningSemaphore, 'spin');
