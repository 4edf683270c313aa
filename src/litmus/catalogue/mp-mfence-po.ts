import type { CatalogueTest } from './catalogue-test.js';

export const mpMfencePo: CatalogueTest = {
  text: String.raw`X86 MP+mfence+po
"Message passing with a fence between the writes only"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MFENCE     | MOV EBX,[x] ;
 MOV [y],$1 |             ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
