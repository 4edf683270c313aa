import type { CatalogueTest } from './catalogue-test.js';

export const sbSwapRlSwapAqs: CatalogueTest = {
  text: String.raw`Cohort SB+swap.rl-swap.aqs
"Store buffering with atomics that release and acquire, which are RCsc"
{ 0:t9=1; 1:t9=1; }
 P0                    | P1                    ;
 swap.w.rl t1, t9, x   | swap.w.rl t1, t9, y   ;
 fadd.w.aq t0, zero, y | fadd.w.aq t0, zero, x ;
exists (0:t0=0 /\ 1:t0=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source:
    'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (rule 7)',
};
