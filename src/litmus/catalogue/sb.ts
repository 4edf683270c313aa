import type { CatalogueTest } from './catalogue-test.js';

export const sb: CatalogueTest = {
  text: String.raw`X86 SB
"Store buffering: each thread writes, then does not see the other’s write"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; Nagarajan, Sorin, Hill, Wood: A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020',
};
