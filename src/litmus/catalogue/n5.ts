import type { CatalogueTest } from './catalogue-test.js';

export const n5: CatalogueTest = {
  text: String.raw`X86 n5
"Two threads write a location and read it: not each the other’s"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [x],$2  ;
 MOV EAX,[x] | MOV EBX,[x] ;
~exists (0:EAX=2 /\ 1:EBX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
