import type { CatalogueTest } from './catalogue-test.js';

export const lbCtrls: CatalogueTest = {
  text: String.raw`Cohort LB+ctrls
"Load buffering with branches: writes wait for their outcome"
{ 0:t9=1; 1:t9=1; }
 P0           | P1           ;
 lw t0, x     | lw t0, y     ;
 bnez t0, go  | bnez t0, go  ;
 go: sw t9, y | go: sw t9, x ;
exists (0:t0=1 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (rule 11)',
};
