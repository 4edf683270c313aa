import { CohortError } from '../../../errors.js';
import { OPERATION } from '../../../protocol/codes.js';
import type { TraceBatch } from '../../batch.js';
import type { Unpacker } from '../format.js';
import { type DecodeLayout, type DecodeModule, loadDecodeModule, STEP } from './decode-module.js';
import {
  AREA,
  BODY_HEADER_BYTES,
  COLUMN,
  COLUMNS,
  columnBytes,
  DESCRIPTION_BYTES,
  dictionaryBytes,
  ENCODING,
  FIELDS_BYTES,
  FLAG_DICTIONARY_PACKED,
  FLAG_DIFFERENCES,
  MAX_BITS,
  MAX_BLOCK_BITS,
  MAX_CHUNK_RECORDS,
  MAX_UNPACKED_BYTES,
  PACKING,
} from './layout.js';
import { xxh32 } from './xxh32.js';

interface Description {
  readonly encoding: number;
  readonly width: number;
  readonly area: number;
  readonly value: number;
}

/** Widest value of each column in bits: indices have 16, an offset 24, a gap 32. */
const WIDEST: readonly number[] = [16, 16, 16, 24, 32];

const refuse = (what: string): never => {
  throw new CohortError(what);
};

const readDescription = (view: DataView, column: number): Description => {
  const at = FIELDS_BYTES + column * DESCRIPTION_BYTES;
  const encoding = view.getUint8(at);
  const width = view.getUint8(at + 1);
  const area = view.getUint8(at + 2);
  const value = view.getUint32(at + 4, true);
  const widest = WIDEST[column]!;
  const fits =
    encoding === ENCODING.constant
      ? width === 0 && (widest === 32 || value < 2 ** widest)
      : encoding === ENCODING.bits
        ? width >= 1 && width <= Math.min(widest, MAX_BITS)
        : encoding === ENCODING.planes && width >= 1 && width * 8 <= widest;
  if (!fits || area > AREA.packed) {
    refuse(
      `the ${COLUMNS[column]} column is described as encoding ${encoding}, width ${width}, area ${area}`,
    );
  }
  return { encoding, width, area, value };
};

/** Words of a processor in the dictionary: first block, last block, number, and one that is not used. */
const PROCESSOR_WORDS = 4;

/** Hands out consecutive parts of one area of a chunk. */
class Area {
  private at: number;

  constructor(
    private readonly name: string,
    private readonly start: number,
    private readonly length: number,
  ) {
    this.at = start;
  }

  /** The address of the next `bytes` bytes. */
  take(bytes: number): number {
    const start = this.at;
    this.at += bytes;
    const taken = this.at - this.start;
    if (taken > this.length)
      refuse(`its columns need ${taken} ${this.name} bytes, and there are ${this.length}`);
    return start;
  }

  finish(): void {
    const taken = this.at - this.start;
    if (taken !== this.length)
      refuse(`its columns take ${taken} ${this.name} bytes, and there are ${this.length}`);
  }
}

/** A column of the chunk that is being decoded. */
interface Column extends Description {
  /** Address of its first byte. */
  readonly start: number;
}

/** What the loop over the records needs to know of a chunk. */
interface Chunk {
  readonly columns: readonly Column[];
  readonly records: number;
  readonly processors: number;
  readonly kinds: number;
  readonly shift: number;
  readonly offsetMask: number;
  readonly differences: boolean;
}

/**
 * Decodes chunk after chunk, each by itself, with one set of buffers.
 *
 * Every count and length is checked before it is used; the messages say what is wrong with the
 * chunk, and the reader adds where the chunk is.
 */
export class ChunkDecoder {
  private readonly layout: DecodeLayout;
  private readonly view: DataView;
  private readonly columnWords: Uint32Array;
  private readonly processors: Uint32Array;
  private readonly kinds: Uint32Array;
  private readonly blocks: Uint32Array;
  private readonly lastOffsets: Uint32Array;
  private readonly addresses: Uint32Array;
  private readonly meta: Uint32Array;

  private constructor(
    private readonly module: DecodeModule,
    private readonly unpackers: Unpacker,
  ) {
    const { layout } = module;
    this.layout = layout;
    const { buffer } = module.memory;
    const words = (at: number, length: number): Uint32Array => new Uint32Array(buffer, at, length);
    this.view = new DataView(buffer);
    this.columnWords = words(layout.columns, 8);
    this.processors = words(layout.processors, MAX_CHUNK_RECORDS * PROCESSOR_WORDS);
    this.kinds = words(layout.kinds, MAX_CHUNK_RECORDS);
    this.blocks = words(layout.blocks, MAX_CHUNK_RECORDS * 2);
    this.lastOffsets = words(layout.lastOffsets, MAX_CHUNK_RECORDS);
    this.addresses = words(layout.addresses, STEP * 2);
    this.meta = words(layout.meta, STEP);
  }

  static async create(unpackers: Unpacker): Promise<ChunkDecoder> {
    return new ChunkDecoder(await loadDecodeModule(), unpackers);
  }

  /** Bytes of the decoder's own buffers. */
  get bufferBytes(): number {
    return this.module.memory.buffer.byteLength;
  }

  /** Where to put a chunk's body of so many bytes (at most `MAX_BODY_BYTES`) before `decode`. */
  body(bytes: number): Uint8Array {
    return new Uint8Array(this.module.memory.buffer, this.layout.body, bytes);
  }

  /** The checksum of the body that is there. */
  bodyHash(bytes: number, records: number): number {
    return xxh32(
      new Int32Array(this.module.memory.buffer, this.layout.body, (bytes + 3) >>> 2),
      bytes,
      records,
    );
  }

  /** Decodes the body of `bytes` bytes that is there to `records` records at the beginning of the batch. */
  decode(bytes: number, records: number, batch: TraceBatch): void {
    if (bytes < BODY_HEADER_BYTES)
      refuse(`its body has ${bytes} bytes; the shortest has ${BODY_HEADER_BYTES}`);
    const view = new DataView(this.module.memory.buffer, this.layout.body, bytes);
    const shift = view.getUint8(0);
    const blockBits = view.getUint8(1);
    const flags = view.getUint8(2);
    const processors = view.getUint16(4, true) + 1;
    const kinds = view.getUint16(6, true) + 1;
    const blocks = view.getUint32(8, true);
    if (shift > 31 || blockBits > MAX_BLOCK_BITS || blockBits < shift || blockBits - shift > MAX_BITS) {
      refuse(`its blocks have ${blockBits} bits, of which ${shift} are not written`);
    }
    if (flags & ~(FLAG_DIFFERENCES | FLAG_DICTIONARY_PACKED)) refuse(`its flags are ${flags}`);
    if (processors > records || kinds > records || blocks === 0 || blocks > records) {
      refuse(`${records} records cannot have ${processors} processors, ${kinds} kinds and ${blocks} blocks`);
    }

    const packedBytes = view.getUint32(12, true);
    const storedBytes = bytes - BODY_HEADER_BYTES - packedBytes;
    if (storedBytes < 0) refuse(`its packed part of ${packedBytes} bytes is longer than its body`);
    const stored = new Area('stored', this.layout.body + BODY_HEADER_BYTES, storedBytes);
    const packed = this.unpackArea(view, this.layout.body + bytes - packedBytes, packedBytes);
    this.readDictionary(
      flags & FLAG_DICTIONARY_PACKED ? packed : stored,
      processors,
      kinds,
      blocks,
      blockBits,
    );
    const columns = COLUMNS.map((_, index): Column => {
      const description = readDescription(view, index);
      const area = description.area === AREA.packed ? packed : stored;
      const start = area.take(columnBytes(description.encoding, description.width, records));
      return { ...description, start };
    });
    stored.finish();
    packed.finish();
    const offsetMask = 2 ** (blockBits - shift) - 1;
    const differences = (flags & FLAG_DIFFERENCES) !== 0;
    this.fill({ columns, records, processors, kinds, shift, offsetMask, differences }, batch);
    batch.count = records;
  }

  /** The packed part of the body, unpacked. */
  private unpackArea(view: DataView, at: number, bytes: number): Area {
    const packing = view.getUint8(3);
    const length = view.getUint32(16, true);
    if (length > MAX_UNPACKED_BYTES) refuse(`its packed part says that it unpacks to ${length} bytes`);
    const area = new Area('packed', this.layout.unpacked, length);
    const { buffer } = this.module.memory;
    const input = new Uint8Array(buffer, at, bytes);
    const output = new Uint8Array(buffer, this.layout.unpacked, length);
    let whole: boolean;
    if (packing === PACKING.none) {
      whole = bytes === length;
      if (whole) output.set(input);
    } else if (packing === PACKING.gzip) whole = this.unpackers.gzip(input, output);
    else if (packing === PACKING.zstd) whole = this.unpackers.zstd(input, output);
    else return refuse(`its packing is ${packing}; this version knows 0 (none), 1 (gzip) and 2 (zstd)`);
    if (!whole) refuse(`its packed part does not unpack to the ${length} bytes that it says`);
    return area;
  }

  private readDictionary(
    area: Area,
    processors: number,
    kinds: number,
    blocks: number,
    blockBits: number,
  ): void {
    let at = area.take(dictionaryBytes(processors, kinds, blocks));
    const { view } = this;
    for (let i = 0; i < processors; i++, at += 2) {
      this.processors[PROCESSOR_WORDS * i + 2] = view.getUint16(at, true);
    }
    for (let i = 0; i < kinds; i++, at += 2) {
      const kind = view.getUint16(at, true);
      if ((kind & 0xf) > OPERATION.instruction)
        refuse(`a record's operation is ${kind & 0xf}; there are 0 to 2`);
      this.kinds[i] = kind << 16;
    }
    let block = 0;
    for (let i = 0; i < processors; i++, at += 4) {
      const own = view.getUint32(at, true);
      if (own === 0 || block + own > blocks) refuse('the blocks of its processors do not add up');
      this.processors[PROCESSOR_WORDS * i] = block;
      block += own;
      this.processors[PROCESSOR_WORDS * i + 1] = block - 1;
    }
    if (block !== blocks) refuse('the blocks of its processors do not add up');
    // Bits that the offset supplies must be 0 in the block's address, or the two would run into each other.
    const within = blockBits === 32 ? -1 : (1 << blockBits) - 1;
    for (let i = 0; i < blocks; i++, at += 8) {
      const low = view.getUint32(at, true);
      if (low & within) refuse(`a block's address is not a multiple of 2^${blockBits}`);
      this.blocks[2 * i] = low;
      this.blocks[2 * i + 1] = view.getUint32(at + 4, true);
    }
    this.lastOffsets.fill(0, 0, blocks);
  }

  /** The loop over the records, a step at a time. */
  private fill(chunk: Chunk, batch: TraceBatch): void {
    const { columns, records } = chunk;
    const { exports } = this.module;
    const lastProcessor = chunk.processors - 1;
    const lastKind = chunk.kinds - 1;
    const differences = chunk.differences ? 1 : 0;
    for (let index = 0; index < COLUMN.gap; index++) this.prepare(columns[index]!, index);
    this.fillGaps(columns[COLUMN.gap]!, records, batch.gaps);
    for (let from = 0; from < records; from += STEP) {
      const count = Math.min(STEP, records - from);
      for (let index = 0; index < COLUMN.gap; index++)
        this.advance(columns[index]!, index, from, count, records);
      const wrong = exports.join(
        this.layout.columns,
        count,
        lastProcessor,
        lastKind,
        chunk.shift,
        chunk.offsetMask,
        differences,
        this.layout.addresses,
        this.layout.meta,
      );
      if (wrong < 0) refuse(`a record among the ${count} from ${from} on points outside the dictionary`);
      const whole = count === STEP;
      batch.addresses.set(whole ? this.addresses : this.addresses.subarray(0, 2 * count), 2 * from);
      batch.meta.set(whole ? this.meta : this.meta.subarray(0, count), from);
    }
  }

  /** Tells the module how a column's values lie, as far as that is the same in every step. */
  private prepare({ encoding, width, value }: Column, index: number): void {
    const wide = index === COLUMN.offset;
    if (encoding === ENCODING.bits) this.columnWords[2 * index + 1] = width;
    else if (encoding === ENCODING.planes && width === 1) this.columnWords[2 * index + 1] = 8;
    else {
      this.columnWords[2 * index] = this.layout.scratch[index]!;
      this.columnWords[2 * index + 1] = wide ? 32 : 16;
      if (encoding !== ENCODING.constant) return;
      const { buffer } = this.module.memory;
      const Words = wide ? Uint32Array : Uint16Array;
      new Words(buffer, this.layout.scratch[index]!, STEP).fill(value);
    }
  }

  /** Points the module at a column's values from record `from` on. */
  private advance(
    { encoding, width, start }: Column,
    index: number,
    from: number,
    count: number,
    records: number,
  ): void {
    const { exports } = this.module;
    const scratch = this.layout.scratch[index]!;
    if (encoding === ENCODING.constant) return;
    if (encoding === ENCODING.bits) this.columnWords[2 * index] = start + (from >>> 3) * width;
    else if (width === 1) this.columnWords[2 * index] = start + from;
    else if (index === COLUMN.offset) exports.joinPlanes(start + from, records, width, count, scratch);
    else exports.joinTwoPlanes(start + from, records, count, scratch);
  }

  private fillGaps({ encoding, width, value, start }: Column, records: number, gaps: Uint32Array): void {
    if (encoding === ENCODING.constant) {
      gaps.fill(value, 0, records);
      return;
    }
    const { exports, memory } = this.module;
    const scratch = this.layout.scratch[COLUMN.gap]!;
    for (let from = 0; from < records; from += STEP) {
      const count = Math.min(STEP, records - from);
      if (encoding === ENCODING.bits) exports.spreadBits(start + (from >>> 3) * width, width, count, scratch);
      else exports.joinPlanes(start + from, records, width, count, scratch);
      gaps.set(new Uint32Array(memory.buffer, scratch, count), from);
    }
  }
}
