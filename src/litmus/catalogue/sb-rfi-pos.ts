import type { CatalogueTest } from './catalogue-test.js';

export const sbRfiPos: CatalogueTest = {
  text: String.raw`X86 SB+rfi-pos
"Each thread sees its own write early, and not the other’s (iwp2.4, amd9)"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[x] | MOV EAX,[y] ;
 MOV EBX,[y] | MOV EBX,[x] ;
exists (0:EAX=1 /\ 0:EBX=0 /\ 1:EAX=1 /\ 1:EBX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
