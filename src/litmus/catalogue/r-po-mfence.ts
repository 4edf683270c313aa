import type { CatalogueTest } from './catalogue-test.js';

export const rPoMfence: CatalogueTest = {
  text: String.raw`X86 R+po+mfence
"R with a fence between write and read only"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV [y],$2  ;
 MOV [y],$1 | MFENCE      ;
            | MOV EAX,[x] ;
exists ([y]=2 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
