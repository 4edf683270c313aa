import type { CatalogueTest } from './catalogue-test.js';

export const ppoca: CatalogueTest = {
  text: String.raw`Cohort PPOCA
"A write read early by its own thread, behind a branch: the read behind it is done before the branch"
{ 0:t9=1; 1:t9=1; 1:s0=x; }
 P0       | P1             ;
 sw t9, x | lw t0, y       ;
 fence.w  | bnez t0, go    ;
 sw t9, y | go: sw t9, z   ;
          | lw t2, z       ;
          | xor t8, t2, t2 ;
          | add t8, t8, s0 ;
          | lw t1, 0(t8)   ;
exists (1:t0=1 /\ 1:t2=1 /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
