import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCodecs } from '../../src/node/node-codecs.js';
import { headerBytes } from '../../src/traces/formats/cohort/encoder.js';
import { xxh32OfBytes } from '../../src/traces/formats/cohort/xxh32.js';
import { openTraceBytes } from '../../src/traces/open.js';
import {
  anyRecord,
  fileOf,
  inPieces,
  longTrace,
  messageOf,
  parse,
  READ,
  readAll,
  record,
  WRITE,
} from './records.js';

const CHUNKS = ['none', 'gzip', 'zstd'] as const;
const container = (
  records: Parameters<typeof fileOf>[0],
  chunks: (typeof CHUNKS)[number] = 'gzip',
  batch?: number,
) => fileOf(records, { format: 'cohort', chunks }, batch);
const small = [
  record(0, READ, 0x1000, 8),
  record(1, WRITE, 0x7fff_0000_0004, 4, 9),
  record(0, READ, 0x1008, 8),
];

describe('XXH32', () => {
  it.each([
    ['', 0, 0x02cc5d05],
    ['a', 0, 0x550d7456],
    ['abc', 0, 0x32d153ff],
    ['Nobody inspects the spammish repetition', 0, 0xe2293b2f],
  ])('of "%s" with seed %i is the published value', (text, seed, hash) => {
    expect(xxh32OfBytes(new TextEncoder().encode(text), seed)).toBe(hash);
  });
});

describe.each(CHUNKS)('a container with chunks compressed by %s', (chunks) => {
  it('gives back any records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 300 }), async (records) => {
        expect(await parse(await container(records, chunks))).toEqual(records);
      }),
      { numRuns: 30 },
    );
  });

  it('gives back a trace of several chunks, exactly', async () => {
    const records = longTrace(70_001, 5);
    const bytes = await container(records, chunks);
    expect(await parse(bytes)).toEqual(records);
    expect(await parse(bytes, { codecs: nodeCodecs })).toEqual(records);
  });

  it('is the same bytes however the records come in batches', async () => {
    const records = longTrace(70_000);
    expect(await container(records, chunks, 7)).toEqual(await container(records, chunks, 65_536));
  });
});

describe('a container', () => {
  it('gives back streams, random addresses and jumps at every width of column', async () => {
    for (const processors of [1, 2, 3, 17, 300]) {
      for (let bits = 0; bits <= 64; bits += 7) {
        const mask = (1n << BigInt(bits)) - 1n;
        const records = Array.from({ length: 400 }, (_, i) =>
          record(
            (i * 7) % processors,
            i % 2,
            (BigInt(i) * 0x9e37_79b9_7f4a_7c15n) & mask,
            i % 5,
            i % 3 === 0 ? i << (bits % 24) : 0,
          ),
        );
        expect(await parse(await container(records))).toEqual(records);
      }
    }
  });

  it('takes under two bytes a record for random words of small working sets, and next to none for streams', async () => {
    const random = longTrace(65_536).map((one, i) => ({
      ...one,
      address: BigInt((i * 40503) % 4096) * 8n,
      gap: 0,
      bytes: 8,
    }));
    expect((await container(random)).length / random.length).toBeLessThan(2);
    const stream = Array.from({ length: 65_536 }, (_, i) =>
      record(i % 8, READ, BigInt(i % 8) * 0x1_0000_0000n + BigInt(i), 8),
    );
    expect((await container(stream)).length / stream.length).toBeLessThan(0.05);
  });

  it('is read the same however the bytes come', async () => {
    const bytes = await container(small);
    for (const size of [1, 7, 100]) {
      expect(await readAll(await openTraceBytes(() => inPieces(bytes, size)))).toEqual(small);
    }
  });

  it('tells how many processors it has before it is read', async () => {
    const bytes = await container(small);
    expect((await openTraceBytes(bytes)).processors).toBe(2);
    expect((await openTraceBytes(new Blob([bytes.slice()]))).processors).toBe(2);
    expect((await openTraceBytes(bytes.subarray(0, -1))).processors).toBeUndefined();
  });

  it('cut short anywhere is an error that names the byte', async () => {
    const bytes = await container(small);
    for (let length = 1; length < bytes.length; length++) {
      const message = await messageOf(parse(bytes.subarray(0, length), { format: 'cohort' }));
      expect(message).toMatch(new RegExp(`^test, byte ${length}: the file is cut short; expected `));
    }
  });

  it('cut short gives its whole chunks with strict off, and counts the loss', async () => {
    const records = longTrace(100_000);
    const bytes = await container(records);
    const source = await openTraceBytes(bytes.subarray(0, bytes.length - 1000), { strict: false });
    expect(await readAll(source)).toEqual(records.slice(0, 65_536));
    expect(source.badRecords?.()).toBe(1);
  });

  it('with any byte changed is an error', async () => {
    const bytes = await container(small);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 0x41;
      expect(await messageOf(parse(changed, { format: 'cohort' }))).toMatch(/^test/);
    }
  });

  it('passes over a damaged chunk with strict off, and counts its records', async () => {
    const records = longTrace(140_000);
    const bytes = await container(records);
    const second = 20 + 16 + new DataView(bytes.buffer).getUint32(24, true);
    bytes[second + 500]! ^= 1;
    expect(await messageOf(parse(bytes))).toBe(
      `test, byte ${second}: the chunk of 65536 records is damaged: its checksum does not fit. Copy or make the file again, or read what is whole with strict off`,
    );
    const source = await openTraceBytes(bytes, { strict: false });
    expect(await readAll(source)).toEqual([...records.slice(0, 65_536), ...records.slice(131_072)]);
    expect(source.badRecords?.()).toBe(65_536);
  });

  it('of a later version asks for a newer Cohort', async () => {
    const header = headerBytes();
    header[8] = 2;
    new DataView(header.buffer).setUint32(16, xxh32OfBytes(header.subarray(0, 16), 0), true);
    expect(await messageOf(parse(header))).toBe(
      'test is a container of version 2; this Cohort reads version 1. Use a newer Cohort',
    );
  });

  it('followed by something else is an error', async () => {
    const bytes = new Uint8Array([...(await container(small)), 0]);
    expect(await messageOf(parse(bytes))).toContain('something else follows the container');
  });
});
