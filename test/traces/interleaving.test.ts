import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTraceFiles } from '../../src/node/open-trace.js';
import { fileOf, longTrace, messageOf, parse, readAll, utf8 } from './records.js';

const folder = mkdtempSync(join(tmpdir(), 'cohort-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Processor and address of each record, in short. */
const short = (records: readonly { processor: number; address: bigint }[]): string =>
  records.map(({ processor, address }) => `${processor}:${address.toString(16)}`).join(' ');

const a = file('a', ' L a1,4\n L a2,4\n L a3,4\n L a4,4\n L a5,4\n');
const b = file('b', '0 b1\n1 b2\n');
const c = file('c', 'R c1\nR c2\nR c3\n');

describe('one file a processor', () => {
  it('takes turns of one record, and goes on without files that have ended', async () => {
    const source = await openTraceFiles([a, b, c]);
    expect(short(await readAll(source))).toBe('0:a1 1:b1 2:c1 0:a2 1:b2 2:c2 0:a3 2:c3 0:a4 0:a5');
    expect(source.processors).toBe(3);
    expect(source.format).toBe('lackey, din, text');
  });

  it('takes turns of a quantum', async () => {
    const source = await openTraceFiles([a, b, c], { quantum: 2 });
    expect(short(await readAll(source))).toBe('0:a1 0:a2 1:b1 1:b2 2:c1 2:c2 0:a3 0:a4 2:c3 0:a5');
  });

  it('is in the order in which the files are given, whatever number they have inside', async () => {
    const seven = file('seven', '7 R 71\n7 R 72\n');
    expect(short(await readAll(await openTraceFiles([seven, b])))).toBe('0:71 1:b1 0:72 1:b2');
  });

  it('with two processors in one file is refused', async () => {
    const two = file('two', '0 R 1\n1 R 2\n');
    expect(await messageOf(openTraceFiles([two, b]).then(readAll))).toBe(
      `${two} holds records of processors 0 and 1, but of several files each is one processor. Give it alone, or split it`,
    );
  });

  it('has no order of its own', async () => {
    expect(await messageOf(openTraceFiles([a, b], { interleave: 'trace' }))).toContain('they take turns');
  });

  it('is the same whether a worker decodes it or not', async () => {
    const paths = [file('p0', await fileOf(longTrace(40_000, 1), { format: 'text' })), a, b];
    const options = { quantum: 3 };
    expect(await readAll(await openTraceFiles(paths, { ...options, worker: true }))).toEqual(
      await readAll(await openTraceFiles(paths, { ...options, worker: false })),
    );
  });

  it('names the file and the line that do not parse', async () => {
    const bad = file('bad', '0 1\n0 2\nx\n');
    expect(await messageOf(openTraceFiles([a, bad], { format: 'din' }).then(readAll))).toContain(
      `${a}, line 1`,
    );
    expect(await messageOf(openTraceFiles([b, bad]).then(readAll))).toContain(`${bad}, line 3: "x"`);
  });
});

describe('a trace with processors', () => {
  const trace = '0 R 1\n0 R 2\n0 R 3\n2 R 21\n1 R 11\n2 R 22\n1 R 12\n';

  it('keeps its own order', async () => {
    expect(short(await parse(trace))).toBe('0:1 0:2 0:3 2:21 1:11 2:22 1:12');
  });

  it('takes turns where that is asked for', async () => {
    expect(short(await parse(trace, { interleave: 'round-robin' }))).toBe('0:1 1:11 2:21 0:2 1:12 2:22 0:3');
    expect(short(await parse(trace, { interleave: 'round-robin', quantum: 2 }))).toBe(
      '0:1 0:2 1:11 1:12 2:21 2:22 0:3',
    );
  });

  it('takes turns within a bounded window, past which a processor that is still to come is an error', async () => {
    const late = `${'0 R 1\n'.repeat(10)}1 R 2\n`;
    const options = { interleave: 'round-robin', windowRecords: 8 } as const;
    expect(await messageOf(parse(late, options))).toBe(
      "test: processors cannot take turns: more than 8 records of others come before a record of processor 1. Use the trace's own order, a larger window, or one file a processor",
    );
    expect(await parse(late, { ...options, windowRecords: 11 })).toHaveLength(11);
  });

  it('that has one processor end early takes turns among the others', async () => {
    const early = `1 R 11\n${'0 R 1\n2 R 2\n'.repeat(20)}`;
    const records = await parse(early, { interleave: 'round-robin', windowRecords: 8 });
    expect(short(records.slice(0, 5))).toBe('0:1 1:11 2:2 0:1 2:2');
    expect(records).toHaveLength(41);
  });

  it('gives every record, in each processor’s order', async () => {
    const records = longTrace(30_000, 6);
    const turned = await parse(await fileOf(records, { format: 'cohort' }), {
      interleave: 'round-robin',
      quantum: 3,
    });
    for (let p = 0; p < 6; p++) {
      const own = (all: typeof records) => all.filter(({ processor }) => processor === p);
      expect(own(turned)).toEqual(own(records));
    }
  });

  it.each([
    [{ quantum: 0 }, 'quantum is 0; expected a whole number from 1 to 2147483647'],
    [{ windowRecords: 1.5 }, 'windowRecords is 1.5; expected a whole number from 1 to 67108864'],
  ])('refuses %j', async (options, message) => {
    expect(await messageOf(parse(trace, options))).toBe(message);
  });

  it('is needed to take turns', async () => {
    expect(await messageOf(parse(utf8('0 1\n'), { interleave: 'round-robin' }))).toBe(
      'test has no processors to take turns: din is a format of one thread',
    );
  });
});
