import type { CatalogueTest } from './catalogue-test.js';

export const amd10: CatalogueTest = {
  text: String.raw`X86 amd10
"Own writes seen early, with fences before the other’s are read"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MFENCE      | MFENCE      ;
 MOV EAX,[x] | MOV ECX,[y] ;
 MOV EBX,[y] | MOV EDX,[x] ;
~exists (0:EBX=0 /\ 1:EDX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
