import type { CatalogueTest } from './catalogue-test.js';

export const w22wMfences: CatalogueTest = {
  text: String.raw`X86 2+2W+mfences
"Crosswise writes with fences"
{ }
 P0         | P1         ;
 MOV [x],$2 | MOV [y],$2 ;
 MFENCE     | MFENCE     ;
 MOV [y],$1 | MOV [x],$1 ;
exists ([x]=2 /\ [y]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014',
};
