import type { CatalogueTest } from './catalogue-test.js';

export const sRlData: CatalogueTest = {
  text: String.raw`Cohort S+rl+data
"S with release, and a data dependency"
{ 0:t9=1; 0:t8=2; }
 P0          | P1       ;
 sw t8, x    | lw t0, y ;
 sw.rl t9, y | sw t0, x ;
exists ([x]=2 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
