/** The output of `numactl --hardware`: read as people paste it, and written as numactl writes it. */
import { CohortError } from '../errors.js';
import { checkDistances, type Distances, MOST_NODES } from './distances.js';

const MIB = 2 ** 20;
/** A full matrix of 1024 nodes takes 4 MiB of text. */
const MOST_CHARACTERS = 8 * MIB;
/** A line that names some ten thousand processors. */
const MOST_LINE_CHARACTERS = 2 ** 16;

/** What the lines have said so far. */
interface Read {
  readonly where: string;
  available: number | undefined;
  readonly header: number[];
  readonly rows: Map<number, number[]>;
  readonly cpus: Map<number, number[]>;
  readonly sizes: Map<number, number | null>;
  /** Where a line of bare numbers goes on: terminals wrap long ones. */
  open: number[] | undefined;
}

/**
 * Reads what `numactl --hardware` printed: all of it, the part from `node distances:` on, or the rows
 * (`0: 10 20`) alone. Wrapped lines, lines of `free:` memory and the shell's prompt do no harm; sizes are
 * taken in MiB, as numactl means its `MB`. A CohortError (exit code 2) names the line, or the row and
 * column, that cannot be used.
 */
export const parseDistances = (text: string, where = 'distances'): Distances => {
  if (text.length > MOST_CHARACTERS) {
    const found = `the text has ${text.length} characters, at most ${MOST_CHARACTERS} are read`;
    throw new CohortError(`${where}: ${found}; give the output of numactl --hardware alone`, 2);
  }
  const read: Read = {
    where,
    available: undefined,
    header: [],
    rows: new Map(),
    cpus: new Map(),
    sizes: new Map(),
    open: undefined,
  };
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    readLine(read, line.trim(), index + 1);
  });
  return finish(read);
};

/** A line of the output: what it looks like, and what it says. */
type Reader = readonly [pattern: RegExp, read: (read: Read, match: RegExpExecArray, line: number) => void];

const READERS: readonly Reader[] = [
  [
    /^available:\s*(\d{1,6}) nodes?\b/,
    (read, match) => {
      read.available = Number(match[1]);
      read.open = undefined;
    },
  ],
  [
    /^node (\d{1,6}) cpus:([\d\s]*)$/,
    (read, match, line) => {
      read.open = numbersIn(read, match[2]!, line);
      read.cpus.set(Number(match[1]), read.open);
    },
  ],
  [
    /^node (\d{1,6}) size:\s*(?:(\d{1,12}) MB|<not available>)$/,
    (read, match) => {
      read.sizes.set(Number(match[1]), match[2] === undefined ? null : Number(match[2]) * MIB);
      read.open = undefined;
    },
  ],
  [
    /^node (?:distances:|\d{1,6} free:.*)$/,
    (read) => {
      read.open = undefined;
    },
  ],
  [
    /^node((?:\s+\d{1,6})+)$/,
    (read, match, line) => {
      read.header.push(...numbersIn(read, match[1]!, line));
      read.open = read.header;
    },
  ],
  [
    /^(\d{1,6}):([-.\d\s]*)$/,
    (read, match, line) => {
      const node = Number(match[1]);
      if (read.rows.has(node))
        throw refusedLine(read, line, `row ${node} stands there twice`, 'leave one out');
      read.open = numbersIn(read, match[2]!, line);
      read.rows.set(node, read.open);
    },
  ],
  [
    /^[-.\d\s]+$/,
    (read, match, line) => {
      if (read.open === undefined) {
        throw refusedLine(
          read,
          line,
          `${quoted(match[0])} belongs to no row`,
          'begin each row with its node, as 0: 10 20',
        );
      }
      read.open.push(...numbersIn(read, match[0], line));
    },
  ],
];

const readLine = (read: Read, text: string, line: number): void => {
  if (text === '') return;
  if (text.length > MOST_LINE_CHARACTERS) {
    throw refusedLine(
      read,
      line,
      `it has ${text.length} characters`,
      `expected at most ${MOST_LINE_CHARACTERS}`,
    );
  }
  if (/^No distance information available/i.test(text)) {
    throw refusedLine(read, line, 'the system knows no distances', 'give a row for each node, as 0: 10 20');
  }
  for (const [pattern, take] of READERS) {
    const match = pattern.exec(text);
    if (match) {
      take(read, match, line);
      return;
    }
  }
  if (isPrompt(text)) return;
  throw refusedLine(
    read,
    line,
    `${quoted(text)} is no line that numactl --hardware prints`,
    'expected lines such as "node 0 1" and "0: 10 20"',
  );
};

/** The command itself, or the prompt after it. */
const isPrompt = (text: string): boolean =>
  /\bnumactl\s+(-H|--hardware)\b/.test(text) || /[$#%>]$/.test(text);

const numbersIn = (read: Read, text: string, line: number): number[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const number = Number(word);
      if (Number.isNaN(number))
        throw refusedLine(read, line, `${quoted(word)} is no number`, 'expected a distance');
      return number;
    });

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

const refusedLine = ({ where }: Read, line: number, what: string, mend: string): CohortError =>
  new CohortError(`${where}, line ${line}: ${what}; ${mend}`, 2);

/** Puts the rows in the order of the header and checks the whole. */
const finish = ({ where, available, header, rows, cpus, sizes }: Read): Distances => {
  const refuse = (what: string, mend: string): CohortError =>
    new CohortError(`${where}: ${what}; ${mend}`, 2);
  if (rows.size === 0) {
    throw refuse(
      'there is no row of distances',
      'give the output of numactl --hardware from "node distances:" on',
    );
  }
  if (rows.size > MOST_NODES) throw refuse(`there are ${rows.size} rows`, `expected at most ${MOST_NODES}`);
  const nodes = header.length > 0 ? header : [...rows.keys()];
  if (nodes.length > MOST_NODES) {
    throw refuse(`the header names ${nodes.length} nodes`, `expected at most ${MOST_NODES}`);
  }
  const twice = nodes.find((node, index) => nodes.indexOf(node) < index);
  if (twice !== undefined) throw refuse(`the header names node ${twice} twice`, 'name each node once');
  const without = nodes.find((node) => !rows.has(node));
  if (without !== undefined)
    throw refuse(`node ${without} of the header has no row`, `add the row "${without}: …"`);
  const unnamed = [...rows.keys()].find((node) => !nodes.includes(node));
  if (unnamed !== undefined) {
    throw refuse(`row ${unnamed} is of no node in the header`, `add ${unnamed} to the line "node …"`);
  }
  if (available !== undefined && available !== nodes.length) {
    throw refuse(`available: ${available} nodes, there are ${nodes.length} rows`, 'paste the whole output');
  }
  const distances = nodes.map((node) => rows.get(node)!);
  const warnings = checkDistances(distances, where, nodes);
  return {
    nodes,
    distances,
    ...(cpus.size > 0 ? { cpus: nodes.map((node) => cpus.get(node) ?? []) } : {}),
    ...(sizes.size > 0 ? { sizesBytes: nodes.map((node) => sizes.get(node) ?? null) } : {}),
    warnings,
  };
};

/**
 * The distances as `numactl --hardware` prints them, without the `free:` memory, which is of the moment.
 * `parseDistances` reads it back.
 */
export const formatDistances = ({
  nodes,
  distances,
  cpus,
  sizesBytes,
}: Omit<Distances, 'warnings'>): string => {
  const lines: string[] = [];
  if (cpus !== undefined || sizesBytes !== undefined) {
    lines.push(`available: ${nodes.length} nodes (${rangesOf(nodes)})`);
    nodes.forEach((node, i) => {
      if (cpus !== undefined)
        lines.push(`node ${node} cpus:${(cpus[i] ?? []).map((cpu) => ` ${cpu}`).join('')}`);
      const bytes = sizesBytes?.[i];
      if (bytes === null) lines.push(`node ${node} size: <not available>`);
      else if (bytes !== undefined) lines.push(`node ${node} size: ${Math.round(bytes / MIB)} MB`);
    });
  }
  const padded = (number: number): string => `${String(number).padStart(3)} `;
  lines.push('node distances:', `node ${nodes.map(padded).join('')}`);
  nodes.forEach((node, i) => {
    lines.push(`${String(node).padStart(3)}: ${distances[i]!.map(padded).join('')}`);
  });
  return `${lines.join('\n')}\n`;
};

/** Numbers in ascending order as ranges: `0-3`, `0,8,252-255`. */
export const rangesOf = (nodes: readonly number[]): string => {
  const found: [first: number, last: number][] = [];
  for (const node of nodes) {
    const run = found.at(-1);
    if (run !== undefined && node === run[1] + 1) run[1] = node;
    else found.push([node, node]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
};
