import type { CatalogueTest } from './catalogue-test.js';

export const n4b: CatalogueTest = {
  text: String.raw`X86 n4b
"Two threads read a location and then write it: neither sees the other’s later write"
{ }
 P0          | P1          ;
 MOV EAX,[x] | MOV ECX,[x] ;
 MOV [x],$1  | MOV [x],$2  ;
~exists (0:EAX=2 /\ 1:ECX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
