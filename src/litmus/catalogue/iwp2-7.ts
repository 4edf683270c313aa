import type { CatalogueTest } from './catalogue-test.js';

export const iwp27: CatalogueTest = {
  text: String.raw`X86 iwp2.7
"Locked writes are seen in one order by all"
{ }
 P0           | P1           | P2          | P3          ;
 MOV EAX,$1   | MOV EAX,$1   | MOV EAX,[x] | MOV EAX,[y] ;
 XCHG [x],EAX | XCHG [y],EAX | MOV EBX,[y] | MOV EBX,[x] ;
exists (2:EAX=1 /\ 2:EBX=0 /\ 3:EAX=1 /\ 3:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
