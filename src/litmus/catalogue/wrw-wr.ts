import type { CatalogueTest } from './catalogue-test.js';

export const wrwWr: CatalogueTest = {
  text: String.raw`X86 WRW+WR
"Writes that wait, and a thread that saw one of them"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV [y],$2  ;
            | MOV [y],$1  | MOV EAX,[x] ;
exists ([y]=2 /\ 1:EAX=1 /\ 2:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
