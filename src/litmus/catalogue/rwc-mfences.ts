import type { CatalogueTest } from './catalogue-test.js';

export const rwcMfences: CatalogueTest = {
  text: String.raw`X86 RWC+mfences
"Read-to-write causality with fences"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV [y],$1  ;
            | MFENCE      | MFENCE      ;
            | MOV EBX,[y] | MOV EAX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0 /\ 2:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
