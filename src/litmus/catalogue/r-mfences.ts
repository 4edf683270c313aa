import type { CatalogueTest } from './catalogue-test.js';

export const rMfences: CatalogueTest = {
  text: String.raw`X86 R+mfences
"R with fences"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV [y],$2  ;
 MFENCE     | MFENCE      ;
 MOV [y],$1 | MOV EAX,[x] ;
exists ([y]=2 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
