import type { CatalogueTest } from './catalogue-test.js';

export const r: CatalogueTest = {
  text: String.raw`X86 R
"A write wins over one before which another was, and does not see that"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV [y],$2  ;
 MOV [y],$1 | MOV EAX,[x] ;
exists ([y]=2 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
