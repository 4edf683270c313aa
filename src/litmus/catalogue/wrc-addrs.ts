import type { CatalogueTest } from './catalogue-test.js';

export const wrcAddrs: CatalogueTest = {
  text: String.raw`Cohort WRC+addrs
"Write-to-read causality with address dependencies"
{ 0:t9=1; 1:t9=1; 1:s0=y; 2:s0=x; }
 P0       | P1             | P2             ;
 sw t9, x | lw t0, x       | lw t0, y       ;
          | xor t8, t0, t0 | xor t8, t0, t0 ;
          | add t8, t8, s0 | add t8, t8, s0 ;
          | sw t9, 0(t8)   | lw t1, 0(t8)   ;
exists (1:t0=1 /\ 2:t0=1 /\ 2:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
