import type { CatalogueTest } from './catalogue-test.js';

export const iwp26: CatalogueTest = {
  text: String.raw`X86 iwp2.6
"Writes to one location are seen in one order by all"
{ }
 P0         | P1         | P2          | P3          ;
 MOV [x],$1 | MOV [x],$2 | MOV EAX,[x] | MOV EAX,[x] ;
            |            | MOV EBX,[x] | MOV EBX,[x] ;
~exists (2:EAX=1 /\ 2:EBX=2 /\ 3:EAX=2 /\ 3:EBX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
