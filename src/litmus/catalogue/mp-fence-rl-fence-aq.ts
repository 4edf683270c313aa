import type { CatalogueTest } from './catalogue-test.js';

export const mpFenceRlFenceAq: CatalogueTest = {
  text: String.raw`Cohort MP+fence.rl+fence.aq
"Message passing with the fences of release and acquire"
{ 0:t9=1; 1:t9=1; }
 P0       | P1       ;
 sw t9, x | lw t0, y ;
 fence.rl | fence.aq ;
 sw t9, y | lw t1, x ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
