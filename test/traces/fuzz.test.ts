import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCodecs } from '../../src/node/node-codecs.js';
import type { Codecs } from '../../src/traces/codecs.js';
import { chunkBytes, headerBytes } from '../../src/traces/formats/cohort/encoder.js';
import { TAG_CHUNK } from '../../src/traces/formats/cohort/layout.js';
import { TRACE_FORMATS } from '../../src/traces/formats/index.js';
import { openTraceBytes } from '../../src/traces/open.js';
import { fileOf, longTrace } from './records.js';

const long = process.env.COHORT_LONG === '1';

/** A change to a file: bytes replaced, left out, doubled, or put in. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('replace', 'remove', 'repeat', 'insert'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const mutate = (bytes: Uint8Array, changes: readonly Change[]): Uint8Array => {
  let now = bytes;
  for (const { at, kind, bytes: own } of changes) {
    const place = Math.floor(at * now.length);
    const end = kind === 'replace' || kind === 'remove' ? place + own.length : place;
    const between =
      kind === 'remove' ? [] : kind === 'repeat' ? now.subarray(place, place + own.length * 20) : own;
    now = new Uint8Array([...now.subarray(0, place), ...between, ...now.subarray(end)]);
  }
  return now;
};

/** Reads to the end; anything but a CohortError is passed on. Gives the records that came. */
const survive = async (
  bytes: Uint8Array,
  format: string | undefined,
  strict: boolean,
  codecs: Codecs | undefined = nodeCodecs,
): Promise<number> => {
  let records = 0;
  try {
    const source = await openTraceBytes(bytes, {
      strict,
      ...(codecs && { codecs }),
      ...(format !== undefined && { format }),
    });
    for await (const batch of source.batches()) records += batch.count;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'CohortError') throw error;
    expect([...error.message].filter((char) => char < ' ')).toEqual([]);
  }
  return records;
};

const valid: { [format: string]: Uint8Array } = {};
for (const { name, write } of TRACE_FORMATS) {
  if (write) valid[name] = await fileOf(longTrace(200, 1), { format: name });
}
valid.champsim = new Uint8Array(64 * 40).map((_, i) => (i % 64 < 8 ? i & 0x7f : 0));
valid['cohort of several processors'] = await fileOf(longTrace(300, 9), { format: 'cohort', chunks: 'none' });
valid['text in gzip'] = new Uint8Array(gzipSync(await fileOf(longTrace(200), { format: 'text' })));
valid['lackey in xz'] = new Uint8Array(
  Buffer.from(
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAXIEwgMTAsNAogUyAxZmZlZmZlN2UwLDgKAHSvx7BTn9BKAAEwGI4brOwftvN9AQAAAAAEWVo=',
    'base64',
  ),
);
valid['text in zstd'] = await fileOf(longTrace(200), { format: 'text', around: 'zstd' });

describe.each(Object.entries(valid))('a mutated file: %s', (name, bytes) => {
  const format = TRACE_FORMATS.find((one) => one.name === name.split(' ')[0])!.name;

  it('is read or refused, and never more than its bytes can hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        async (changes, named, strict) => {
          const records = await survive(mutate(bytes, changes), named ? format : undefined, strict);
          expect(records).toBeLessThan(70_000);
        },
      ),
      { numRuns: long ? 5000 : 120 },
    );
  });
});

describe.each(['none', 'gzip', 'zstd'] as const)('a chunk compressed by %s', (chunks) => {
  it('with a mutated body and a checksum that fits is read or refused', async () => {
    const whole = await fileOf(longTrace(500, 5), { format: 'cohort', chunks });
    const body = whole.subarray(36, 36 + new DataView(whole.buffer).getUint32(24, true));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (changes, portable) => {
          const chunk = chunkBytes(TAG_CHUNK, mutate(body, changes), 500);
          const bytes = new Uint8Array([...headerBytes(), ...chunk]);
          expect([0, 500]).toContain(
            await survive(bytes, 'cohort', false, portable ? undefined : nodeCodecs),
          );
        },
      ),
      { numRuns: long ? 5000 : 150 },
    );
  });
});

describe('arbitrary bytes', () => {
  it.each(TRACE_FORMATS.map(({ name }) => name))('as %s are read or refused', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.boolean(), (bytes, strict) =>
        survive(bytes, format, strict).then(() => undefined),
      ),
      { numRuns: long ? 5000 : 100 },
    );
  });
});
