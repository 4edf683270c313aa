import type { CatalogueTest } from './catalogue-test.js';

export const rsw: CatalogueTest = {
  text: String.raw`Cohort RSW
"Two reads of a location that read the same write need no order"
{ 0:t9=1; 1:s0=x; 1:s1=z; }
 P0       | P1             ;
 sw t9, x | lw t0, y       ;
 fence.w  | xor t8, t0, t0 ;
 sw t9, y | add t8, t8, s1 ;
          | lw t2, 0(t8)   ;
          | lw t3, z       ;
          | xor t8, t3, t3 ;
          | add t8, t8, s0 ;
          | lw t1, 0(t8)   ;
exists (1:t0=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A (rule 2)',
};
