import type { CatalogueTest } from './catalogue-test.js';

export const mpXchgPo: CatalogueTest = {
  text: String.raw`X86 MP+xchg+po
"Message passing behind a locked write (iwp2.8.b)"
{ }
 P0           | P1          ;
 MOV EAX,$1   | MOV EAX,[y] ;
 XCHG [x],EAX | MOV EBX,[x] ;
 MOV [y],$1   |             ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
