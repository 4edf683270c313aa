import type { CatalogueTest } from './catalogue-test.js';

export const w22w: CatalogueTest = {
  text: String.raw`X86 2+2W
"Two threads write two locations crosswise, and each loses its second write"
{ }
 P0         | P1         ;
 MOV [x],$2 | MOV [y],$2 ;
 MOV [y],$1 | MOV [x],$1 ;
exists ([x]=2 /\ [y]=2)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source:
    'herdtools7, catalogue of x86; Alglave, Maranget, Tautschnig: Herding Cats, TOPLAS 36(2), 2014; The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
