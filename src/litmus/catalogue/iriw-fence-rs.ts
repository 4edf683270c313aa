import type { CatalogueTest } from './catalogue-test.js';

export const iriwFenceRs: CatalogueTest = {
  text: String.raw`Cohort IRIW+fence.rs
"Independent reads of independent writes with fences of reads"
{ 0:t9=1; 1:t9=1; }
 P0       | P1       | P2       | P3       ;
 sw t9, x | sw t9, y | lw t0, x | lw t0, y ;
          |          | fence.r  | fence.r  ;
          |          | lw t1, y | lw t1, x ;
exists (2:t0=1 /\ 2:t1=0 /\ 3:t0=1 /\ 3:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
