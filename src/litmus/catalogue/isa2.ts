import type { CatalogueTest } from './catalogue-test.js';

export const isa2: CatalogueTest = {
  text: String.raw`X86 ISA2
"Message passing over a thread in the middle"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[y] | MOV EAX,[z] ;
 MOV [y],$1 | MOV [z],$1  | MOV EBX,[x] ;
exists (1:EAX=1 /\ 2:EAX=1 /\ 2:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
