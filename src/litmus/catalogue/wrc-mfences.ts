import type { CatalogueTest } from './catalogue-test.js';

export const wrcMfences: CatalogueTest = {
  text: String.raw`X86 WRC+mfences
"Write-to-read causality with fences"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV EAX,[y] ;
            | MFENCE      | MFENCE      ;
            | MOV [y],$1  | MOV EBX,[x] ;
exists (1:EAX=1 /\ 2:EAX=1 /\ 2:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
