import { gzipSync } from 'fflate';
import type { TraceBatch } from '../../batch.js';
import { joinBytes } from '../../bytes.js';
import type { Packer } from '../format.js';
import { BlockChoice } from './blocks.js';
import {
  AREA,
  BODY_HEADER_BYTES,
  DESCRIPTION_BYTES,
  dictionaryBytes,
  FIELDS_BYTES,
  FLAG_DICTIONARY_PACKED,
  FLAG_DIFFERENCES,
  MAX_CHUNK_RECORDS,
  PACKING,
} from './layout.js';
import { chooseLayout, type PackedColumn, packColumn } from './pack.js';

/** Numbers the distinct values below 65536 of a column, in ascending order. */
class Numbering {
  private readonly indexOf = new Int32Array(MAX_CHUNK_RECORDS).fill(-1);
  values: number[] = [];

  /** Replaces the column's values by their indices. */
  apply(column: Uint32Array, records: number): void {
    for (const value of this.values) this.indexOf[value] = -1;
    const values: number[] = [];
    for (let i = 0; i < records; i++) {
      const value = column[i]!;
      if (this.indexOf[value]! >= 0) continue;
      this.indexOf[value] = 0;
      values.push(value);
    }
    this.values = values.sort((a, b) => a - b);
    for (let i = 0; i < values.length; i++) this.indexOf[values[i]!] = i;
    for (let i = 0; i < records; i++) column[i] = this.indexOf[column[i]!]!;
  }
}

/** gzip's header has room for a time; 0 there keeps the file the same at every writing. */
export const gzipPacker: Packer = {
  packing: PACKING.gzip,
  pack: (bytes) => gzipSync(bytes, { level: 6, mtime: 0 }),
};

/** Encodes batches to chunk bodies. The same records give the same bytes. */
export class ChunkEncoder {
  private readonly processor = new Uint32Array(MAX_CHUNK_RECORDS);
  private readonly kind = new Uint32Array(MAX_CHUNK_RECORDS);
  private readonly processors = new Numbering();
  private readonly kinds = new Numbering();
  private readonly blocks = new BlockChoice();

  /** @param packer compresses what compresses well; undefined: nothing is compressed */
  constructor(private readonly packer: Packer | undefined) {}

  /** The body for the batch's first `count` records, 1 to `MAX_CHUNK_RECORDS`. */
  encode(batch: TraceBatch): Uint8Array {
    const { count: records, meta } = batch;
    for (let i = 0; i < records; i++) {
      this.processor[i] = meta[i]! & 0xffff;
      this.kind[i] = meta[i]! >>> 16;
    }
    this.processors.apply(this.processor, records);
    this.kinds.apply(this.kind, records);
    const compress = this.packer !== undefined;
    const { blocks } = this;
    blocks.choose(batch, this.processor, this.processors.values.length);
    const absolute = chooseLayout(blocks.offset, records, compress);
    const byDifference = chooseLayout(blocks.difference, records, compress);
    const differences = byDifference.cost < absolute.cost;
    const offset = differences
      ? packColumn(blocks.difference, records, byDifference)
      : packColumn(blocks.offset, records, absolute);
    const pack = (values: Uint32Array): PackedColumn =>
      packColumn(values, records, chooseLayout(values, records, compress));
    const columns = [pack(this.processor), pack(this.kind), pack(blocks.block), offset, pack(batch.gaps)];
    return this.assemble(columns, differences);
  }

  private assemble(columns: readonly PackedColumn[], differences: boolean): Uint8Array {
    const dictionary = this.dictionary();
    const inArea = (area: number): Uint8Array[] =>
      columns.filter((one) => one.area === area).map((one) => one.bytes);
    const packDictionary = this.packer !== undefined;
    const unpacked = joinBytes([...(packDictionary ? [dictionary] : []), ...inArea(AREA.packed)]);
    const packed = this.packer?.pack(unpacked) ?? unpacked;
    const stored = joinBytes([...(packDictionary ? [] : [dictionary]), ...inArea(AREA.stored)]);

    const body = new Uint8Array(BODY_HEADER_BYTES + stored.length + packed.length);
    const view = new DataView(body.buffer);
    view.setUint8(0, this.blocks.shift);
    view.setUint8(1, this.blocks.bits);
    view.setUint8(2, (differences ? FLAG_DIFFERENCES : 0) | (packDictionary ? FLAG_DICTIONARY_PACKED : 0));
    view.setUint8(3, this.packer?.packing ?? PACKING.none);
    view.setUint16(4, this.processors.values.length - 1, true);
    view.setUint16(6, this.kinds.values.length - 1, true);
    view.setUint32(8, this.blocks.count, true);
    view.setUint32(12, packed.length, true);
    view.setUint32(16, unpacked.length, true);
    columns.forEach(({ encoding, width, area, value }, index) => {
      const at = FIELDS_BYTES + index * DESCRIPTION_BYTES;
      view.setUint8(at, encoding);
      view.setUint8(at + 1, width);
      view.setUint8(at + 2, area);
      view.setUint32(at + 4, value, true);
    });
    body.set(stored, BODY_HEADER_BYTES);
    body.set(packed, BODY_HEADER_BYTES + stored.length);
    return body;
  }

  private dictionary(): Uint8Array {
    const processors = this.processors.values;
    const kinds = this.kinds.values;
    const { blocks } = this;
    const bytes = new Uint8Array(dictionaryBytes(processors.length, kinds.length, blocks.count));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const number of processors) {
      view.setUint16(at, number, true);
      at += 2;
    }
    for (const kind of kinds) {
      view.setUint16(at, kind, true);
      at += 2;
    }
    for (let i = 0; i < processors.length; i++, at += 4) view.setUint32(at, blocks.blocksOf[i]!, true);
    for (let i = 0; i < blocks.count; i++, at += 8) {
      view.setUint32(at, blocks.low[i]!, true);
      view.setUint32(at + 4, blocks.high[i]!, true);
    }
    return bytes;
  }
}
