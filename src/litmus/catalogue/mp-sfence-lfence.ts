import type { CatalogueTest } from './catalogue-test.js';

export const mpSfenceLfence: CatalogueTest = {
  text: String.raw`X86 MP+sfence+lfence
"Message passing with a fence of writes and one of reads"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 SFENCE     | LFENCE      ;
 MOV [y],$1 | MOV EBX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
