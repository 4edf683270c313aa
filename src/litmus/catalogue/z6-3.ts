import type { CatalogueTest } from './catalogue-test.js';

export const z63: CatalogueTest = {
  text: String.raw`X86 Z6.3
"Two pairs of writes and a pair of reads in a ring"
{ }
 P0         | P1         | P2          ;
 MOV [x],$1 | MOV [y],$2 | MOV EAX,[z] ;
 MOV [y],$1 | MOV [z],$1 | MOV EBX,[x] ;
exists ([y]=2 /\ 2:EAX=1 /\ 2:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
