/** How many registers a thread has. */
export const REGISTERS = 32;

const run = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${i}`);

/** Their names by use, from r0: a arguments, t temporaries, s kept across calls. */
export const REGISTER_NAMES: readonly string[] = [
  'zero',
  ...run('a', 8),
  ...run('t', 10),
  ...run('s', 10),
  'gp',
  'ra',
  'sp',
];

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Number32 = Digit | 30 | 31 | `1${Digit}` | `2${Digit}`;

/** A register by either of its names: `r9` and `t0` are the same. */
export type Register =
  | 'zero'
  | 'gp'
  | 'ra'
  | 'sp'
  | `a${Exclude<Digit, 8 | 9>}`
  | `t${Digit}`
  | `s${Digit}`
  | `r${Number32}`;

/** Numbers of registers by name. */
export const REGISTER_NAMED: ReadonlyMap<string, number> = new Map(
  REGISTER_NAMES.flatMap((name, i): [string, number][] => [
    [name, i],
    [`r${i}`, i],
  ]),
);

/** Numbers of the registers that the machine itself knows. */
export const RA = REGISTER_NAMED.get('ra')!;
export const SP = REGISTER_NAMED.get('sp')!;
export const A0 = REGISTER_NAMED.get('a0')!;
export const A7 = REGISTER_NAMED.get('a7')!;
