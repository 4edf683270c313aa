import type { CatalogueTest } from './catalogue-test.js';

export const mpPoMfence: CatalogueTest = {
  text: String.raw`X86 MP+po+mfence
"Message passing with a fence between the reads only"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MOV [y],$1 | MFENCE      ;
            | MOV EBX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
