import type { CatalogueTest } from './catalogue-test.js';

export const sbRlAqs: CatalogueTest = {
  text: String.raw`Cohort SB+rl-aqs
"Store buffering with release and acquire, which do not keep a read behind a write"
{ 0:t9=1; 1:t9=1; }
 P0          | P1          ;
 sw.rl t9, x | sw.rl t9, y ;
 lw.aq t0, y | lw.aq t0, x ;
exists (0:t0=0 /\ 1:t0=0)
`,
  reachable: { sc: false, tso: true, pso: true, relaxed: true },
  source:
    'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14 (RCpc)',
};
