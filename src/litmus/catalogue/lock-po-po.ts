import type { CatalogueTest } from './catalogue-test.js';

export const lockPoPo: CatalogueTest = {
  text: `Cohort lock+po+po
"A lock that orders nothing does not"
{ }
 P0                  | P1                  ;
 again: li t0, 1     | again: li t0, 1     ;
 swap.w t0, t0, lock | swap.w t0, t0, lock ;
 bnez t0, again      | bnez t0, again      ;
 lw t1, x            | lw t1, x            ;
 addi t1, t1, 1      | addi t1, t1, 1      ;
 sw t1, x            | sw t1, x            ;
 sw zero, lock       | sw zero, lock       ;
exists ([x]=1)
`,
  reachable: { sc: false, tso: false, pso: true, relaxed: true },
  source: 'The RISC-V Instruction Set Manual, Volume I, version 20191213, appendix A',
};
