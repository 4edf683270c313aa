import { Gunzip, Gzip } from 'fflate';
import type { ByteStream } from '../byte-stream.js';
import { type Compression, CountedStream, cutShort, damaged, reasonOf } from './compression.js';

const CRC_TABLE = new Int32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  CRC_TABLE[byte] = crc;
}

/** Bytes after a gzip member's data: its checksum and its length. */
const TAIL_BYTES = 8;
/** Compressed bytes that are inflated at once; a thousand times as many may come out. */
const SLICE = 1 << 14;

/** The last bytes of what has been seen. */
class Tail {
  private readonly bytes = new Uint8Array(TAIL_BYTES);
  private readonly view = new DataView(this.bytes.buffer);

  push(piece: Uint8Array): void {
    if (piece.length < TAIL_BYTES) this.bytes.copyWithin(0, piece.length);
    const last = piece.subarray(-TAIL_BYTES);
    this.bytes.set(last, TAIL_BYTES - last.length);
  }

  get checksum(): number {
    return this.view.getUint32(0, true);
  }

  get length(): number {
    return this.view.getUint32(4, true);
  }
}

/**
 * Inflates gzip in plain JavaScript; fflate leaves the member's checksum and length aside, which are
 * what tells a file that was cut short at an unlucky byte, so they are checked here for the last
 * member.
 */
async function* gunzip(stream: ByteStream, where: string): ByteStream {
  const counted = new CountedStream(stream);
  const tail = new Tail();
  let out: Uint8Array[] = [];
  let crc = -1;
  let length = 0;
  const inflater = new Gunzip((piece) => {
    for (let i = 0; i < piece.length; i++) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ piece[i]!) & 0xff]!;
    length += piece.length;
    if (piece.length > 0) out.push(piece);
  });
  // The first member's header is reported too; nothing has been inflated by then.
  inflater.onmember = () => {
    crc = -1;
    length = 0;
  };
  const push = (piece: Uint8Array, final: boolean): void => {
    try {
      inflater.push(piece, final);
    } catch (error) {
      if (reasonOf(error) === 'unexpected EOF') throw cutShort(where, 'gzip', counted.bytes);
      throw damaged(where, 'gzip', counted.bytes, reasonOf(error));
    }
  };
  for await (const piece of counted) {
    tail.push(piece);
    for (let at = 0; at < piece.length; at += SLICE) {
      push(piece.slice(at, at + SLICE), false);
      const ready = out;
      out = [];
      yield* ready;
    }
  }
  push(new Uint8Array(0), true);
  yield* out;
  if (tail.checksum !== ~crc >>> 0 || tail.length !== length % 2 ** 32)
    throw cutShort(where, 'gzip', counted.bytes);
}

/** Compresses in plain JavaScript, which unlike a platform's own gives the same bytes everywhere. */
async function* compress(stream: ByteStream): ByteStream {
  let out: Uint8Array[] = [];
  // The header has room for a time; 0 there keeps the file the same at every writing.
  const deflater = new Gzip({ level: 6, mtime: 0 }, (piece) => {
    if (piece.length > 0) out.push(piece);
  });
  for await (const piece of stream) {
    // Copied: the deflater keeps what it is given, and the stream may fill it anew.
    deflater.push(piece.slice());
    const ready = out;
    out = [];
    yield* ready;
  }
  deflater.push(new Uint8Array(0), true);
  yield* out;
}

export const gzip: Compression = {
  name: 'gzip',
  extensions: ['gz'],
  magic: [0x1f, 0x8b, 0x08],
  decompress: gunzip,
  compress,
};
