import type { CatalogueTest } from './catalogue-test.js';

export const mpFenceWFenceR: CatalogueTest = {
  text: String.raw`Cohort MP+fence.w+fence.r
"Message passing with a fence of writes and one of reads"
{ 0:t9=1; 1:t9=1; }
 P0       | P1       ;
 sw t9, x | lw t0, y ;
 fence.w  | fence.r  ;
 sw t9, y | lw t1, x ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
