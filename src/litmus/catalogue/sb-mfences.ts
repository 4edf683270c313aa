import type { CatalogueTest } from './catalogue-test.js';

export const sbMfences: CatalogueTest = {
  text: String.raw`X86 SB+mfences
"Store buffering with fences"
{ }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MFENCE      | MFENCE      ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010; herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
