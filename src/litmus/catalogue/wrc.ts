import type { CatalogueTest } from './catalogue-test.js';

export const wrc: CatalogueTest = {
  text: String.raw`X86 WRC
"Write-to-read causality: a write is seen by one who then tells another (iwp2.5)"
{ }
 P0         | P1          | P2          ;
 MOV [x],$1 | MOV EAX,[x] | MOV EAX,[y] ;
            | MOV [y],$1  | MOV EBX,[x] ;
exists (1:EAX=1 /\ 2:EAX=1 /\ 2:EBX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; Nagarajan, Sorin, Hill, Wood: A Primer on Memory Consistency and Cache Coherence, 2nd edition, 2020',
};
