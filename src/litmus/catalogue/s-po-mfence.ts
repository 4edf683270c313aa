import type { CatalogueTest } from './catalogue-test.js';

export const sPoMfence: CatalogueTest = {
  text: String.raw`X86 S+po+mfence
"S with a fence between read and write only"
{ }
 P0         | P1          ;
 MOV [x],$2 | MOV EAX,[y] ;
 MOV [y],$1 | MFENCE      ;
            | MOV [x],$1  ;
exists ([x]=2 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
