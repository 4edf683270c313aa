import type { CatalogueTest } from './catalogue-test.js';

export const casCas: CatalogueTest = {
  text: String.raw`Cohort cas+cas
"Of two that compare and swap one succeeds"
{ 0:t9=1; 1:t9=1; }
 P0              | P1              ;
 cas.w t0, t9, x | cas.w t0, t9, x ;
~exists (0:t0=0 /\ 1:t0=0)
`,
  reachable: { sc: false, tso: false, pso: false, relaxed: false },
  source: 'the rules of RVWMO: The RISC-V Instruction Set Manual, Volume I, version 20191213, chapter 14',
};
