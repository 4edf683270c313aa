import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/traces/formats/index.js';
import { openTraceBytes } from '../../src/traces/open.js';
import { inPieces, messageOf, parse, READ, readAll, record, utf8 } from './records.js';

describe('the format', () => {
  it.each([
    ['lackey', ' L 1ffeffe7e0,8\n S 10,4\n'],
    ['lackey', '==1== Lackey\nI  0400,3\n'],
    ['din', '0 1000\n1 2000\n2 3000\n'],
    ['text', '0 R 1000\n1 W 2000\n'],
    ['text', '0,load,0x1000,8\n'],
    ['text', 'R 1000\nW 2000\n'],
  ])('%s is told by %j', (format, content) => {
    for (const name of ['x', 'x.din', 'x.txt', 'x.champsim']) {
      expect(detectFormat(utf8(content), true, name)?.name).toBe(format);
    }
  });

  it('of a file that is partly damaged is still told', () => {
    const lines = Array.from({ length: 20 }, (_, i) => (i % 5 === 4 ? 'noise' : `0 R ${i}`)).join('\n');
    expect(detectFormat(utf8(lines), true, 'x')?.name).toBe('text');
  });

  it('that is named overrides the content', async () => {
    expect(await parse('0 10\n', { format: 'din' })).toEqual([record(0, READ, 0x10)]);
    expect(await messageOf(parse('0 R 10\n', { format: 'din' }))).toContain(
      'line 1: "0 R 10" does not parse',
    );
  });

  it('that cannot be told is an error that shows the first bytes and lists the formats', async () => {
    expect(await messageOf(parse(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0)))).toBe(
      'the format of test cannot be told from its content (it begins with bytes 7f 45 4c 46 02 01 01 00). Name it: lackey, din, text, champsim, cohort',
    );
  });

  it('that does not exist is a usage error', async () => {
    const error = await openTraceBytes(utf8('x'), { format: 'vcd' }).catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'CohortError', exitCode: 2 });
  });
});

describe('a trace', () => {
  it('that is empty is an error', async () => {
    expect(await messageOf(parse(''))).toBe('test is empty; expected a trace');
    expect(await messageOf(parse(new Uint8Array(0), { format: 'text' }))).toBe(
      'test is empty; expected a trace',
    );
  });

  it('of zero references is an error', async () => {
    expect(await messageOf(parse('# nothing\n', { format: 'text' }))).toBe(
      'test holds no references. Check that it is the right file',
    );
    expect(await messageOf(parse('junk\njunk\n', { format: 'text', strict: false }))).toBe(
      'test holds no references; 2 lines or records did not parse as text. Check that it is the right file',
    );
  });

  it('that is a stream can be read once, from its first byte', async () => {
    const source = await openTraceBytes(inPieces(utf8('0 R 1\n0 R 2\n'), 3));
    expect(await readAll(source)).toEqual([record(0, READ, 1), record(0, READ, 2)]);
    expect(await messageOf(readAll(source))).toBe(
      'test is a stream and can be read once. Give a function that opens it anew'.replace('test', 'trace'),
    );
  });

  it.each<[string, () => Parameters<typeof openTraceBytes>[0]]>([
    ['an array', () => utf8('0 R 1\n')],
    ['a Blob', () => new Blob(['0 R 1\n'])],
    ['a function that opens a stream', () => () => inPieces(utf8('0 R 1\n'), 2)],
  ])('that is given as %s can be read again', async (_, input) => {
    const source = await openTraceBytes(input());
    expect(await readAll(source)).toEqual(await readAll(source));
  });

  it('tells how far it is', async () => {
    const bytes = utf8('0 R 1\n'.repeat(100_000));
    const source = await openTraceBytes(bytes);
    const done: number[] = [];
    for await (const _ of source.batches()) done.push(source.progress?.().done ?? 0);
    expect(done[0]).toBeLessThan(bytes.length);
    expect(source.progress?.()).toEqual({ done: bytes.length, total: bytes.length, unit: 'bytes' });
  });

  it('stops, without an error, when it is aborted', async () => {
    const source = await openTraceBytes(utf8('0 R 1\n'.repeat(100_000)));
    const controller = new AbortController();
    let count = 0;
    for await (const batch of source.batches(controller.signal)) {
      count += batch.count;
      controller.abort();
    }
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(100_000);
  });
});
