import type { CatalogueTest } from './catalogue-test.js';

export const sMfencePo: CatalogueTest = {
  text: String.raw`X86 S+mfence+po
"S with a fence between the writes only"
{ }
 P0         | P1          ;
 MOV [x],$2 | MOV EAX,[y] ;
 MFENCE     | MOV [x],$1  ;
 MOV [y],$1 |             ;
exists ([x]=2 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
