import { deflateSync } from 'fflate';
import { AREA, columnBytes, ENCODING, MAX_BITS } from './layout.js';

/** A column as it will be written. */
export interface PackedColumn {
  readonly encoding: number;
  readonly width: number;
  readonly value: number;
  readonly area: number;
  readonly bytes: Uint8Array;
}

/** Values of a column that are compressed for a try. */
const SAMPLE = 16384;

const NOTHING = new Uint8Array(0);

const packBits = (values: Uint32Array, from: number, count: number, width: number): Uint8Array => {
  const bytes = new Uint8Array(columnBytes(ENCODING.bits, width, count));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    held |= values[from + i]! << bits;
    bits += width;
    while (bits >= 8) {
      bytes[at++] = held;
      held >>>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) bytes[at] = held;
  return bytes;
};

const packPlanes = (values: Uint32Array, from: number, count: number, planes: number): Uint8Array => {
  const bytes = new Uint8Array(count * planes);
  for (let plane = 0; plane < planes; plane++) {
    const start = plane * count;
    const shift = plane * 8;
    for (let i = 0; i < count; i++) bytes[start + i] = values[from + i]! >>> shift;
  }
  return bytes;
};

/**
 * What a compressed layout costs, in bytes: its size, once more for the time that it takes to
 * inflate (each compressed byte costs the reader about as much as decoding two references), and a
 * little for each byte that comes out. So a column is compressed where that about halves it, and
 * what is near random stays as bits, which unpack many times faster.
 */
const cost = (compressed: number, uncompressed: number): number => compressed * 2 + uncompressed / 16;

const tried = (bytes: Uint8Array): number => cost(deflateSync(bytes, { level: 4 }).length, bytes.length);

/** A column's layout, and what it costs on the sample that was tried. */
export interface Choice {
  readonly encoding: number;
  readonly width: number;
  readonly value: number;
  readonly area: number;
  readonly cost: number;
}

/** Chooses how to write a column's `records` values. Depends on nothing but them and `compress`. */
export const chooseLayout = (values: Uint32Array, records: number, compress: boolean): Choice => {
  let all = 0;
  let same = true;
  const first = values[0]!;
  for (let i = 0; i < records; i++) {
    all |= values[i]!;
    same &&= values[i] === first;
  }
  if (same) return { encoding: ENCODING.constant, width: 0, value: first, area: AREA.stored, cost: 0 };

  const width = 32 - Math.clz32(all);
  const planes = Math.ceil(width / 8);
  const sample = Math.min(records, SAMPLE);
  const from = (records - sample) >>> 1;
  const fitsBits = width <= MAX_BITS;
  const plain = { value: 0, area: AREA.stored };
  let best: Choice = fitsBits
    ? { ...plain, encoding: ENCODING.bits, width, cost: columnBytes(ENCODING.bits, width, sample) }
    : { ...plain, encoding: ENCODING.planes, width: planes, cost: sample * planes };
  if (!compress) return best;
  const offer = (encoding: number, itsWidth: number, bytes: Uint8Array): void => {
    const itsCost = tried(bytes);
    if (itsCost < best.cost) best = { encoding, width: itsWidth, value: 0, area: AREA.packed, cost: itsCost };
  };
  offer(ENCODING.planes, planes, packPlanes(values, from, sample, planes));
  if (width < 8) offer(ENCODING.bits, width, packBits(values, from, sample, width));
  return best;
};

/** Writes a column in a chosen layout. */
export const packColumn = (values: Uint32Array, records: number, choice: Choice): PackedColumn => {
  const { encoding, width, value, area } = choice;
  const bytes =
    encoding === ENCODING.constant
      ? NOTHING
      : encoding === ENCODING.bits
        ? packBits(values, 0, records, width)
        : packPlanes(values, 0, records, width);
  return { encoding, width, value, area, bytes };
};
