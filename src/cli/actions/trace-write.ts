import { stat } from 'node:fs/promises';
import { writeFile } from '../../node/write-file.js';
import {
  encodeTrace,
  type WriteTraceOptions,
  type WrittenTrace,
  writingOfName,
} from '../../traces/convert.js';
import { TRACE_FORMATS } from '../../traces/formats/index.js';
import type { TraceSource } from '../../traces/source.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines } from '../io.js';
import { limited } from '../limit.js';
import { knownName } from '../names.js';
import { openFiles } from '../open-files.js';
import { openWorkload } from '../open-workload.js';
import type { GenerateOptions, ReadOptions } from '../options.js';
import { requireWritable, STDOUT } from '../output.js';
import { progressBar } from '../progress.js';

/** How a trace file is written. */
export interface WriteOptions {
  readonly out: string;
  /** Format to write; without it, the ending of the file's name tells, else `cohort`. */
  readonly to?: string;
  readonly compress?: 'gzip' | 'zstd' | 'none';
  readonly progress: boolean;
}

export interface TraceConvertOptions extends ReadOptions, WriteOptions {
  readonly limit?: number;
  /** Writes the records of this processor alone. */
  readonly processor?: number;
}

export type TraceGenerateOptions = GenerateOptions & WriteOptions & { readonly quantum?: number };

/**
 * How the file is written: as its name promises, unless the options say otherwise. A container is
 * compressed inside, chunk by chunk, so that it can be read from any place; other formats as a whole.
 */
const writingOf = ({ out, to, compress }: WriteOptions): WriteTraceOptions => {
  const named = writingOfName(out);
  const names = TRACE_FORMATS.map(({ name }) => name);
  const format = to === undefined ? named.format : knownName('trace format', to, names);
  if (format === 'cohort') {
    const chunks = compress ?? (named.around === undefined ? 'gzip' : 'none');
    return { ...named, format, chunks };
  }
  if (compress === undefined) return { ...named, format };
  return compress === 'none' ? { format } : { format, around: compress };
};

const count = (value: number): string => value.toLocaleString('en-US');

/** Hands the bytes to the file, or to the standard output; false if the user stopped it. */
const deliver = async (bytes: AsyncIterable<Uint8Array>, out: string, io: Io): Promise<boolean> => {
  if (out !== STDOUT) return writeFile(out, bytes, io.signal);
  for await (const part of bytes) {
    if (io.signal.aborted) return false;
    await print(io.stdout, part);
  }
  return !io.signal.aborted;
};

/** What of the trace is not in the file. Written in the format it was read in, it loses nothing. */
const notesOn = ({ gapsLost, sizesLost }: WrittenTrace, sameFormat: boolean, bad: number): string[] => {
  const lost = (records: number, what: string): string[] =>
    records > 0 && !sameFormat
      ? [`the format has no room for ${what}, which ${count(records)} records have`]
      : [];
  return [
    ...lost(sizesLost, 'access sizes'),
    ...lost(gapsLost, 'computation between references'),
    ...(bad > 0 ? [`skipped, because they did not parse: ${count(bad)}`] : []),
  ].map((note) => `cohort: note: ${note}`);
};

/** One line about the file, unless the standard output holds the trace itself. */
const describe = async (out: string, records: number): Promise<string[]> => {
  const written = out === STDOUT ? undefined : await stat(out);
  return written?.isFile() ? [`${out}: ${count(records)} records, ${count(written.size)} bytes`] : [];
};

const writeTrace = async (
  openTrace: () => Promise<TraceSource>,
  options: WriteOptions & { readonly processor?: number },
  io: Io,
): Promise<number> => {
  const { out, processor } = options;
  const writing = writingOf(options);
  await requireWritable(out);
  const source = await openTrace();
  const bar = progressBar(options.progress, 'Writing', io);
  const { bytes, written } = encodeTrace(source, {
    ...writing,
    ...(processor !== undefined && { processor }),
    signal: io.signal,
    onProgress: (records) => bar.update(records, source.progress?.()),
  });
  let whole: boolean;
  try {
    whole = await deliver(bytes, out, io);
  } finally {
    bar.clear();
  }
  if (whole) {
    await printLines(
      io.stderr,
      notesOn(written, source.format === writing.format, source.badRecords?.() ?? 0),
    );
    await printLines(io.stdout, await describe(out, written.records));
    return EXIT.ok;
  }
  const left = out === STDOUT ? 'the trace is cut short' : `${out} was not written`;
  await printLines(io.stderr, [`cohort: stopped; ${left}`]);
  return EXIT.interrupted;
};

export const convertTrace = (
  files: readonly string[],
  options: TraceConvertOptions,
  io: Io,
): Promise<number> =>
  writeTrace(
    async () => {
      const source = await openFiles(files, options, io.signal);
      return options.limit === undefined ? source : limited(source, options.limit);
    },
    options,
    io,
  );

export const generateTrace = (
  workload: string,
  { processors, ...options }: TraceGenerateOptions,
  io: Io,
): Promise<number> =>
  writeTrace(
    async () => openWorkload(workload, { ...options, ...(processors !== undefined && { processors }) }),
    options,
    io,
  );
