import type { CatalogueTest } from './catalogue-test.js';

export const w3Sb: CatalogueTest = {
  text: String.raw`X86 3.SB
"Store buffering around three threads"
{ }
 P0          | P1          | P2          ;
 MOV [x],$1  | MOV [y],$1  | MOV [z],$1  ;
 MOV EAX,[y] | MOV EAX,[z] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0 /\ 2:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
