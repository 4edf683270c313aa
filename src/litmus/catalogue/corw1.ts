import type { CatalogueTest } from './catalogue-test.js';

export const corw1: CatalogueTest = {
  text: `X86 CoRW1
"A read does not see a later write of its own thread"
{ }
 P0          ;
 MOV EAX,[x] ;
 MOV [x],$1  ;
~exists (0:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
