import { createBatch, metaProcessor, type TraceBatch } from '../../batch.js';
import { joinBytes } from '../../bytes.js';
import type { EncodeOptions, Packer, TraceEncoder } from '../format.js';
import { ChunkEncoder, gzipPacker } from './encode-chunk.js';
import {
  CHUNK_HEADER_BYTES,
  HEADER_BYTES,
  INDEX_ENTRY_BYTES,
  INDEX_FIELDS_BYTES,
  MAGIC,
  MAX_CHUNK_RECORDS,
  MAX_INDEX_ENTRIES,
  PACKING,
  TAG_CHUNK,
  TAG_INDEX,
  TRAILER_BYTES,
  VERSION,
} from './layout.js';
import { xxh32OfBytes } from './xxh32.js';

const NOTHING = new Uint8Array(0);

const setU64 = (view: DataView, at: number, value: number): void =>
  view.setBigUint64(at, BigInt(value), true);

/** The file's header. */
export const headerBytes = (): Uint8Array => {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(8, VERSION, true);
  view.setUint32(12, MAX_CHUNK_RECORDS, true);
  view.setUint32(16, xxh32OfBytes(bytes.subarray(0, 16), 0), true);
  return bytes;
};

/** A body with its header; the checksum covers the number of records by way of the seed. */
export const chunkBytes = (tag: number, body: Uint8Array, records: number): Uint8Array => {
  const bytes = new Uint8Array(CHUNK_HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, tag, true);
  view.setUint32(4, body.length, true);
  view.setUint32(8, records, true);
  view.setUint32(12, xxh32OfBytes(body, records), true);
  bytes.set(body, CHUNK_HEADER_BYTES);
  return bytes;
};

const zstdPacker = async (): Promise<Packer> => {
  const { Zstd } = await import('@hpcc-js/wasm-zstd');
  const zstd = await Zstd.load();
  return { packing: PACKING.zstd, pack: (bytes) => zstd.compress(bytes, 9) };
};

/**
 * Where chunks begin. It has an entry for every chunk until it is full; then every second entry goes,
 * and from there on one is made for every second chunk, and so on.
 */
class ChunkIndex {
  private readonly offsets: number[] = [];
  private readonly records: number[] = [];
  private chunks = 0;
  private every = 1;

  add(offset: number, recordsBefore: number): void {
    if (this.chunks++ % this.every !== 0) return;
    if (this.offsets.length === MAX_INDEX_ENTRIES) {
      for (let i = 0; i < MAX_INDEX_ENTRIES / 2; i++) {
        this.offsets[i] = this.offsets[2 * i]!;
        this.records[i] = this.records[2 * i]!;
      }
      this.offsets.length = MAX_INDEX_ENTRIES / 2;
      this.records.length = MAX_INDEX_ENTRIES / 2;
      this.every *= 2;
      if ((this.chunks - 1) % this.every !== 0) return;
    }
    this.offsets.push(offset);
    this.records.push(recordsBefore);
  }

  body(records: number, processors: number): Uint8Array {
    const bytes = new Uint8Array(INDEX_FIELDS_BYTES + this.offsets.length * INDEX_ENTRY_BYTES);
    const view = new DataView(bytes.buffer);
    setU64(view, 0, records);
    view.setUint32(8, processors, true);
    view.setUint32(12, this.every, true);
    view.setUint32(16, this.offsets.length, true);
    this.offsets.forEach((offset, i) => {
      setU64(view, INDEX_FIELDS_BYTES + i * INDEX_ENTRY_BYTES, offset);
      setU64(view, INDEX_FIELDS_BYTES + i * INDEX_ENTRY_BYTES + 8, this.records[i]!);
    });
    return bytes;
  }
}

/** Gathers records to chunks. Chunks are full but for the last, so batches leave no trace in the file. */
class ContainerEncoder implements TraceEncoder {
  private readonly gathered = createBatch(MAX_CHUNK_RECORDS);
  private readonly index = new ChunkIndex();
  private readonly chunks: ChunkEncoder;
  private offset = 0;
  private records = 0;
  private processors = 0;

  constructor(packer: Packer | undefined) {
    this.chunks = new ChunkEncoder(packer);
  }

  begin(): Uint8Array {
    return this.wrote(headerBytes());
  }

  add(batch: TraceBatch): Uint8Array {
    const done: Uint8Array[] = [];
    const { gathered } = this;
    for (let from = 0; from < batch.count; ) {
      const taken = Math.min(batch.count - from, MAX_CHUNK_RECORDS - gathered.count);
      gathered.addresses.set(batch.addresses.subarray(2 * from, 2 * (from + taken)), 2 * gathered.count);
      gathered.meta.set(batch.meta.subarray(from, from + taken), gathered.count);
      gathered.gaps.set(batch.gaps.subarray(from, from + taken), gathered.count);
      gathered.count += taken;
      from += taken;
      if (gathered.count === MAX_CHUNK_RECORDS) done.push(this.chunk());
    }
    return joinBytes(done);
  }

  end(): Uint8Array {
    const last = this.gathered.count > 0 ? this.chunk() : NOTHING;
    const at = this.offset;
    const footer = chunkBytes(TAG_INDEX, this.index.body(this.records, this.processors), 0);
    const trailer = new Uint8Array(TRAILER_BYTES);
    setU64(new DataView(trailer.buffer), 0, at);
    trailer.set(MAGIC, 8);
    return joinBytes([last, footer, trailer]);
  }

  private chunk(): Uint8Array {
    const { gathered } = this;
    for (let i = 0; i < gathered.count; i++) {
      this.processors = Math.max(this.processors, metaProcessor(gathered.meta[i]!) + 1);
    }
    this.index.add(this.offset, this.records);
    const bytes = chunkBytes(TAG_CHUNK, this.chunks.encode(gathered), gathered.count);
    this.records += gathered.count;
    gathered.count = 0;
    return this.wrote(bytes);
  }

  private wrote(bytes: Uint8Array): Uint8Array {
    this.offset += bytes.length;
    return bytes;
  }
}

export const encoderOf = async ({ compression = 'gzip' }: EncodeOptions): Promise<TraceEncoder> => {
  if (compression === 'none') return new ContainerEncoder(undefined);
  return new ContainerEncoder(compression === 'gzip' ? gzipPacker : await zstdPacker());
};
