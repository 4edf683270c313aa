import type { CatalogueTest } from './catalogue-test.js';

export const sbLockXadds: CatalogueTest = {
  text: String.raw`X86 SB+lock-xadds
"Store buffering with a fence made of a locked instruction"
{ }
 P0              | P1              ;
 MOV [x],$1      | MOV [y],$1      ;
 LOCK ADD [a],$0 | LOCK ADD [b],$0 ;
 MOV EAX,[y]     | MOV EAX,[x]     ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
