import { CohortError } from '../../errors.js';
import { assemble, type SourceText } from '../assemble.js';
import { barrierFragments } from '../barriers/index.js';
import { type Fragment, fragmentSources } from '../fragment.js';
import { lockFragments, lockNamed } from '../locks/index.js';
import {
  type GivenValues,
  type Parameters,
  parameterLines,
  readParameters,
  type Values,
} from '../parameters.js';
import { MOST_THREADS, type Program } from '../program.js';

/** A number that a thread gave to `out`. */
export interface Output {
  readonly thread: number;
  readonly value: bigint;
}

/** The signed value of 1, 2, 4 or 8 bytes of memory as it is after the run, caches written back. */
export type ReadWord = (address: number, bytes: 1 | 2 | 4 | 8) => bigint;

/** One thing that a program was due to compute, and what it computed: right if they are equal. */
export interface Finding {
  readonly what: string;
  readonly due: bigint;
  readonly computed: bigint;
}

/** A program of the library, assembled and ready to run. */
export interface LoadedProgram {
  readonly program: Program;
  /** The parameters, defaults filled in. */
  readonly values: Readonly<Record<string, number | string>>;
  /** What it is due to compute, by name. */
  readonly due: Readonly<Record<string, bigint>>;
  /** Compares memory and outputs after the run with what was due. */
  check(read: ReadWord, outputs?: readonly Output[]): readonly Finding[];
}

export interface LoadOptions {
  /** Bytes of the machine's lines; default 64. Data are laid out for lines of 16 at least. */
  readonly lineBytes?: number;
}

/** A program of the library: one file in this folder, and one line in its index. */
export interface LibraryProgram {
  readonly name: string;
  readonly title: string;
  /** What it does, what may go wrong, and what to expect of it. */
  readonly about: string;
  /** Author, title, year. */
  readonly source: string;
  readonly parameters: Parameters;
  /** Fewest and most threads; a lock may allow fewer. */
  readonly threads: { readonly least: number; readonly most: number };
  /** Whether threads divide work that is the same for any number of them; else each does its own. */
  readonly divides: boolean;
  /**
   * Assembles it for so many threads. Values that cannot be used: CohortError (exit code 2) that names
   * the parameter.
   */
  load(threads: number, given?: GivenValues, options?: LoadOptions): LoadedProgram;
  /** The texts that `load` assembles, as if they were one. Throws as it does. */
  sources(threads: number, given?: GivenValues): readonly SourceText[];
}

/** Memory after a run, by the names of the program. */
export interface Memory {
  /** The signed value so many bytes past a label of data; 8 bytes unless said otherwise. */
  word(label: string, offset?: number, bytes?: 1 | 2 | 4 | 8): bigint;
  /** The value of a constant, or the address of a label. */
  constant(name: string): number;
  /** The signed value of 8 bytes at an address; 0 where there is no memory. */
  at(address: number): bigint;
}

/** A program as its file gives it. */
export interface ProgramFile<P extends Parameters>
  extends Omit<LibraryProgram, 'load' | 'sources' | 'threads' | 'divides'> {
  readonly parameters: P;
  readonly threads?: LibraryProgram['threads'];
  /** Default: false. */
  readonly divides?: boolean;
  /** What its text includes besides the lock and the barrier that its parameters name. */
  readonly blocks?: readonly Fragment[];
  /** The assembly text; numbers among the parameters are there by name. */
  text(values: Values<P>, threads: number): string;
  /** What it must compute. */
  due(values: Values<P>, threads: number): Readonly<Record<string, bigint>>;
  /** What it computed, by the same names. */
  computed(
    memory: Memory,
    values: Values<P>,
    threads: number,
    outputs: readonly Output[],
  ): Readonly<Record<string, bigint>>;
}

/** What the nodes of queues need. */
const LEAST_LINE_BYTES = 16;

const checkThreads = (name: string, threads: number, least: number, most: number, why: string): void => {
  if (Number.isInteger(threads) && threads >= least && threads <= most) return;
  const range = least === most ? `exactly ${most}` : `${least} to ${most}`;
  throw new CohortError(`program ${name}: ${threads} threads; expected ${range}${why}`, 2);
};

/** Adds what all programs share. */
export const defineProgram = <const P extends Parameters>(file: ProgramFile<P>): LibraryProgram => {
  const { threads: range = { least: 1, most: MOST_THREADS }, blocks = [] } = file;
  const { name, title, about, source, parameters } = file;
  const valuesFor = (threads: number, given: GivenValues): Readonly<Record<string, number | string>> => {
    const all = readParameters(name, parameters, given);
    checkThreads(name, threads, range.least, range.most, '');
    const most = typeof all.lock === 'string' ? lockNamed(all.lock).mostThreads : undefined;
    if (most !== undefined) checkThreads(name, threads, 1, most, ` with lock=${all.lock}`);
    return all;
  };
  const sourcesFor = (threads: number, all: Readonly<Record<string, number | string>>): SourceText[] => [
    { file: `${name} (parameters)`, text: parameterLines(parameters) },
    ...fragmentSources([...lockFragments(all.lock, all.fences), ...barrierFragments(all.barrier), ...blocks]),
    // Every name is of the definitions, and every value was read by its kind.
    { file: name, text: file.text(all as Values<P>, threads) },
  ];
  return {
    name,
    title,
    about,
    source,
    parameters,
    threads: range,
    divides: file.divides ?? false,
    sources: (threads, given = {}) => sourcesFor(threads, valuesFor(threads, given)),
    load(threads, given = {}, { lineBytes = 64 } = {}) {
      const all = valuesFor(threads, given);
      // As above.
      const values = all as Values<P>;
      const numbers = Object.entries(all).filter(([, value]) => typeof value === 'number');
      const program = assemble(sourcesFor(threads, all), {
        name,
        threads,
        lineBytes: Math.max(lineBytes, LEAST_LINE_BYTES),
        parameters: Object.fromEntries(numbers),
      });
      const due = file.due(values, threads);
      return {
        program,
        values: all,
        due,
        check(read, outputs = []) {
          const constant = (symbol: string): number => Number(program.symbols.get(symbol)!.value);
          const memory: Memory = {
            word: (label, offset = 0, bytes = 8) => read(constant(label) + offset, bytes),
            constant,
            at: (address) =>
              address >= program.memoryBase && address + 8 <= program.memoryBytes ? read(address, 8) : 0n,
          };
          const computed = file.computed(memory, values, threads, outputs);
          return Object.entries(due).map(([what, value]) => ({
            what,
            due: value,
            computed: computed[what]!,
          }));
        },
      };
    },
  };
};
