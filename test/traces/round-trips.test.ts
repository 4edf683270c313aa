import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

const someRecords = fc.array(anyRecord, { minLength: 1, maxLength: 200 });

/** What is left of a record in each format that is not a container. */
const KEPT = {
  text: {},
  lackey: { processor: 0, gap: 0 },
  din: { processor: 0, gap: 0, bytes: 4 },
};

describe.each(Object.entries(KEPT))('%s', (format, kept) => {
  it('gives back any records, as far as it can say them', async () => {
    await fc.assert(
      fc.asyncProperty(someRecords, async (records) => {
        const oneProcessor = 'processor' in kept ? records.map((one) => ({ ...one, processor: 3 })) : records;
        const bytes = await fileOf(oneProcessor, { format });
        expect(await parse(bytes, { format })).toEqual(records.map((one) => ({ ...one, ...kept })));
      }),
      { numRuns: 100 },
    );
  });

  it('is recognised by its content, whatever its name', async () => {
    const bytes = await fileOf(longTrace(1000, 1), { format });
    for (const name of ['x', 'x.din', 'x.txt', 'x.lackey', 'x.champsim']) {
      expect((await openTraceBytes(bytes, { name })).format).toBe(format);
    }
  });

  it('is read the same however the bytes come', async () => {
    const bytes = await fileOf(longTrace(3000, 1), { format });
    const whole = await parse(bytes);
    for (const size of [1, 61, 4096]) {
      expect(await readAll(await openTraceBytes(() => inPieces(bytes, size)))).toEqual(whole);
    }
  });

  it.each(['gzip', 'zstd'] as const)('is written with %s around, and read as it is', async (around) => {
    const records = longTrace(20_000, 1);
    const bytes = await fileOf(records, { format, around });
    expect(bytes.length).toBeLessThan((await fileOf(records, { format })).length / 2);
    expect(await parse(bytes)).toEqual(records.map((one) => ({ ...one, ...kept })));
  });
});

describe('writing', () => {
  const two = [record(0, READ, 1), record(2, WRITE, 2, 8, 5), record(2, READ, 3)];

  it('several processors in a format that has none is refused', async () => {
    expect(await messageOf(fileOf(two, { format: 'din' }))).toBe(
      'din has no place for processors, and the trace has 0 and 2. Choose one of them (processor), or write text or cohort',
    );
  });

  it('one chosen processor leaves the others out', async () => {
    expect(await parse(await fileOf(two, { format: 'lackey', processor: 2 }))).toEqual([
      record(0, WRITE, 2, 8),
      record(0, READ, 3),
    ]);
  });

  it('tells what the format had no place for', async () => {
    const { encodeTrace } = await import('../../src/traces/convert.js');
    const { gather, sourceOf } = await import('./records.js');
    const { bytes, written } = encodeTrace(sourceOf(two), { format: 'din', processor: 2 });
    await gather(bytes);
    expect(written).toEqual({ records: 2, gapsLost: 1, sizesLost: 2 });
  });

  it.each([
    ['champsim', 'traces cannot be written as champsim; they can be as lackey, din, text, cohort'],
    ['elf', 'no trace format is named "elf"; there are lackey, din, text, champsim, cohort'],
  ])('%s is refused', async (format, message) => {
    expect(await messageOf((async () => fileOf(two, { format }))())).toBe(message);
  });

  it.each([
    ['a.din', { format: 'din' }],
    ['b/c.txt.gz', { format: 'text', around: 'gzip' }],
    ['c.cohort.zst', { format: 'cohort', around: 'zstd' }],
    ['d', { format: 'cohort' }],
    ['e.lackey', { format: 'lackey' }],
  ])('a file named %s', async (name, expected) => {
    const { writingOfName } = await import('../../src/traces/convert.js');
    expect(writingOfName(name)).toEqual(expected);
  });
});
