import type { CatalogueTest } from './catalogue-test.js';

export const lbAddrPoData: CatalogueTest = {
  text: String.raw`Cohort LB+addr-po+data
"Load buffering, an access in the middle whose address depends on the read (rule 13)"
{ 0:t9=1; 0:s0=z; }
 P0             | P1       ;
 lw t0, x       | lw t0, y ;
 xor t8, t0, t0 | sw t0, x ;
 add t8, t8, s0 |          ;
 lw t1, 0(t8)   |          ;
 sw t9, y       |          ;
exists (0:t0=1 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
