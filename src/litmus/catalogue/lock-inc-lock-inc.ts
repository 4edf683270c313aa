import type { CatalogueTest } from './catalogue-test.js';

export const lockIncLockInc: CatalogueTest = {
  text: `X86 lock-inc+lock-inc
"Two locked increments: none is lost"
{ }
 P0           | P1           ;
 LOCK INC [x] | LOCK INC [x] ;
forall ([x]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: x86-TSO, CACM 53(7), 2010',
};
