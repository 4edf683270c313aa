import type { CatalogueTest } from './catalogue-test.js';

export const amd5: CatalogueTest = {
  text: String.raw`X86 amd5
"Store buffering with fences, as in AMD’s manual"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MFENCE      | MFENCE      ;
 MOV EAX,[y] | MOV EBX,[x] ;
~exists (0:EAX=0 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
