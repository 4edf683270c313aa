import type { CatalogueTest } from './catalogue-test.js';

export const iwp23B: CatalogueTest = {
  text: `X86 iwp2.3.b
"A thread sees its own write"
{ }
 P0          ;
 MOV [x],$1  ;
 MOV EAX,[x] ;
forall (0:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
