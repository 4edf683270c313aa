import type { CatalogueTest } from './catalogue-test.js';

export const iriwAddrs: CatalogueTest = {
  text: String.raw`Cohort IRIW+addrs
"Independent reads of independent writes with address dependencies: a write is seen by all at once"
{ 0:t9=1; 1:t9=1; 2:s0=y; 3:s0=x; }
 P0       | P1       | P2             | P3             ;
 sw t9, x | sw t9, y | lw t0, x       | lw t0, y       ;
          |          | xor t8, t0, t0 | xor t8, t0, t0 ;
          |          | add t8, t8, s0 | add t8, t8, s0 ;
          |          | lw t1, 0(t8)   | lw t1, 0(t8)   ;
exists (2:t0=1 /\ 2:t1=0 /\ 3:t0=1 /\ 3:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
