import type { CatalogueTest } from './catalogue-test.js';

export const wwc: CatalogueTest = {
  text: String.raw`X86 WWC
"Write-to-write causality: a write that was seen comes after one that it led to"
{ }
 P0         | P1          | P2          ;
 MOV [x],$2 | MOV EAX,[x] | MOV EAX,[y] ;
            | MOV [y],$1  | MOV [x],$1  ;
exists ([x]=2 /\ 1:EAX=2 /\ 2:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
