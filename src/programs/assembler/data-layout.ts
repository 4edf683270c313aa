import type { CohortError } from '../../errors.js';
import {
  type DataSegment,
  type Extent,
  FIRST_DATA_ADDRESS,
  MOST_MEMORY_BYTES,
  type Place,
  showPlace,
} from '../program.js';
import { fault } from './fault.js';

/** Where in the text a part of a piece comes from; it begins so many bytes after the piece. */
interface Part {
  readonly offset: number;
  readonly place: Place;
}

/** Data that follow each other, in memory and in the text. */
interface Piece {
  readonly address: number;
  readonly parts: Part[];
  /** Absent: reserved, not written. */
  readonly bytes?: number[];
  length: number;
}

const hex = (address: number): string => `0x${address.toString(16)}`;

/** Extents that touch, as one; lowest address first. */
const merged = (extents: readonly Extent[]): Extent[] => {
  const apart: Extent[] = [];
  for (const extent of [...extents].sort((a, b) => a.address - b.address)) {
    const last = apart.at(-1);
    if (last && last.address + last.bytes === extent.address) {
      apart[apart.length - 1] = { address: last.address, bytes: last.bytes + extent.bytes };
    } else apart.push(extent);
  }
  return apart;
};

/** The place of the first part of a piece that reaches past the address. */
const placeAt = ({ address, length, parts }: Piece, past: number): Place | undefined =>
  parts.find((_, i) => address + (parts[i + 1]?.offset ?? length) > past)?.place;

/** Where the data of a program lie. */
export class DataLayout {
  /** The address of what comes next. */
  here = FIRST_DATA_ADDRESS;
  private readonly pieces: Piece[] = [];
  private readonly sync: Extent[] = [];
  /** Where what threads synchronise by begins, while it is being laid out. */
  private open: { readonly address: number; readonly place: Place } | undefined;

  /** Begins what threads synchronise by, on a line of its own. */
  beginSync(lineBytes: number, place: Place): void {
    if (this.open) {
      throw fault(place, `.sync within that of ${showPlace(this.open.place)}; write .endsync above it`);
    }
    this.align(BigInt(lineBytes), place);
    this.open = { address: this.here, place };
  }

  /** Ends it, and its last line. */
  endSync(lineBytes: number, place: Place): void {
    if (!this.open) throw fault(place, '.endsync without .sync');
    this.align(BigInt(lineBytes), place);
    const { address } = this.open;
    this.open = undefined;
    if (this.here > address) this.sync.push({ address, bytes: this.here - address });
  }

  /** Goes to another address. */
  goTo(address: bigint, place: Place): void {
    if (this.open) throw fault(place, 'another address within .sync; write .endsync above it');
    if (address < 0n || address > MOST_MEMORY_BYTES) {
      throw fault(place, `address ${address} is outside of memory; expected 0 to ${MOST_MEMORY_BYTES}`);
    }
    this.here = Number(address);
  }

  /** Leaves bytes free, which are 0. */
  reserve(count: bigint, place: Place): void {
    this.checkRoom(count, place);
    const length = Number(count);
    if (length === 0) return;
    const last = this.pieces.at(-1);
    if (last && !last.bytes && last.address + last.length === this.here) {
      last.parts.push({ offset: last.length, place });
      last.length += length;
    } else this.pieces.push({ address: this.here, parts: [{ offset: 0, place }], length });
    this.here += length;
  }

  /** Goes on to the next multiple of `to`. */
  align(to: bigint, place: Place): void {
    if (to < 1n || to > MOST_MEMORY_BYTES || (to & (to - 1n)) !== 0n) {
      throw fault(place, `an alignment of ${to}; expected a power of two`);
    }
    this.reserve(-BigInt(this.here) & (to - 1n), place);
  }

  /** Puts bytes at the present address; returns what changes them later, to as many others. */
  write(bytes: readonly number[], place: Place): (later: readonly number[]) => void {
    this.checkRoom(BigInt(bytes.length), place);
    const address = this.here;
    let last = this.pieces.at(-1);
    if (!last?.bytes || last.address + last.length !== address) {
      last = { address, parts: [], bytes: [], length: 0 };
      this.pieces.push(last);
    }
    last.parts.push({ offset: last.length, place });
    const { bytes: written } = last;
    const offset = last.length;
    for (const byte of bytes) written!.push(byte);
    last.length += bytes.length;
    this.here += bytes.length;
    return (later) => {
      later.forEach((byte, i) => {
        written![offset + i] = byte;
      });
    };
  }

  private checkRoom(count: bigint, place: Place): void {
    if (count < 0n) throw fault(place, `${count} bytes; expected 0 or more`);
    if (BigInt(this.here) + count > MOST_MEMORY_BYTES) {
      throw fault(place, `the data end past ${MOST_MEMORY_BYTES} bytes, the most that a program may have`);
    }
  }

  /** The data as they are at first, lowest address first, and what they span. Data over data: a fault. */
  finish(): { segments: DataSegment[]; sync: Extent[]; base: number; end: number } {
    if (this.open) throw fault(this.open.place, '.sync without .endsync');
    const sorted = [...this.pieces].sort((a, b) => a.address - b.address);
    sorted.forEach((piece, i) => {
      const before = sorted[i - 1];
      if (before && piece.address < before.address + before.length) throw this.overlap(before, piece);
    });
    const last = sorted.at(-1);
    const end = last ? last.address + last.length : 0;
    const segments = sorted.flatMap(({ address, bytes }) =>
      bytes ? [{ address, bytes: Uint8Array.from(bytes) }] : [],
    );
    const base = Math.min(sorted[0]?.address ?? FIRST_DATA_ADDRESS, FIRST_DATA_ADDRESS);
    return { segments, sync: merged(this.sync), base, end: Math.max(end, base) };
  }
  /** Two pieces that lie over each other, the lower one first: at fault is what comes later in the text. */
  private overlap(low: Piece, high: Piece): CohortError {
    const { address } = high;
    const [first, later] = this.pieces.indexOf(low) < this.pieces.indexOf(high) ? [low, high] : [high, low];
    const place = placeAt(later, address) ?? later.parts[0]!.place;
    const there = placeAt(first, address);
    return fault(
      place,
      `there are data at ${hex(address)} already${there ? `, of ${showPlace(there)}` : ''}; move one with .data ADDRESS`,
    );
  }
}
