import type { CatalogueTest } from './catalogue-test.js';

export const mpRlAddr: CatalogueTest = {
  text: String.raw`Cohort MP+rl+addr
"Message passing, the pointer passed: the data is read through it"
{ 0:t9=1; 0:s0=x; }
 P0          | P1           ;
 sw t9, x    | lw t0, p     ;
 sw.rl s0, p | beqz t0, out ;
             | lw t1, 0(t0) ;
             | out: nop     ;
exists (1:t0=x /\ 1:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (rule 9)',
};
