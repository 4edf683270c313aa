import type { CatalogueTest } from './catalogue-test.js';

export const mp: CatalogueTest = {
  text: String.raw`X86 MP
"Message passing: the flag is seen, and the message is not (iwp2.1)"
{ }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MOV [y],$1 | MOV EBX,[x] ;
exists (1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
