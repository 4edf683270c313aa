import type { CatalogueTest } from './catalogue-test.js';

export const lbDatas: CatalogueTest = {
  text: String.raw`Cohort LB+datas
"Load buffering, what is written depending on what was read: no value comes out of thin air"
{ }
 P0       | P1       ;
 lw t0, x | lw t0, y ;
 sw t0, y | sw t0, x ;
exists (0:t0=1 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
