import type { CatalogueTest } from './catalogue-test.js';

export const lbAqs: CatalogueTest = {
  text: String.raw`Cohort LB+aqs
"Load buffering with acquire"
{ 0:t9=1; 1:t9=1; }
 P0          | P1          ;
 lw.aq t0, x | lw.aq t0, y ;
 sw t9, y    | sw t9, x    ;
exists (0:t0=1 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
