import type { CatalogueTest } from './catalogue-test.js';

export const incInc: CatalogueTest = {
  text: `X86 inc+inc
"Two increments that are not atomic: one is lost"
{ }
 P0      | P1      ;
 INC [x] | INC [x] ;
exists ([x]=1)
`,
  reachable: { sc: true, tso: true, pso: true, relaxed: true },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
