import type { CatalogueTest } from './catalogue-test.js';

export const mpPos: CatalogueTest = {
  text: String.raw`Cohort MP+pos
"Message passing without anything"
{ 0:t9=1; 1:t9=1; }
 P0       | P1       ;
 sw t9, x | lw t0, y ;
 sw t9, y | lw t1, x ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
