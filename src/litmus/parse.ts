/**
 * Reads herd7's format of litmus tests: architecture and name; perhaps a line in quotes, and lines such
 * as `Com=Rf Fr`; initial values in braces; the threads side by side, in columns between `|` and rows
 * ended by `;`; perhaps `locations [x; 0:EAX;]`; a condition. Comments: `(* … *)`.
 */
import { nearestName } from '../config/nearest.js';
import { CohortError } from '../errors.js';
import type { Architecture } from './architectures/architecture.js';
import { ARCHITECTURES } from './architectures/index.js';
import { Locations, ThreadBuilder } from './architectures/thread-builder.js';
import { Names, readCondition } from './condition.js';
import { type InitialValue, readInitialValues } from './initial.js';
import type { Thread } from './program.js';
import { Scanner } from './scanner.js';
import type { LitmusTest, Observed } from './test.js';

/** More would not be explored to the end in anybody's lifetime. */
const MOST_CHARACTERS = 1 << 16;
const MOST_THREADS = 16;
const MOST_INSTRUCTIONS = 1000;

const readArchitecture = (scanner: Scanner): Architecture => {
  scanner.skip();
  const at = scanner.position;
  const word = scanner.expect(/\S+/y, 'the name of an architecture');
  const found = ARCHITECTURES.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (found) return found;
  const names = ARCHITECTURES.map(({ name }) => name);
  const near = nearestName(word, names);
  return scanner.fail(
    `an architecture, which is one of ${names.join(', ')}`,
    at,
    near === undefined
      ? 'A litmus test begins with the architecture and its own name.'
      : `Did you mean "${near}"?`,
  );
};

/** The test's name, the line in quotes, and past everything else before the initial values. */
const readHeader = (scanner: Scanner): { name: string; about: string } => {
  const name = scanner.expect(/[^\s{}"]+/y, 'the name of the test');
  scanner.skipLine();
  const quoted = scanner.accept(/"[^"\n]*"/y) ?? '""';
  while (!scanner.sees(/\{/y)) {
    scanner.expect(/[A-Za-z_][A-Za-z0-9_-]*(?=\s*=)/y, '"{" and the initial values');
    scanner.skipLine();
  }
  return { name, about: quoted.slice(1, -1) };
};

/** How many threads there are, from the line `P0 | P1 ;`. */
const readHeads = (scanner: Scanner): number => {
  let threads = 0;
  for (;;) {
    scanner.skip();
    const at = scanner.position;
    const head = scanner.expect(/P[0-9]+/y, `the heads of the columns, such as P0 | P1 ;`);
    if (head !== `P${threads}`)
      scanner.fail(`P${threads}`, at, 'Threads are numbered from P0, from left to right.');
    if (++threads > MOST_THREADS) scanner.fail(`at most ${MOST_THREADS} threads`, at);
    if (scanner.expect(/[|;]/y, '"|" and another thread, or ";"') === ';') return threads;
  }
};

const CELL_SIGN = /[|;]/y;

/** Past the text of a cell; comments do not end it. */
const skipCell = (scanner: Scanner): void => {
  while (!scanner.atEnd && !scanner.sees(CELL_SIGN)) scanner.position++;
};

/** One cell of the table: labels, and an instruction or nothing. */
const readCell = (cell: Scanner, thread: ThreadBuilder, architecture: Architecture): void => {
  for (;;) {
    cell.skip();
    const at = cell.position;
    const label = cell.accept(/[A-Za-z_.][A-Za-z0-9_.]*(?=\s*:)/y);
    if (label === undefined) break;
    if (!thread.label(label))
      cell.fail('another name', at, 'There is a label of that name in this thread already.');
    cell.expect(/:/y, '":"');
  }
  if (cell.atEnd) return;
  const from = cell.position;
  thread.begin(cell.rest().trim().replace(/\s+/g, ' '), cell.placeAt(from));
  architecture.instruction(cell, thread);
  if (!cell.atEnd) cell.fail('the end of the instruction, "|" or ";"');
};

const TABLE_END = /(?:locations|filter|exists|~\s*exists|forall|final|observed)\b/y;

const readTable = (scanner: Scanner, threads: readonly ThreadBuilder[], architecture: Architecture): void => {
  let rows = 0;
  while (!scanner.atEnd && !scanner.sees(TABLE_END)) {
    if (++rows > MOST_INSTRUCTIONS) scanner.fail(`at most ${MOST_INSTRUCTIONS} rows of instructions`);
    for (let column = 0; ; column++) {
      scanner.skip();
      const from = scanner.position;
      skipCell(scanner);
      const cell = scanner.part(from, scanner.position);
      const thread = threads[column];
      if (thread) readCell(cell, thread, architecture);
      else cell.fail(`";" after ${threads.length} columns`, from);
      if (scanner.expect(CELL_SIGN, '"|" and the next column, or ";" at the end of the row') === ';') break;
    }
  }
};

const readLocations = (scanner: Scanner, names: Names): Observed[] => {
  const observed: Observed[] = [];
  if (scanner.accept(/locations\b/y) === undefined) return observed;
  scanner.expect(/\[/y, '"["');
  while (scanner.accept(/\]/y) === undefined) {
    observed.push(names.observed(scanner));
    scanner.accept(/[A-Za-z_][A-Za-z0-9_]*\*?|\*/y);
    if (!scanner.sees(/\]/y)) scanner.expect(/;/y, '";" or "]"');
  }
  return observed;
};

/** Registers by thread and number, then locations by name: as herd7 shows them. */
const inOrder = (observed: readonly Observed[]): Observed[] => {
  const byName = new Map(observed.map((each) => [each.name, each]));
  const place = (each: Observed): number =>
    'location' in each ? Number.MAX_SAFE_INTEGER : each.thread * 1000 + each.register;
  return [...byName.values()].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
};

const initialRegisters = (
  thread: number,
  values: readonly InitialValue[],
  { registers, hidden }: Architecture,
): number[] => {
  const held = new Array<number>(registers.length + hidden).fill(0);
  for (const { of, value } of values) {
    if ('thread' in of && of.thread === thread) held[of.register] = value;
  }
  return held;
};

const initialMemory = (values: readonly InitialValue[], locations: number): number[] => {
  const held = new Array<number>(locations).fill(0);
  for (const { of, value } of values) if ('location' in of) held[of.location] = value;
  return held;
};

/**
 * Reads a litmus test. `where` is what messages call the file. What it cannot read: CohortError (exit
 * code 2) with line, column, what stands there, what was expected and, where it is known, the mend.
 */
export const parseLitmus = (text: string, where = 'litmus test'): LitmusTest => {
  if (text.length > MOST_CHARACTERS) {
    throw new CohortError(
      `${where}: ${text.length} characters; expected a litmus test, at most ${MOST_CHARACTERS}.`,
      2,
    );
  }
  const scanner = new Scanner(text.replace(/^\ufeff/, ''), where);
  const architecture = readArchitecture(scanner);
  const { name, about } = readHeader(scanner);
  const locations = new Locations();
  // How many threads there are is known further on.
  const initial = readInitialValues(scanner, new Names(architecture, locations, MOST_THREADS));
  const count = readHeads(scanner);
  const names = new Names(architecture, locations, count);
  const builders = Array.from({ length: count }, () => new ThreadBuilder(locations));
  readTable(scanner, builders, architecture);
  const shown = readLocations(scanner, names);
  if (scanner.sees(/filter\b|observed\b/y)) {
    scanner.fail('"exists", "~exists" or "forall"', undefined, 'Put what it asks into the condition.');
  }
  const { condition, observed } = readCondition(scanner, names);
  scanner.accept(/;/y);
  if (!scanner.atEnd) scanner.fail('the end of the test, "/\\" or "\\/"');
  const threads = builders.map(
    (builder, i): Thread => ({
      instructions: builder.finish(),
      registers: initialRegisters(i, initial, architecture),
    }),
  );
  return {
    architecture: architecture.name,
    name,
    about,
    program: {
      threads,
      locations: locations.names,
      memory: initialMemory(initial, locations.names.length),
    },
    condition,
    observed: inOrder([...shown, ...observed]),
    text,
  };
};
