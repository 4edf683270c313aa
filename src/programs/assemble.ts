import { CohortError } from '../errors.js';
import { Assembly } from './assembler/assembly.js';
import type { SourceText } from './assembler/line-feed.js';
import { type Program, requireLayout } from './program.js';

export type { SourceText } from './assembler/line-feed.js';

/** How to assemble. */
export interface AssembleOptions {
  /** What messages and reports call the program; else the name of its first file. */
  readonly name?: string;
  /** Threads that it is laid out for, 1 to 1024 (`THREADS`). Default 4. */
  readonly threads?: number;
  /** Bytes of the machine's lines, a power of two from 4 to 4096 (`LINE`, `.line`). Default 64. */
  readonly lineBytes?: number;
  /** Values for what `.param` declares: whole numbers, or digits. */
  readonly parameters?: Readonly<Record<string, number | bigint | string>>;
}

/** Longest source text, in characters. */
const MOST_TEXT = 16 * 1024 * 1024;

const isText = (source: unknown): source is SourceText =>
  typeof source === 'object' &&
  source !== null &&
  'file' in source &&
  typeof source.file === 'string' &&
  'text' in source &&
  typeof source.text === 'string';

const sourcesOf = (
  source: string | SourceText | readonly SourceText[],
  name: string | undefined,
): readonly SourceText[] => {
  const sources =
    typeof source === 'string' ? [{ file: name ?? 'program.s', text: source }] : [source].flat();
  if (sources.length > 0 && sources.every(isText)) return sources;
  throw new CohortError(
    `the program is ${source === null ? 'null' : typeof source}; expected its text, or { file, text }, or an array of those`,
    2,
  );
};

/**
 * Assembles a program from one text, or from several as if they were one. What is wrong throws a
 * CohortError (exit code 2) that gives file, line and column, and how to mend it.
 */
export const assemble = (
  source: string | SourceText | readonly SourceText[],
  { name, threads = 4, lineBytes = 64, parameters = {} }: AssembleOptions = {},
): Program => {
  requireLayout(threads, lineBytes);
  const sources = sourcesOf(source, name);
  const length = sources.reduce((sum, { text }) => sum + text.length, 0);
  if (length > MOST_TEXT) {
    throw new CohortError(`the program has ${length} characters; expected at most ${MOST_TEXT}`, 2);
  }
  return new Assembly(
    sources,
    name ?? sources[0]?.file ?? 'program',
    threads,
    lineBytes,
    parameters,
  ).program();
};
