import type { CatalogueTest } from './catalogue-test.js';

export const rwcPoMfence: CatalogueTest = {
  text: String.raw`X86 RWC+po+mfence
"Read-to-write causality with a fence after the second write"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV [y],$1  ;
            | MOV EBX,[y] | MFENCE      ;
            |             | MOV EAX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0 /\ 2:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
