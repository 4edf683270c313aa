import type { CatalogueTest } from './catalogue-test.js';

export const isa2RlDataAq: CatalogueTest = {
  text: String.raw`Cohort ISA2+rl+data+aq
"Message passing over a thread in the middle, with a data dependency there"
{ 0:t9=1; }
 P0          | P1       | P2          ;
 sw t9, x    | lw t0, y | lw.aq t0, z ;
 sw.rl t9, y | sw t0, z | lw t1, x    ;
exists (1:t0=1 /\ 2:t0=1 /\ 2:t1=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
