/** A program as it is named on the command line: one of the library, or a file in assembly language. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { CohortError } from '../errors.js';
import { assemble } from '../programs/assemble.js';
import type { LoadedProgram } from '../programs/library/index.js';
import { PROGRAMS, programNamed } from '../programs/library/index.js';
import { type ThreadRange, threadRange } from '../programs/library/thread-range.js';
import { MOST_THREADS, type Program } from '../programs/program.js';
import { suggesting } from './load.js';
import { inputName, readText, STDIN } from './read-text.js';

type Given = Readonly<Record<string, string>>;

/** A program before it is laid out for a number of threads. */
export interface NamedProgram {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Fewest and most threads with these parameters. */
  threads(given: Given): ThreadRange;
  /** Whether threads divide the work, so that one thread does as much as several; of a file it is taken to be so. */
  readonly divides: boolean;
  load(threads: number, given: Given, lineBytes: number): Program | LoadedProgram;
}

/** Longest text that is read, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Whether what was named is a file, and no name of the library. */
export const isProgramFile = (named: string): boolean => {
  if (named === STDIN || /[/\\]|\.(s|asm)$/i.test(named)) return true;
  const wanted = named.toLowerCase();
  return !PROGRAMS.some(({ name }) => name === wanted) && existsSync(named);
};

const ofLibrary = (named: string): NamedProgram => {
  const names = PROGRAMS.map(({ name }) => name);
  const program = suggesting(named, names, () => {
    if (names.includes(named.toLowerCase())) return programNamed(named);
    throw new CohortError(
      `there is no program '${named.slice(0, 80)}', and no file of that name; the library has: ${names.join(', ')}`,
      2,
    );
  });
  return {
    name: program.name,
    divides: program.divides,
    parameters: Object.keys(program.parameters),
    threads: (given) => threadRange(program, given),
    load: (threads, given, lineBytes) => program.load(threads, given, { lineBytes }),
  };
};

const ofFile = async (path: string): Promise<NamedProgram> => {
  const file = inputName(path);
  const name = basename(file);
  const text = await readText(path, 'a program in assembly language', MOST_BYTES);
  const load = (threads: number, parameters: Given, lineBytes: number): Program =>
    assemble({ file, text }, { name, threads, lineBytes, parameters });
  return {
    name,
    divides: true,
    // They are declared in the text, for any number of threads the same.
    parameters: assemble({ file, text }).parameters.map(({ name }) => name),
    threads: () => ({ least: 1, most: MOST_THREADS }),
    load,
  };
};

/** The program of that name, or in that file (`-`: the standard input). */
export const openProgram = async (named: string): Promise<NamedProgram> =>
  isProgramFile(named) ? ofFile(named) : ofLibrary(named);
