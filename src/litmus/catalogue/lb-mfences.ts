import type { CatalogueTest } from './catalogue-test.js';

export const lbMfences: CatalogueTest = {
  text: String.raw`X86 LB+mfences
"Load buffering with fences"
{ }
 P0          | P1          ;
 MOV EAX,[x] | MOV EAX,[y] ;
 MFENCE      | MFENCE      ;
 MOV [y],$1  | MOV [x],$1  ;
exists (0:EAX=1 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
