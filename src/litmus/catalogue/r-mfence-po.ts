import type { CatalogueTest } from './catalogue-test.js';

export const rMfencePo: CatalogueTest = {
  text: String.raw`X86 R+mfence+po
"R with a fence between the writes only"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV [y],$2  ;
 MFENCE     | MOV EAX,[x] ;
 MOV [y],$1 |             ;
exists ([y]=2 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
