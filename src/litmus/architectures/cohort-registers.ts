/** Registers of Cohort's processors, as tests name them: by use, or `r0` to `r31`. */
const run = (letter: string, count: number): string[] => Array.from({ length: count }, (_, i) => letter + i);

/** By use, from r0: zero, arguments, temporaries, those kept across calls. */
export const COHORT_REGISTERS: readonly string[] = [
  'zero',
  ...run('a', 8),
  ...run('t', 10),
  ...run('s', 10),
  'gp',
  'ra',
  'sp',
];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  COHORT_REGISTERS.flatMap((name, i): [string, number][] => [
    [name, i],
    [`r${i}`, i],
  ]),
);

export const cohortRegister = (name: string): number | undefined => NUMBERS.get(name.toLowerCase());
