import type { CatalogueTest } from './catalogue-test.js';

export const ppoaa: CatalogueTest = {
  text: String.raw`Cohort PPOAA
"A write read early by its own thread, its address depending on the first read: it is known too late"
{ 0:t9=1; 1:t9=1; 1:s0=x; 1:s1=z; }
 P0       | P1             ;
 sw t9, x | lw t0, y       ;
 fence.w  | xor t8, t0, t0 ;
 sw t9, y | add t8, t8, s1 ;
          | sw t9, 0(t8)   ;
          | lw t2, z       ;
          | xor t8, t2, t2 ;
          | add t8, t8, s0 ;
          | lw t1, 0(t8)   ;
exists (1:t0=1 /\ 1:t2=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (rule 12)',
};
