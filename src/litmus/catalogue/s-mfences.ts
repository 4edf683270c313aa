import type { CatalogueTest } from './catalogue-test.js';

export const sMfences: CatalogueTest = {
  text: String.raw`X86 S+mfences
"S with fences"
{ }
 P0         | P1          ;
 MOV [x],$2 | MOV EAX,[y] ;
 MFENCE     | MFENCE      ;
 MOV [y],$1 | MOV [x],$1  ;
exists ([x]=2 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
