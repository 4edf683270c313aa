import type { CatalogueTest } from './catalogue-test.js';

export const sbXchgs: CatalogueTest = {
  text: String.raw`X86 SB+xchgs
"Store buffering with locked writes (iwp2.8.a)"
{ }
 P0           | P1           ;
 MOV EAX,$1   | MOV EAX,$1   ;
 XCHG [x],EAX | XCHG [y],EAX ;
 MOV EBX,[y]  | MOV EBX,[x]  ;
~exists (0:EBX=0 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
