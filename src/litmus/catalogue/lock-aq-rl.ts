import type { CatalogueTest } from './catalogue-test.js';

export const lockAqRl: CatalogueTest = {
  text: `Cohort lock+aq+rl
"A lock that acquires and releases keeps two threads apart"
{ }
 P0                     | P1                     ;
 again: li t0, 1        | again: li t0, 1        ;
 swap.w.aq t0, t0, lock | swap.w.aq t0, t0, lock ;
 bnez t0, again         | bnez t0, again         ;
 lw t1, x               | lw t1, x               ;
 addi t1, t1, 1         | addi t1, t1, 1         ;
 sw t1, x               | sw t1, x               ;
 sw.rl zero, lock       | sw.rl zero, lock       ;
forall ([x]=2)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
