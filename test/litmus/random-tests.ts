/** Random small litmus tests, as text. */
import fc from 'fast-check';

/** Two, so that threads meet often. */
const LOCATIONS = ['x', 'y'];
const location = fc.constantFrom(...LOCATIONS);

/** The threads side by side, as the format wants them, and all that can be told of the end. */
const table = (
  architecture: string,
  columns: readonly (readonly string[])[],
  init: string,
  observed: readonly string[],
): string => {
  const rows = Math.max(...columns.map(({ length }) => length));
  const lines = Array.from({ length: rows }, (_, row) =>
    columns.map((column) => column[row] ?? '').join(' | '),
  );
  return [
    `${architecture} random`,
    `{ ${init} }`,
    `${columns.map((_, i) => `P${i}`).join(' | ')} ;`,
    ...lines.map((line) => `${line} ;`),
    `locations [${observed.map((each) => `${each};`).join(' ')}]`,
    'exists (x=1)',
  ].join('\n');
};

/** Most accesses in all, so that the candidates can be counted through: many of x86 read and write. */
const MOST_ACCESSES = { x86: 5, cohort: 6 };

interface Piece {
  readonly accesses: number;
  /** The lines, with `#` for the number of the piece: every write of a constant has its own. */
  readonly lines: readonly string[];
}

const piece = (accesses: number, ...lines: readonly string[]): Piece => ({ accesses, lines });

const x86Register = fc.constantFrom('EAX', 'EBX', 'ECX');
const x86Piece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 5, arbitrary: location.map((x) => piece(1, `MOV [${x}],$#`)) },
  { weight: 5, arbitrary: fc.tuple(location, x86Register).map(([x, r]) => piece(1, `MOV ${r},[${x}]`)) },
  { weight: 1, arbitrary: fc.tuple(location, x86Register).map(([x, r]) => piece(1, `MOV [${x}],${r}`)) },
  { weight: 2, arbitrary: fc.constantFrom('MFENCE', 'SFENCE', 'LFENCE').map((fence) => piece(0, fence)) },
  { weight: 1, arbitrary: fc.tuple(location, x86Register).map(([x, r]) => piece(1, `XCHG [${x}],${r}`)) },
  {
    weight: 1,
    arbitrary: fc.tuple(location, x86Register).map(([x, r]) => piece(1, `LOCK XADD [${x}],${r}`)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(location, x86Register).map(([x, r]) => piece(1, `LOCK CMPXCHG [${x}],${r}`)),
  },
  { weight: 1, arbitrary: location.map((x) => piece(1, `LOCK INC [${x}]`)) },
  { weight: 1, arbitrary: location.map((x) => piece(2, `INC [${x}]`)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(x86Register, location)
      .map(([r, x]) => piece(1, `CMP ${r},$0`, 'JNE L#', `MOV [${x}],$#`, 'L#:')),
  },
);

const register = fc.constantFrom('t0', 't1', 't2');
/** Registers that hold addresses of x and y. */
const pointer = fc.constantFrom('s0', 's1');
const load = fc.constantFrom('lw', 'lw', 'lw', 'lw.aq');
const store = fc.constantFrom('sw', 'sw', 'sw', 'sw.rl');
const suffix = fc.constantFrom('', '', '.aq', '.rl', '.aqrl');

const cohortPiece: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(load, register, location).map(([op, r, x]) => piece(1, `${op} ${r}, ${x}`)),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(store, location).map(([op, x]) => piece(1, 'li t3, #', `${op} t3, ${x}`)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(store, register, location).map(([op, r, x]) => piece(1, `${op} ${r}, ${x}`)),
  },
  // The address depends on a register, without being changed by it.
  {
    weight: 2,
    arbitrary: fc
      .tuple(load, register, register, pointer)
      .map(([op, to, r, p]) => piece(1, `xor t4, ${r}, ${r}`, `add t4, t4, ${p}`, `${op} ${to}, 0(t4)`)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(store, register, pointer)
      .map(([op, r, p]) => piece(1, `xor t4, ${r}, ${r}`, `add t4, t4, ${p}`, 'li t3, #', `${op} t3, 0(t4)`)),
  },
  // The data depends on a register.
  {
    weight: 1,
    arbitrary: fc
      .tuple(register, location)
      .map(([r, x]) => piece(1, `xor t4, ${r}, ${r}`, 'ori t4, t4, #', `sw t4, ${x}`)),
  },
  // Both ways of a branch, with something in it or behind it.
  { weight: 2, arbitrary: register.map((r) => piece(0, `beqz ${r}, L#`, 'L#: nop')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(register, location, load, register)
      .map(([r, x, op, to]) => piece(1, `bnez ${r}, L#`, `${op} ${to}, ${x}`, 'L#: nop')),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('fence', 'fence.r', 'fence.w', 'fence.aq', 'fence.rl')
      .map((fence) => piece(0, fence)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('swap', 'fadd', 'cas'), suffix, register, register, location)
      .map(([op, s, to, r, x]) => piece(1, `${op}.w${s} ${to}, ${r}, ${x}`)),
  },
);

const threads = (of: fc.Arbitrary<Piece>, most: number): fc.Arbitrary<string[][]> =>
  fc.array(fc.array(of, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 3 }).map((all) => {
    let left = most;
    let number = 0;
    return all.map((pieces) =>
      pieces.flatMap(({ accesses, lines }) => {
        if (accesses > left) return [];
        left -= accesses;
        number++;
        return lines.map((line) => line.replaceAll('#', String(number)));
      }),
    );
  });

const observedOf = (columns: readonly unknown[], registers: readonly string[]): string[] => [
  ...columns.flatMap((_, i) => registers.map((name) => `${i}:${name}`)),
  ...LOCATIONS,
];

export const x86Text: fc.Arbitrary<string> = threads(x86Piece, MOST_ACCESSES.x86).map((columns) =>
  table('X86', columns, '', observedOf(columns, ['EAX', 'EBX', 'ECX'])),
);

export const cohortText: fc.Arbitrary<string> = threads(cohortPiece, MOST_ACCESSES.cohort).map((columns) =>
  table(
    'Cohort',
    columns,
    columns.map((_, i) => `${i}:s0=x; ${i}:s1=y;`).join(' '),
    observedOf(columns, ['t0', 't1', 't2']),
  ),
);
