import { stat } from 'node:fs/promises';
import { writeFile } from '../../node/write-file.js';
import type { TraceFormat } from '../../traces/formats/format.js';
import {
  TRACE_FORMATS,
  traceFormatNamed,
  traceFormatOfName,
  traceWriterNamed,
} from '../../traces/formats/index.js';
import type { TraceSource } from '../../traces/source.js';
import type { TraceConvertOptions, TraceGenerateOptions, WriteOptions } from '../commands/trace.js';
import { type CompressionName, compressed, compressionOfName } from '../compress.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines } from '../io.js';
import { limited } from '../limit.js';
import { knownName } from '../names.js';
import { requireWritable, STDOUT } from '../output.js';
import { progressBar } from '../progress.js';
import { openFiles, openWorkload } from '../source.js';
import { TraceParts } from '../trace-parts.js';

/**
 * What is compressed: the chunks inside a container, so that it stays seekable, or else the whole
 * file. A name that ends in .gz or .zst is kept in any case.
 */
const compressionsOf = (
  format: string,
  { out, compress }: WriteOptions,
): { inside: CompressionName; outside: CompressionName } => {
  const named = compressionOfName(out);
  if (format !== 'cohort') return { inside: 'none', outside: compress ?? named };
  return { inside: compress ?? (named === 'none' ? 'gzip' : 'none'), outside: named };
};

/** The format that is asked for, or that the file's name promises. */
const formatToWrite = (out: string, to: string | undefined): TraceFormat => {
  if (to === undefined) return traceFormatOfName(out) ?? traceFormatNamed('cohort');
  const names = TRACE_FORMATS.map(({ name }) => name);
  return traceFormatNamed(knownName('trace format', to, names));
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

/** What was written, unless the standard output holds the trace itself; and what was not. */
const tell = async ({ records, lost, bad }: TraceParts, out: string, io: Io): Promise<void> => {
  const notes = [
    ...(lost.length > 0 ? [`the format has no room for ${lost.join(' and ')}; left out`] : []),
    ...(bad > 0 ? [`${count(bad)} lines or records did not parse and were skipped`] : []),
  ];
  await printLines(
    io.stderr,
    notes.map((note) => `cohort: note: ${note}`),
  );
  const written = out === STDOUT ? undefined : await stat(out);
  if (written?.isFile()) {
    await printLines(io.stdout, [`${out}: ${count(records)} records, ${count(written.size)} bytes`]);
  }
};

const writeTrace = async (
  openTrace: () => Promise<TraceSource>,
  options: WriteOptions,
  io: Io,
): Promise<number> => {
  const { out, to } = options;
  const format = formatToWrite(out, to);
  const writer = traceWriterNamed(format.name);
  const { inside, outside } = compressionsOf(format.name, options);
  await requireWritable(out);
  const source = await openTrace();
  const parts = new TraceParts(source, format, writer, { compression: inside });
  const bar = progressBar(options.progress, 'Writing', io);
  let whole: boolean;
  try {
    const bytes = parts.bytes(io.signal, (records) => bar.update(records, source.progress?.()));
    whole = await deliver(compressed(bytes, outside), out, io);
  } finally {
    bar.clear();
  }
  if (whole) {
    await tell(parts, out, io);
    return EXIT.ok;
  }
  await printLines(io.stderr, [
    `cohort: stopped; ${out === STDOUT ? 'the trace is cut short' : `${out} was not written`}`,
  ]);
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

export const generateTrace = (workload: string, options: TraceGenerateOptions, io: Io): Promise<number> =>
  writeTrace(async () => openWorkload(workload, options), options, io);
