import type { CatalogueTest } from './catalogue-test.js';

export const faddFadd: CatalogueTest = {
  text: `Cohort fadd+fadd
"Two atomic additions: none is lost"
{ 0:t9=1; 1:t9=1; }
 P0               | P1               ;
 fadd.w t0, t9, x | fadd.w t0, t9, x ;
forall ([x]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
