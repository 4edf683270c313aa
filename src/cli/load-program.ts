/** A program as it is named on the command line: one of the library, or a file in assembly language. */
import { basename } from 'node:path';
import { assemble } from '../programs/assemble.js';
import type { LoadedProgram } from '../programs/library/index.js';
import { PROGRAMS, programNamed } from '../programs/library/index.js';
import { lockNamed } from '../programs/locks/index.js';
import { MOST_THREADS, type Program } from '../programs/program.js';
import { suggesting } from './load.js';
import { inputName, readText, STDIN } from './read-text.js';

type Given = Readonly<Record<string, string>>;

/** A program before it is laid out for a number of threads. */
export interface NamedProgram {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Fewest and most threads with these parameters. */
  threads(given: Given): { readonly least: number; readonly most: number };
  /** Whether threads divide the work, so that one thread does as much as several; of a file it is taken to be so. */
  readonly divides: boolean;
  load(threads: number, given: Given, lineBytes: number): Program | LoadedProgram;
}

/** Longest text that is read, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Whether what was named is a file, and no name of the library. */
export const isProgramFile = (named: string): boolean => named === STDIN || /[/\\]|\.(s|asm)$/i.test(named);

const ofLibrary = (named: string): NamedProgram => {
  const names = PROGRAMS.map(({ name }) => name);
  const program = suggesting(named, names, () => programNamed(named));
  const lock = program.parameters.lock?.default;
  return {
    name: program.name,
    divides: program.divides,
    parameters: Object.keys(program.parameters),
    threads(given) {
      const { least, most } = program.threads;
      const taken = given.lock ?? lock;
      const bound = typeof taken === 'string' ? lockNamed(taken).mostThreads : undefined;
      return { least, most: Math.min(most, bound ?? most) };
    },
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
