import { CohortError } from '../errors.js';
import { createBatch, type TraceBatch } from './batch.js';
import {
  type ByteInput,
  type ByteSource,
  type ByteStream,
  type BytesAt,
  byteSource,
  peek,
} from './byte-stream.js';
import { type Codecs, portableUnpacker } from './codecs.js';
import type { Compression } from './compression/compression.js';
import { detectCompression } from './compression/index.js';
import type { ReadContext, TraceFormat } from './formats/format.js';
import { detectFormat, TRACE_FORMATS, traceFormatNamed } from './formats/index.js';
import type { NextBatch } from './lanes.js';
import { hexBytes, printable } from './printable.js';
import { DEFAULT_WINDOW_RECORDS, RoundRobin, WINDOW_RECORD_BYTES } from './round-robin.js';
import type { TraceProgress, TraceSource } from './source.js';

/** How processors take turns: as the trace has them, or one after the other. */
export type Interleave = 'trace' | 'round-robin';

/** How to read a trace. */
export interface ReadOptions {
  /** A trace format's name. Left out: told by the content, and where that leaves a doubt by the name. */
  readonly format?: string;
  /** Off: what does not parse is skipped and counted (`badRecords`). Default true: it is an error. */
  readonly strict?: boolean;
  /** Default `trace`. `round-robin` needs a format that says processors. */
  readonly interleave?: Interleave;
  /** Records of a processor in one turn of a round robin, 1 or more. Default 1. */
  readonly quantum?: number;
  /** Records that a round robin within one trace may read ahead. Default 1 048 576 (20 MiB). */
  readonly windowRecords?: number;
}

export interface OpenOptions extends ReadOptions {
  /** For messages and the report. Default `trace`. */
  readonly name?: string;
  /** Of a function that opens a stream: its bytes, and how to get at some of them; for `progress` and `processors`. */
  readonly size?: number;
  readonly at?: BytesAt;
  readonly codecs?: Codecs;
}

/** Bytes of the head, decompressed, that the format is told from. */
const HEAD_BYTES = 1 << 16;
const MAGIC_BYTES = 16;

const checkCount = (name: string, value: number, most: number): number => {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new CohortError(`${name} is ${value}; expected a whole number from 1 to ${most}`, 2);
};

/** The quantum of a round robin, checked. */
export const checkedQuantum = ({ quantum = 1 }: ReadOptions): number =>
  checkCount('quantum', quantum, 2 ** 31 - 1);

/** A source of references that can decode into batches of its user's, such as those that two threads share. */
export interface DecodedTrace extends TraceSource {
  readonly batchRecords: number;
  batchesInto(nextBatch: NextBatch, signal?: AbortSignal): AsyncIterable<TraceBatch>;
}

/** One trace's bytes, and how they are read. */
class OpenedTrace implements DecodedTrace {
  readonly format: string;
  readonly batchRecords: number;
  readonly processors?: number;
  private context: ReadContext | undefined;
  private bytesDone = 0;
  private opened = false;

  constructor(
    readonly name: string,
    private readonly traceFormat: TraceFormat,
    private readonly compression: Compression | undefined,
    private readonly bytes: ByteSource,
    private readonly options: OpenOptions,
    processors?: number,
  ) {
    this.format = traceFormat.name;
    this.batchRecords = traceFormat.batchRecords;
    if (processors !== undefined) this.processors = processors;
  }

  get bufferBytes(): number {
    const window = this.options.interleave === 'round-robin' ? this.windowRecords * WINDOW_RECORD_BYTES : 0;
    return (this.context?.readerBytes ?? 0) + window;
  }

  private get windowRecords(): number {
    return this.options.windowRecords ?? DEFAULT_WINDOW_RECORDS;
  }

  progress(): TraceProgress {
    return { done: this.bytesDone, total: this.bytes.size, unit: 'bytes' };
  }

  badRecords(): number {
    return this.context?.bad ?? 0;
  }

  batches(signal?: AbortSignal): AsyncIterable<TraceBatch> {
    const batch = createBatch(this.batchRecords);
    return this.batchesInto(() => batch, signal);
  }

  async *batchesInto(nextBatch: NextBatch, signal?: AbortSignal): AsyncIterable<TraceBatch> {
    let records = 0;
    for await (const batch of this.ordered(nextBatch, signal)) {
      if (signal?.aborted) return;
      records += batch.count;
      yield batch;
    }
    if (records === 0 && !signal?.aborted) {
      const bad = this.badRecords();
      const why = bad > 0 ? `; ${bad} lines or records did not parse as ${this.format}` : '';
      throw new CohortError(`${this.name} holds no references${why}. Check that it is the right file`);
    }
  }

  private ordered(nextBatch: NextBatch, signal: AbortSignal | undefined): AsyncIterable<TraceBatch> {
    if (this.options.interleave !== 'round-robin') return this.read(nextBatch, signal);
    const own = createBatch(this.batchRecords);
    const source = this.read(() => own, signal);
    const turns = new RoundRobin(source, this.name, checkedQuantum(this.options), this.windowRecords);
    return turns.batches(nextBatch, this.batchRecords);
  }

  private read(nextBatch: NextBatch, signal: AbortSignal | undefined): AsyncIterable<TraceBatch> {
    if (this.opened && !this.bytes.again) {
      throw new CohortError(
        `${this.name} is a stream and can be read once. Give a function that opens it anew`,
      );
    }
    this.opened = true;
    this.bytesDone = 0;
    const { codecs, strict = true } = this.options;
    const unpacker = codecs?.unpacker ?? portableUnpacker;
    const context: ReadContext = { where: this.name, strict, unpacker, nextBatch, bad: 0, readerBytes: 0 };
    this.context = context;
    return this.traceFormat.read(
      decompressed(this.counted(signal), this.compression, this.name, codecs),
      context,
    );
  }

  /** The bytes, until aborted. */
  private async *counted(signal: AbortSignal | undefined): ByteStream {
    for await (const piece of this.bytes.open()) {
      if (signal?.aborted) return;
      this.bytesDone += piece.length;
      yield piece;
    }
  }
}

const decompressed = (
  stream: ByteStream,
  compression: Compression | undefined,
  where: string,
  codecs: Codecs | undefined,
): ByteStream => {
  if (!compression) return stream;
  if (compression.name === 'gzip' && codecs?.gunzip) return codecs.gunzip(stream, where);
  return compression.decompress(stream, where);
};

const chooseFormat = (
  head: Uint8Array,
  whole: boolean,
  name: string,
  wanted: string | undefined,
): TraceFormat => {
  if (wanted !== undefined) return traceFormatNamed(wanted);
  const found = detectFormat(head, whole, name);
  if (found) return found;
  const names = TRACE_FORMATS.map((format) => format.name).join(', ');
  throw new CohortError(
    `the format of ${name} cannot be told from its content (it begins with bytes ${hexBytes(head)}). Name it: ${names}`,
  );
};

/**
 * Opens a trace that is given as bytes: finds out how it is compressed (gzip, xz, zstd, or not) and
 * which format it has. Runs in browsers and in Node; does not read on beyond the first part.
 *
 * @throws CohortError: an unknown format, options out of range (exit code 2), an empty or damaged file
 */
export const openTraceBytes = async (input: ByteInput, options: OpenOptions = {}): Promise<DecodedTrace> => {
  const name = printable(options.name ?? 'trace', 200);
  if (options.format !== undefined) traceFormatNamed(options.format);
  checkedQuantum(options);
  checkCount('windowRecords', options.windowRecords ?? DEFAULT_WINDOW_RECORDS, 2 ** 26);
  const bytes = byteSource(input, options);
  const raw = await peek(bytes.open(), MAGIC_BYTES);
  if (raw.head.length === 0) throw new CohortError(`${name} is empty; expected a trace`);
  const compression = detectCompression(raw.head);
  const plain = await peek(decompressed(raw.stream, compression, name, options.codecs), HEAD_BYTES);
  let format: TraceFormat;
  try {
    format = chooseFormat(plain.head, plain.head.length < HEAD_BYTES, name, options.format);
    if (options.interleave === 'round-robin' && !format.processors) {
      throw new CohortError(
        `${name} has no processors to take turns: ${format.name} is a format of one thread`,
        2,
      );
    }
  } catch (error) {
    await plain.close();
    throw error;
  }
  if (!bytes.again) {
    // What has been decompressed for the look goes on from there.
    const { stream } = plain;
    const once = { open: () => stream, size: compression ? undefined : bytes.size, again: false };
    return new OpenedTrace(name, format, undefined, once, options);
  }
  await plain.close();
  const { at, size } = bytes;
  const known = at && size !== undefined && !compression ? await format.summary?.(at, size) : undefined;
  // A format without processors has one.
  const processors = format.processors ? known?.processors : 1;
  return new OpenedTrace(name, format, compression, bytes, options, processors);
};
