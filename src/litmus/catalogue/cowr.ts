import type { CatalogueTest } from './catalogue-test.js';

export const cowr: CatalogueTest = {
  text: String.raw`X86 CoWR
"A read does not see a write that came before its own thread’s"
{ }
 P0          | P1         ;
 MOV [x],$1  | MOV [x],$2 ;
 MOV EAX,[x] |            ;
~exists (0:EAX=2 /\ [x]=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
