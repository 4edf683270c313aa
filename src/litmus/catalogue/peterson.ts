import type { CatalogueTest } from './catalogue-test.js';

export const peterson: CatalogueTest = {
  text: String.raw`X86 peterson
"Peterson’s algorithm without fences: both threads are in"
{ }
 P0             | P1             ;
 MOV [a],$1     | MOV [b],$1     ;
 MOV [turn],$1  | MOV [turn],$0  ;
 MOV EAX,[b]    | MOV EAX,[a]    ;
 MOV EBX,[turn] | MOV EBX,[turn] ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source:
    'Peterson: Myths about the Mutual Exclusion Problem, Information Processing Letters 12(3), 1981; Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
