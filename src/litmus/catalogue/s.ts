import type { CatalogueTest } from './catalogue-test.js';

export const s: CatalogueTest = {
  text: String.raw`X86 S
"A write loses against one that was told of it"
{ }
 P0         | P1          ;
 MOV [x],$2 | MOV EAX,[y] ;
 MOV [y],$1 | MOV [x],$1  ;
exists ([x]=2 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
