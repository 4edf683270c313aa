import type { CatalogueTest } from './catalogue-test.js';

export const amd3: CatalogueTest = {
  text: String.raw`X86 amd3
"Store buffering with two writes in each thread"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV [x],$2  | MOV [y],$2  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
