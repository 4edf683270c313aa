import type { CatalogueTest } from './catalogue-test.js';

export const corw2: CatalogueTest = {
  text: String.raw`X86 CoRW2
"A write comes after one that its thread has read before"
{ }
 P0          | P1         ;
 MOV EAX,[x] | MOV [x],$2 ;
 MOV [x],$1  |            ;
~exists (0:EAX=2 /\ [x]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
