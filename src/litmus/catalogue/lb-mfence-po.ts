import type { CatalogueTest } from './catalogue-test.js';

export const lbMfencePo: CatalogueTest = {
  text: String.raw`X86 LB+mfence+po
"Load buffering with a fence in one thread only"
{ }
 P0          | P1          ;
 MOV EAX,[x] | MOV EAX,[y] ;
 MFENCE      | MOV [x],$1  ;
 MOV [y],$1  |             ;
exists (0:EAX=1 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
