import type { CatalogueTest } from './catalogue-test.js';

export const mpMfences: CatalogueTest = {
  text: String.raw`X86 MP+mfences
"Message passing with fences"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MFENCE     | MFENCE      ;
 MOV [y],$1 | MOV EBX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
