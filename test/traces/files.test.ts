import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTraceFiles } from '../../src/node/open-trace.js';
import { removeUnfinished, writeFile } from '../../src/node/write-file.js';
import { fileOf, longTrace, messageOf, READ, readAll, record, utf8 } from './records.js';

const folder = mkdtempSync(join(tmpdir(), 'cohort-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};

/** Threads of this process that decode, by their handles. */
const workers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

const records = longTrace(200_000);
const big = file('big.cohort', await fileOf(records, { format: 'cohort' }));

describe('a file', () => {
  it.each([
    ['that is not there', at('none'), `${at('none')}: there is no such file. Check the name and the folder`],
    ['that is a directory', folder, `${folder}: it is a directory; expected a file. Name a file in it`],
    ['that is empty', file('empty', ''), `${at('empty')} is empty; expected a trace`],
  ])('%s', async (_, path, message) => {
    expect(await messageOf(openTraceFiles([path]))).toBe(message);
    expect(await messageOf(openTraceFiles([big, path]))).toBe(message);
  });

  it('that may not be read', async () => {
    const path = file('secret', '0 R 1\n');
    chmodSync(path, 0);
    // Root reads everything; then there is nothing to refuse.
    const allowed = process.getuid?.() === 0;
    const outcome = await openTraceFiles([path]).then(
      () => 'read',
      (error: Error) => error.message,
    );
    expect(outcome).toBe(allowed ? 'read' : `${path}: it may not be read. Check its permissions`);
  });

  it('that is not given at all is a usage error', async () => {
    await expect(openTraceFiles([])).rejects.toMatchObject({ name: 'CohortError', exitCode: 2 });
  });

  it('called - is the standard input', () => {
    const program = `import { openTraceFiles } from '${new URL('../../src/node/open-trace.ts', import.meta.url).href}';
      const source = await openTraceFiles(['-']);
      let count = 0;
      for await (const batch of source.batches()) count += batch.count;
      console.log(source.name, source.format, count);`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      input: '0 R 10\n1 W 20\n',
      encoding: 'utf8',
    });
    expect(run.stdout + run.stderr).toBe('standard input text 2\n');
  });
});

describe('a worker', () => {
  it('is not needed to tell how many processors a container has', async () => {
    expect((await openTraceFiles([big], { worker: true })).processors).toBe(4);
  });

  it('decodes what this thread would', async () => {
    const source = await openTraceFiles([big], { worker: true });
    expect(await readAll(source)).toEqual(records);
    expect(source.progress?.()).toEqual({
      done: readFileSync(big).length,
      total: readFileSync(big).length,
      unit: 'bytes',
    });
    expect(workers()).toBe(0);
  });

  it('reads the trace again when asked again', async () => {
    const source = await openTraceFiles([big], { worker: true });
    expect(await readAll(source)).toEqual(await readAll(source));
  });

  it('counts bad records', async () => {
    const path = file('bad.txt', '0 R 1\nbad\n0 R 2\nworse\n');
    const source = await openTraceFiles([path], { worker: true, strict: false, format: 'text' });
    expect(await readAll(source)).toEqual([record(0, READ, 1), record(0, READ, 2)]);
    expect(source.badRecords?.()).toBe(2);
  });

  it('passes errors on, after what came before them, and ends', async () => {
    const path = file('late.txt', `${'0 R 1\n'.repeat(40_000)}bad\n`);
    const source = await openTraceFiles([path], { worker: true, format: 'text' });
    let count = 0;
    const reading = (async () => {
      for await (const batch of source.batches()) count += batch.count;
    })();
    expect(await messageOf(reading)).toContain(`${path}, line 40001: "bad" does not parse`);
    expect(count).toBeGreaterThan(16_000);
    expect(workers()).toBe(0);
  });

  it('ends when the reading is aborted', async () => {
    const source = await openTraceFiles([big], { worker: true });
    const controller = new AbortController();
    let batches = 0;
    for await (const _ of source.batches(controller.signal)) {
      batches++;
      controller.abort();
    }
    expect(batches).toBe(1);
    expect(workers()).toBe(0);
  });

  it('ends when it is aborted while nothing has come yet, or before the start', async () => {
    const source = await openTraceFiles([big], { worker: true });
    const controller = new AbortController();
    const first = source.batches(controller.signal)[Symbol.asyncIterator]().next();
    controller.abort();
    expect(await first).toEqual({ done: true, value: undefined });
    const none = source.batches(AbortSignal.abort())[Symbol.asyncIterator]().next();
    expect(await none).toEqual({ done: true, value: undefined });
    expect(workers()).toBe(0);
  });

  it('ends when its user stops early', async () => {
    const source = await openTraceFiles([big], { worker: true });
    for await (const _ of source.batches()) {
      expect(workers()).toBeGreaterThan(0);
      break;
    }
    expect(workers()).toBe(0);
  });

  it('takes the same memory for a long trace as for a short one', async () => {
    const short = file('short.cohort', await fileOf(records.slice(0, 1000), { format: 'cohort' }));
    const bytes: number[] = [];
    for (const path of [short, big]) {
      const source = await openTraceFiles([path], { worker: true });
      for await (const _ of source.batches());
      bytes.push(source.bufferBytes ?? 0);
    }
    expect(bytes[0]).toBeGreaterThan(0);
    expect(bytes[1]).toBe(bytes[0]);
  });
});

describe('writing a file', () => {
  const target = at('out/report.txt');
  mkdirSync(at('out'));
  const names = (): string[] => readdirSync(at('out'));

  it('puts it there when it is whole, and replaces what was there', async () => {
    await writeFile(target, 'one');
    await writeFile(target, utf8('two'));
    expect(readFileSync(target, 'utf8')).toBe('two');
    expect(names()).toEqual(['report.txt']);
  });

  it('leaves what was there, and nothing else, after an error or an abort', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield utf8('half');
      throw new Error('no more');
    }
    await expect(writeFile(target, failing())).rejects.toThrow('no more');
    const controller = new AbortController();
    async function* aborted(): AsyncIterable<Uint8Array> {
      yield utf8('half');
      controller.abort();
    }
    expect(await writeFile(target, aborted(), controller.signal)).toBe(false);
    expect(readFileSync(target, 'utf8')).toBe('two');
    expect(names()).toEqual(['report.txt']);
  });

  it('leaves nothing behind when the process goes in the middle', async () => {
    async function* slow(): AsyncIterable<Uint8Array> {
      yield utf8('half');
      yield utf8('more');
      expect(names()).toHaveLength(2);
      removeUnfinished();
      expect(names()).toEqual(['report.txt']);
      throw new Error('gone');
    }
    await expect(writeFile(target, slow())).rejects.toThrow('gone');
  });

  it.each([
    ['into a folder that is not there', at('none/x'), 'there is no such folder. Make it first'],
    ['over a folder', at('out'), 'it is a directory; expected the name of a file in it'],
  ])('%s is an error', async (_, path, message) => {
    expect(await messageOf(writeFile(path, 'x'))).toBe(`${path}: ${message}`);
  });

  it('to a full disk says so', async () => {
    expect(await messageOf(writeFile('/dev/full', 'x'))).toBe(
      '/dev/full: the disk is full. Make room, or choose another folder',
    );
  });
});
