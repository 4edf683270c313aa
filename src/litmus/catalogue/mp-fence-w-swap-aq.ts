import type { CatalogueTest } from './catalogue-test.js';

export const mpFenceWSwapAq: CatalogueTest = {
  text: String.raw`Cohort MP+fence.w-swap+aq
"Message passing, the flag set by an atomic that orders nothing itself"
{ 0:t9=1; 1:t9=1; }
 P0               | P1          ;
 sw t9, x         | lw.aq t0, y ;
 fence.w          | lw t1, x    ;
 swap.w t1, t9, y |             ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
