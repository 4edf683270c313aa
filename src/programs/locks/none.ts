import type { Lock } from '../fragment.js';

export const none: Lock = {
  name: 'none',
  title: 'no lock',
  about: 'Nothing is locked: what locks are for can be seen to happen.',
  source: 'E. W. Dijkstra, Solution of a Problem in Concurrent Programming Control, 1965 (the problem)',
  text: `
.equ LOCK_BYTES, LINE
.macro lock_data
  .space LINE
.endm
.macro acquire at
.endm
.macro release at
.endm
`,
};
