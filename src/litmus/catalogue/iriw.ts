import type { CatalogueTest } from './catalogue-test.js';

export const iriw: CatalogueTest = {
  text: String.raw`X86 IRIW
"Independent reads of independent writes: two readers see two writes in opposite orders (amd6)"
{ }
 P0         | P1         | P2          | P3          ;
 MOV [x],$1 | MOV [y],$1 | MOV EAX,[x] | MOV EAX,[y] ;
            |            | MOV EBX,[y] | MOV EBX,[x] ;
exists (2:EAX=1 /\ 2:EBX=0 /\ 3:EAX=1 /\ 3:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; Nagarajan, Sorin, Hill, Wood: A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020',
};
