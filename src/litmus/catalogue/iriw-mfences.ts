import type { CatalogueTest } from './catalogue-test.js';

export const iriwMfences: CatalogueTest = {
  text: String.raw`X86 IRIW+mfences
"Independent reads of independent writes, with fences between the reads"
{ }
 P0         | P1         | P2          | P3          ;
 MOV [x],$1 | MOV [y],$1 | MOV EAX,[x] | MOV EAX,[y] ;
            |            | MFENCE      | MFENCE      ;
            |            | MOV EBX,[y] | MOV EBX,[x] ;
exists (2:EAX=1 /\ 2:EBX=0 /\ 3:EAX=1 /\ 3:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
