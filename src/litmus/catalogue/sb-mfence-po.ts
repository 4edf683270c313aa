import type { CatalogueTest } from './catalogue-test.js';

export const sbMfencePo: CatalogueTest = {
  text: String.raw`X86 SB+mfence+po
"Store buffering with a fence in one thread only"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MFENCE      | MOV EAX,[x] ;
 MOV EAX,[y] |             ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
