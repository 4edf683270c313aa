import { describe, expect, it } from 'vitest';
import { chunkBytes, headerBytes } from '../../src/traces/formats/cohort/encoder.js';
import { MAX_BODY_BYTES, TAG_CHUNK } from '../../src/traces/formats/cohort/layout.js';
import { fileOf, messageOf, parse, READ, record, WRITE } from './records.js';

const small = [
  record(0, READ, 0x1000, 8),
  record(1, WRITE, 0x7fff_0000_0004, 4, 9),
  record(0, READ, 0x1008, 8),
];

/** Sets fields of a chunk's body, by byte offset and width. */
interface Field {
  readonly at: number;
  readonly bits: 8 | 16 | 32;
  readonly value: number;
}

const byte = (at: number, value: number): Field => ({ at, bits: 8, value });
const half = (at: number, value: number): Field => ({ at, bits: 16, value });
const word = (at: number, value: number): Field => ({ at, bits: 32, value });

/** A container of one chunk with changed fields and bytes added (or taken away), and a checksum that fits. */
const forged = async (fields: readonly Field[], added = 0): Promise<Uint8Array> => {
  const bytes = await fileOf(small, { format: 'cohort', chunks: 'none' });
  const length = new DataView(bytes.buffer).getUint32(24, true);
  const body = new Uint8Array(length + added);
  body.set(bytes.subarray(36, 36 + length + Math.min(added, 0)));
  const view = new DataView(body.buffer);
  for (const { at, bits, value } of fields) {
    if (bits === 8) view.setUint8(at, value);
    else if (bits === 16) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return new Uint8Array([...headerBytes(), ...chunkBytes(TAG_CHUNK, body, small.length)]);
};

describe('a chunk with a checksum that fits is refused if', () => {
  it.each<[string, readonly Field[], number, string]>([
    ['its blocks are smaller than what is left out', [byte(0, 31)], 0, 'its blocks have'],
    ['its blocks are too large', [byte(1, 64)], 0, 'its blocks have 64 bits'],
    ['it has unknown flags', [byte(2, 8)], 0, 'its flags are 8'],
    ['it has more processors than records', [half(4, 99)], 0, '3 records cannot have 100 processors'],
    ['it has more kinds than records', [half(6, 99)], 0, '100 kinds'],
    ['it has more blocks than records', [word(8, 4)], 0, 'and 4 blocks'],
    ['its packed part is longer than the body', [word(12, 1e6)], 0, 'its packed part of 1000000 bytes'],
    ['it says that it unpacks to gigabytes', [word(16, 2 ** 31)], 0, 'unpacks to 2147483648 bytes'],
    ['its packing is unknown', [byte(3, 9), word(16, 1)], 0, 'its packing is 9'],
    ['its gzip part does not unpack', [byte(3, 1), word(16, 1)], 0, 'does not unpack to the 1 bytes'],
    ['its zstd part does not unpack', [byte(3, 2), word(16, 1)], 0, 'does not unpack to the 1 bytes'],
    ['a column has an unknown encoding', [byte(20, 7)], 0, 'the processor column is described as encoding 7'],
    [
      'a column is wider than its kind allows',
      [byte(21, 17)],
      0,
      'the processor column is described as encoding 1, width 17',
    ],
    ['a column is in no part', [byte(22, 2)], 0, 'area 2'],
    ['its columns do not fit', [], -1, 'stored bytes, and there are'],
    ['something is left over', [], 1, 'stored bytes, and there are'],
    ['an operation is unknown', [half(64, 0x8f)], 0, "a record's operation is 15"],
    ['a processor has no blocks', [word(68, 0)], 0, 'the blocks of its processors do not add up'],
    ['a block is not aligned', [byte(76, 0xff)], 0, "a block's address is not a multiple of 2^"],
    [
      'an index is beyond the dictionary',
      [byte(28, 0), byte(29, 0), word(32, 5)],
      -1,
      'points outside the dictionary',
    ],
  ])('%s', async (_, fields, added, message) => {
    expect(await messageOf(parse(await forged(fields, added)))).toContain(message);
  });

  it('unchanged, it is read', async () => {
    expect(await messageOf(parse(await forged([])))).toContain(
      'the file is cut short; expected another chunk or the footer',
    );
    expect(await parse(await forged([]), { strict: false })).toEqual(small);
  });

  it('with its dictionary in a packed part that is not compressed, it is read', async () => {
    const bytes = await fileOf(small, { format: 'cohort', chunks: 'none' });
    const body = bytes.slice(36, 36 + new DataView(bytes.buffer).getUint32(24, true));
    const view = new DataView(body.buffer);
    const [processors, kinds, blocks] = [
      view.getUint16(4, true) + 1,
      view.getUint16(6, true) + 1,
      view.getUint32(8, true),
    ];
    const dictionary = processors * 6 + kinds * 2 + blocks * 8;
    body[2] = 2;
    view.setUint32(12, dictionary, true);
    view.setUint32(16, dictionary, true);
    const moved = new Uint8Array([
      ...body.subarray(0, 60),
      ...body.subarray(60 + dictionary),
      ...body.subarray(60, 60 + dictionary),
    ]);
    const file = new Uint8Array([...headerBytes(), ...chunkBytes(TAG_CHUNK, moved, small.length)]);
    expect(await parse(file, { strict: false })).toEqual(small);
  });

  it('its body is shorter than any', async () => {
    const bytes = new Uint8Array([...headerBytes(), ...chunkBytes(TAG_CHUNK, new Uint8Array(30), 3)]);
    expect(await messageOf(parse(bytes))).toContain('its body has 30 bytes; the shortest has 60');
  });

  it('its header says more bytes or records than a chunk may have', async () => {
    const bytes = await fileOf(small, { format: 'cohort' });
    const view = new DataView(bytes.buffer);
    view.setUint32(24, MAX_BODY_BYTES + 1, true);
    expect(await messageOf(parse(bytes))).toContain(
      `says that it has ${MAX_BODY_BYTES + 1} bytes; the most is`,
    );
    view.setUint32(24, 100, true);
    view.setUint32(28, 65_537, true);
    expect(await messageOf(parse(bytes))).toContain('says that it has 65537 records; the most is 65536');
  });
});
