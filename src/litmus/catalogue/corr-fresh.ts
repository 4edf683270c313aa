import type { CatalogueTest } from './catalogue-test.js';

export const corrFresh: CatalogueTest = {
  text: String.raw`Cohort CoRR+fresh
"Reads of one location stay in order where they read different writes"
{ 0:t9=1; }
 P0       | P1       ;
 sw t9, x | lw t0, x ;
          | lw t1, x ;
~exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A (rule 2)',
};
