import type { CatalogueTest } from './catalogue-test.js';

export const corr: CatalogueTest = {
  text: String.raw`X86 CoRR
"Two reads of a location see its writes in their order"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[x] ;
            | MOV EBX,[x] ;
~exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
