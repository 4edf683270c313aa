import type { CatalogueTest } from './catalogue-test.js';

export const wrr2w: CatalogueTest = {
  text: String.raw`X86 WRR+2W
"A reader sees one of two writes, and not the one before it"
{ }
 P0         | P1          | P2         ;
 MOV [x],$2 | MOV EAX,[x] | MOV [y],$1 ;
            | MOV EBX,[y] | MOV [x],$1 ;
exists ([x]=2 /\ 1:EAX=2 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
