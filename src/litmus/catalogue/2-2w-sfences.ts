import type { CatalogueTest } from './catalogue-test.js';

export const w22wSfences: CatalogueTest = {
  text: String.raw`X86 2+2W+sfences
"Crosswise writes with fences of writes (STBAR)"
{ }
 P0         | P1         ;
 MOV [x],$2 | MOV [y],$2 ;
 SFENCE     | SFENCE     ;
 MOV [y],$1 | MOV [x],$1 ;
exists ([x]=2 /\ [y]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The SPARC Architecture Manual, Version 8, 1992, appendix K',
};
