import type { CatalogueTest } from './catalogue-test.js';

export const lb: CatalogueTest = {
  text: String.raw`X86 LB
"Load buffering: each thread reads what the other writes later (iwp2.2)"
{ }
 P0          | P1          ;
 MOV EAX,[x] | MOV EAX,[y] ;
 MOV [y],$1  | MOV [x],$1  ;
exists (0:EAX=1 /\ 1:EAX=1)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
