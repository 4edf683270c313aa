import { CohortError } from '../../../errors.js';
import type { TraceBatch } from '../../batch.js';
import type { ByteStream } from '../../byte-stream.js';
import { ByteWindow } from '../../byte-window.js';
import type { ReadContext } from '../format.js';
import { ChunkDecoder } from './decode-chunk.js';
import {
  CHUNK_HEADER_BYTES,
  HEADER_BYTES,
  INDEX_ENTRY_BYTES,
  INDEX_FIELDS_BYTES,
  MAGIC,
  MAX_BODY_BYTES,
  MAX_CHUNK_RECORDS,
  MAX_INDEX_ENTRIES,
  TAG_CHUNK,
  TAG_INDEX,
  TRAILER_BYTES,
  VERSION,
} from './layout.js';
import { xxh32OfBytes } from './xxh32.js';

const WINDOW_BYTES = 1 << 16;
const MOST_INDEX_BYTES = INDEX_FIELDS_BYTES + MAX_INDEX_ENTRIES * INDEX_ENTRY_BYTES;

/** A chunk's header. */
interface ChunkHeader {
  readonly tag: number;
  readonly bytes: number;
  readonly records: number;
  readonly checksum: number;
  /** Byte offset of the chunk in the file. */
  readonly offset: number;
}

/** Reads one container from beginning to end. */
class ContainerReader {
  private readonly window: ByteWindow;
  private records = 0;
  private skipped = 0;
  /** Nothing more can be read: the stream has ended, or what follows cannot be told. */
  private over = false;

  constructor(
    stream: ByteStream,
    private readonly context: ReadContext,
    private readonly decoder: ChunkDecoder,
  ) {
    this.window = new ByteWindow(stream, WINDOW_BYTES);
    context.readerBytes = WINDOW_BYTES + decoder.bufferBytes;
  }

  async *batches(): AsyncIterable<TraceBatch> {
    try {
      if (!(await this.readHeader())) return;
      for (;;) {
        const header = this.over ? undefined : await this.chunkHeader();
        if (header === undefined) return;
        if (header.tag === TAG_INDEX) {
          await this.readFooter(header);
          return;
        }
        const batch = await this.readChunk(header);
        if (batch) yield batch;
      }
    } finally {
      await this.window.close();
    }
  }

  /** An error, or with strict off a bad record. */
  private damage(offset: number, what: string, records = 1): undefined {
    this.context.bad += records;
    if (this.context.strict) {
      throw new CohortError(
        `${this.context.where}, byte ${offset}: ${what}. Copy or make the file again, or read what is whole with strict off`,
      );
    }
    return undefined;
  }

  /** The file ends before its footer. */
  private cut(expected: string): undefined {
    const { offset, held } = this.window;
    this.over = true;
    return this.damage(offset + held, `the file is cut short; expected ${expected}`);
  }

  private async readHeader(): Promise<boolean> {
    const { window } = this;
    if (!(await window.need(HEADER_BYTES))) {
      this.cut(`a header of ${HEADER_BYTES} bytes`);
      return false;
    }
    const bytes = window.bytes.slice(window.start, window.start + HEADER_BYTES);
    const view = new DataView(bytes.buffer);
    const { where } = this.context;
    if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
      throw new CohortError(`${where} does not begin as a Cohort container does; name its format`);
    }
    if (view.getUint32(16, true) !== xxh32OfBytes(bytes.subarray(0, 16), 0)) {
      throw new CohortError(
        `${where}, byte 0: the header is damaged: its checksum does not fit. Copy or make the file again`,
      );
    }
    const version = view.getUint16(8, true);
    if (version !== VERSION) {
      throw new CohortError(
        `${where} is a container of version ${version}; this Cohort reads version ${VERSION}. Use a newer Cohort`,
      );
    }
    window.start += HEADER_BYTES;
    return true;
  }

  private async chunkHeader(): Promise<ChunkHeader | undefined> {
    const { window } = this;
    if (!(await window.need(CHUNK_HEADER_BYTES))) return this.cut('another chunk or the footer');
    const view = new DataView(window.bytes.buffer, window.start, CHUNK_HEADER_BYTES);
    const header = {
      tag: view.getUint32(0, true),
      bytes: view.getUint32(4, true),
      records: view.getUint32(8, true),
      checksum: view.getUint32(12, true),
      offset: window.offset,
    };
    const { tag, bytes, records, offset } = header;
    if (tag !== TAG_CHUNK && tag !== TAG_INDEX)
      return this.damage(offset, 'neither a chunk nor the footer begins here');
    const most = tag === TAG_CHUNK ? MAX_BODY_BYTES : MOST_INDEX_BYTES;
    if (bytes > most)
      return this.damage(offset, `a chunk says that it has ${bytes} bytes; the most is ${most}`);
    const fits = tag === TAG_CHUNK ? records >= 1 && records <= MAX_CHUNK_RECORDS : records === 0;
    if (!fits)
      return this.damage(
        offset,
        `a chunk says that it has ${records} records; the most is ${MAX_CHUNK_RECORDS}`,
      );
    window.start += CHUNK_HEADER_BYTES;
    return header;
  }

  /** Decodes a chunk; undefined where it was skipped. */
  private async readChunk({
    bytes,
    records,
    checksum,
    offset,
  }: ChunkHeader): Promise<TraceBatch | undefined> {
    const { decoder } = this;
    if ((await this.window.take(decoder.body(bytes))) < bytes)
      return this.cut(`${bytes} bytes of the chunk at byte ${offset}`);
    if (decoder.bodyHash(bytes, records) !== checksum) {
      this.skipped += records;
      return this.damage(
        offset,
        `the chunk of ${records} records is damaged: its checksum does not fit`,
        records,
      );
    }
    const batch = this.context.nextBatch();
    try {
      decoder.decode(bytes, records, batch);
    } catch (error) {
      if (!(error instanceof CohortError)) throw error;
      this.skipped += records;
      return this.damage(offset, `the chunk of ${records} records is wrong: ${error.message}`, records);
    }
    this.records += records;
    return batch;
  }

  private async readFooter({ bytes, checksum, offset }: ChunkHeader): Promise<void> {
    const body = new Uint8Array(bytes);
    if ((await this.window.take(body)) < bytes) return this.cut('the whole footer');
    if (xxh32OfBytes(body, 0) !== checksum || bytes < INDEX_FIELDS_BYTES)
      return this.damage(offset, 'the footer is damaged');
    const records = Number(new DataView(body.buffer).getBigUint64(0, true));
    const read = this.records + this.skipped;
    if (records !== read)
      return this.damage(offset, `the footer tells of ${records} records, and there were ${read}`);
    const trailer = new Uint8Array(TRAILER_BYTES + 1);
    const had = await this.window.take(trailer);
    if (had < TRAILER_BYTES) return this.cut(`the ${TRAILER_BYTES} bytes after the footer`);
    const begins = Number(new DataView(trailer.buffer).getBigUint64(0, true));
    if (begins !== offset || !MAGIC.every((byte, index) => trailer[8 + index] === byte)) {
      return this.damage(offset, 'what follows the footer is damaged');
    }
    if (had > TRAILER_BYTES)
      return this.damage(this.window.offset - 1, 'something else follows the container');
  }
}

/** Reads a container as it comes; no more than one chunk is held at a time. */
export async function* readContainer(stream: ByteStream, context: ReadContext): AsyncIterable<TraceBatch> {
  const decoder = await ChunkDecoder.create(context.unpacker);
  yield* new ContainerReader(stream, context, decoder).batches();
}
