import type { CatalogueTest } from './catalogue-test.js';

export const sbSwaps: CatalogueTest = {
  text: String.raw`Cohort SB+swaps
"Store buffering with atomics that order nothing"
{ 0:t9=1; 1:t9=1; }
 P0               | P1               ;
 swap.w t1, t9, x | swap.w t1, t9, y ;
 lw t0, y         | lw t0, x         ;
exists (0:t0=0 /\ 1:t0=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: true },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
