import type { CatalogueTest } from './catalogue-test.js';

export const n6: CatalogueTest = {
  text: String.raw`X86 n6
"A thread sees its own write early, so that it wins over one that came first"
{ }
 P0          | P1         ;
 MOV [x],$1  | MOV [y],$2 ;
 MOV EAX,[x] | MOV [x],$2 ;
 MOV EBX,[y] |            ;
exists (0:EAX=1 /\ 0:EBX=0 /\ [x]=1)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
