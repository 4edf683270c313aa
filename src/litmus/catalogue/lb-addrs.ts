import type { CatalogueTest } from './catalogue-test.js';

export const lbAddrs: CatalogueTest = {
  text: String.raw`Cohort LB+addrs
"Load buffering, the address of the write depending on the read"
{ 0:t9=1; 1:t9=1; 0:s0=y; 1:s0=x; }
 P0             | P1             ;
 lw t0, x       | lw t0, y       ;
 xor t8, t0, t0 | xor t8, t0, t0 ;
 add t8, t8, s0 | add t8, t8, s0 ;
 sw t9, 0(t8)   | sw t9, 0(t8)   ;
exists (0:t0=1 /\ 1:t0=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
