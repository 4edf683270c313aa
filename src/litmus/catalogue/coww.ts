import type { CatalogueTest } from './catalogue-test.js';

export const coww: CatalogueTest = {
  text: `X86 CoWW
"Two writes of a thread to a location stay in order"
{ }
 P0         ;
 MOV [x],$1 ;
 MOV [x],$2 ;
~exists ([x]=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
