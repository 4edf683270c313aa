import type { CatalogueTest } from './catalogue-test.js';

export const mpFenceWAddr: CatalogueTest = {
  text: String.raw`Cohort MP+fence.w+addr
"Message passing, the second read’s address depending on the first"
{ 0:t9=1; 1:t9=1; 1:s0=x; }
 P0       | P1             ;
 sw t9, x | lw t0, y       ;
 fence.w  | xor t8, t0, t0 ;
 sw t9, y | add t8, t8, s0 ;
          | lw t1, 0(t8)   ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
