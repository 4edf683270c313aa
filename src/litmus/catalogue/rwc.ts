import type { CatalogueTest } from './catalogue-test.js';

export const rwc: CatalogueTest = {
  text: String.raw`X86 RWC
"Read-to-write causality: a reader is ahead of one who writes and then reads"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV [y],$1  ;
            | MOV EBX,[y] | MOV EAX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0 /\ 2:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
