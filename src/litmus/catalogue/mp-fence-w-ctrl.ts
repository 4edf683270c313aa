import type { CatalogueTest } from './catalogue-test.js';

export const mpFenceWCtrl: CatalogueTest = {
  text: String.raw`Cohort MP+fence.w+ctrl
"Message passing, a branch between the reads: the second is done before its outcome"
{ 0:t9=1; 1:t9=1; }
 P0       | P1              ;
 sw t9, x | lw t0, y        ;
 fence.w  | bnez t0, there  ;
 sw t9, y | there: lw t1, x ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (rule 11)',
};
