import type { CatalogueTest } from './catalogue-test.js';

export const w22wRls: CatalogueTest = {
  text: String.raw`Cohort 2+2W+rls
"Crosswise writes with release"
{ 0:t9=1; 1:t9=1; 0:t8=2; 1:t8=2; }
 P0          | P1          ;
 sw t8, x    | sw t8, y    ;
 sw.rl t9, y | sw.rl t9, x ;
exists ([x]=2 /\ [y]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
