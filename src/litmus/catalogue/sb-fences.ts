import type { CatalogueTest } from './catalogue-test.js';

export const sbFences: CatalogueTest = {
  text: String.raw`Cohort SB+fences
"Store buffering with full fences"
{ 0:t9=1; 1:t9=1; }
 P0       | P1       ;
 sw t9, x | sw t9, y ;
 fence    | fence    ;
 lw t0, y | lw t0, x ;
exists (0:t0=0 /\ 1:t0=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
