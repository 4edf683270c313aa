import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/result.js';
import { cohort, type Outcome } from './command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};

const json = async (...argv: string[]): Promise<Record<string, unknown>> => {
  const { exitCode, stdout, stderr } = await cohort(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Record<string, unknown>;
};
const totalOf = async (...argv: string[]) =>
  ((await json('run', ...argv, '--report', 'json')) as unknown as Result).total;

const failed = (exitCode: number, message: string): Outcome => ({
  exitCode,
  stdout: '',
  stderr: `cohort: ${message}\n`,
});

/** Two threads: P0 reads, P1 writes the same line, P0 reads it again. */
const PING_PONG = '0 R 0x1000 4\n1 W 0x1004 8 3\n0 R 0x1000 4\n';

describe('trace info', () => {
  it('tells format, operations, processors and addresses', async () => {
    const { exitCode, stdout } = await cohort(['trace', 'info', file('x.txt', PING_PONG)]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${path('x.txt')}

Format               text
Records              3
Reads                2
Writes               1
Instruction fetches  0
Addresses            0x1000 to 0x100b
Access sizes         4, 8 B
Data lines           1 of 64 B; 1 shared, 1 of them written
Data pages           1 of 4096 B; 1 shared, 1 of them written
Computation between  3 cycles

Processor  Records  Reads  Writes  Instruction fetches
P0         2        2      0       0
P1         1        0      1       0
`);
  });

  it('tells the same as JSON', async () => {
    expect(await json('trace', 'info', file('x.txt', PING_PONG), '--json')).toEqual({
      name: path('x.txt'),
      format: 'text',
      records: 3,
      badRecords: 0,
      operations: { reads: 2, writes: 1, instructions: 0 },
      processors: [
        { processor: 0, reads: 2, writes: 0, instructions: 0 },
        { processor: 1, reads: 0, writes: 1, instructions: 0 },
      ],
      addresses: { first: '0x1000', last: '0x100b' },
      sizes: [
        { bytes: 4, records: 2 },
        { bytes: 8, records: 1 },
      ],
      gapCycles: 3,
      lines: { unitBytes: 64, units: 1, exact: true, shared: 1, writeShared: 1 },
      pages: { unitBytes: 4096, units: 1, exact: true, shared: 1, writeShared: 1 },
      partial: false,
    });
  });

  it('reads several files as a processor each', async () => {
    const one = file('p0.din', '0 1000\n0 1040\n');
    const two = file('p1.din', '1 1000\n');
    expect(await json('trace', 'info', one, two, '--json')).toMatchObject({
      records: 3,
      processors: [
        { processor: 0, reads: 2 },
        { processor: 1, writes: 1 },
      ],
    });
  });

  it('counts lines that do not parse with --strict=false', async () => {
    const trace = file('x.din', '0 1000\nnonsense\n1 1000\n');
    const info = await json('trace', 'info', trace, '--format', 'din', '--strict=false', '--json');
    expect(info).toMatchObject({ records: 2, badRecords: 1 });
  });
});

describe('trace convert', () => {
  it.each(['x.cohort', 'x.txt', 'x.txt.gz', 'x.txt.zst', 'x.cohort.gz'])(
    'to %s and back leaves the text as it was',
    async (name) => {
      const source = file('source.txt', `# processor operation address size gap\n${PING_PONG}`);
      const there = await cohort(['trace', 'convert', source, '--out', path(name)]);
      expect(there).toMatchObject({ exitCode: 0, stderr: '' });
      expect(there.stdout).toMatch(/: 3 records, [\d,]+ bytes\n$/);
      await cohort(['trace', 'convert', path(name), '--out', path('back.txt')]);
      expect(readFileSync(path('back.txt'), 'utf8')).toBe(readFileSync(source, 'utf8'));
    },
  );

  it.each([
    ['gzip', '1f8b'],
    ['zstd', '28b52ffd'],
  ])('compresses a text with --compress %s whatever its name', async (how, magic) => {
    const source = file('x.txt', PING_PONG);
    await cohort(['trace', 'convert', source, '--out', path('y'), '--to', 'text', '--compress', how]);
    expect(readFileSync(path('y')).toString('hex').startsWith(magic)).toBe(true);
  });

  it.each(['gzip', 'zstd', 'none'])('keeps the references in a container with --compress %s', async (how) => {
    const out = path('x.cohort');
    await cohort(['trace', 'convert', 'sample:word-count', '--out', out, '--compress', how]);
    expect(await totalOf(out)).toEqual(await totalOf('sample:word-count'));
  });

  it('merges one file a processor into one trace', async () => {
    const one = file('p0.din', '0 1000\n0 1040\n');
    const two = file('p1.din', '1 1000\n');
    await cohort(['trace', 'convert', one, two, '--out', path('both.txt')]);
    expect(readFileSync(path('both.txt'), 'utf8').split('\n').slice(1, -1)).toEqual([
      '0 R 0x1000 4',
      '1 W 0x1000 4',
      '0 R 0x1040 4',
    ]);
  });

  it('stops after --limit records', async () => {
    const out = path('x.cohort');
    await cohort(['trace', 'convert', 'sample:word-count', '--out', out, '--limit', '1000']);
    expect(await json('trace', 'info', out, '--json')).toMatchObject({ records: 1000 });
  });

  it('writes to the standard output with --out -', async () => {
    const { exitCode, stdout, stderr } = await cohort([
      ...['trace', 'convert', file('x.txt', PING_PONG), '--out', '-', '--to', 'text'],
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`# processor operation address size gap\n${PING_PONG}`);
  });

  it('refuses to make one thread of several, and writes nothing', async () => {
    const source = file('x.txt', PING_PONG);
    expect(await cohort(['trace', 'convert', source, '--out', path('x.din')])).toEqual(
      failed(
        2,
        'din has no place for processors, and the trace has 0 and 1. Choose one of them (processor), or write text or cohort',
      ),
    );
    expect(readdirSync(folder)).toEqual(['x.txt']);
  });

  it('makes one thread of several with --processor', async () => {
    const source = file('x.txt', PING_PONG);
    await cohort(['trace', 'convert', source, '--out', path('x.din'), '--processor', '1']);
    expect(readFileSync(path('x.din'), 'utf8')).toBe('1 1004\n');
  });

  it('tells what the format has no room for', async () => {
    const source = file('x.txt', '0 R 0x1000 4\n0 R 0x1000 8 5\n');
    const { exitCode, stderr } = await cohort(['trace', 'convert', source, '--out', path('x.din')]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        'cohort: note: the format has no room for access sizes, which 2 records have\n' +
        'cohort: note: the format has no room for computation between references, which 1 records have\n',
    });
  });

  it('tells how many lines were skipped', async () => {
    const source = file('x.din', '0 1000\nnonsense\n1 1000\n');
    const argv = ['trace', 'convert', source, '--format', 'din', '--no-strict', '--out', path('y.din')];
    expect((await cohort(argv)).stderr).toBe('cohort: note: skipped, because they did not parse: 1\n');
    expect(readFileSync(path('y.din'), 'utf8')).toBe('0 1000\n1 1000\n');
  });

  it.each([
    ['champsim', 'traces cannot be written as champsim; they can be as lackey, din, text, cohort'],
    [
      'txet',
      'there is no trace format "txet"; expected one of lackey, din, text, champsim, cohort. Did you mean "text"?',
    ],
  ])('refuses --to %s', async (format, message) => {
    const argv = ['trace', 'convert', file('x.txt', PING_PONG), '--out', path('y'), '--to', format];
    expect(await cohort(argv)).toEqual(failed(2, message));
  });
});

describe('trace generate', () => {
  const GENERATE = ['trace', 'generate', 'lock-contention', '--references', '5k', '--processors', '3'];

  it('writes the references that "run --workload" simulates', async () => {
    const out = path('locks.cohort');
    const { exitCode, stdout } = await cohort([...GENERATE, '--seed', '9', '--out', out]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/locks\.cohort: 5,000 records, [\d,]+ bytes\n$/);
    expect(await totalOf(out, '--processors', '3')).toEqual(
      await totalOf(
        ...['--workload', 'lock-contention', '--references', '5k', '--processors', '3', '--seed', '9'],
      ),
    );
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const bytes = async (name: string, seed: string): Promise<string> => {
      await cohort([...GENERATE, '--seed', seed, '--out', path(name)]);
      return readFileSync(path(name)).toString('hex');
    };
    const first = await bytes('a.cohort', '1');
    expect(await bytes('b.cohort', '1')).toBe(first);
    expect(await bytes('c.cohort', '2')).not.toBe(first);
  });

  it('tells the format and the compression from the file’s name', async () => {
    await cohort([...GENERATE, '--out', path('x.txt.gz')]);
    expect(gunzipSync(readFileSync(path('x.txt.gz'))).toString()).toMatch(/^# processor operation/);
  });

  it('takes the workload’s parameters', async () => {
    const argv = ['trace', 'generate', 'uniform-random', '--references', '1k', '--out', path('x.cohort')];
    await cohort([...argv, '--param', 'footprint=64']);
    const { addresses } = (await json('trace', 'info', path('x.cohort'), '--json')) as {
      addresses: { first: string; last: string };
    };
    expect(Number(addresses.last) - Number(addresses.first)).toBeLessThan(64);
  });
});

describe('a trace file that cannot be simulated', () => {
  it.each([
    ['is missing', () => path('no.din'), 'there is no such file. Check the name and the folder'],
    ['is a directory', () => folder, 'it is a directory; expected a file. Name a file in it'],
  ])('because it %s', async (_, make, reason) => {
    const trace = make();
    for (const argv of [['run'], ['trace', 'info']]) {
      expect(await cohort([...argv, trace])).toEqual(failed(1, `${trace}: ${reason}`));
    }
  });

  it('because it is empty', async () => {
    const trace = file('empty.din', '');
    expect(await cohort(['run', trace])).toEqual(failed(1, `${trace} is empty; expected a trace`));
  });

  it('because it holds no references', async () => {
    const trace = file('comments.txt', '# nothing\n# here\n');
    expect(await cohort(['run', trace, '--format', 'text'])).toEqual(
      failed(1, `${trace} holds no references. Check that it is the right file`),
    );
  });

  it('because its archive is cut short', async () => {
    const whole = gzipSync('0 1000\n'.repeat(5000));
    const trace = file('cut.din.gz', whole.subarray(0, whole.length - 12));
    const { exitCode, stdout, stderr } = await cohort(['run', trace]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^cohort: .*cut\.din\.gz.*gzip.*\n$/);
  });

  it('because a line does not parse: the line is named', async () => {
    const trace = file('bad.din', '0 1000\n0 1004\n7 xyz\n0 1008\n');
    const { exitCode, stdout, stderr } = await cohort(['run', trace, '--format', 'din']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^cohort: .*bad\.din, line 3: "7 xyz" does not parse; expected .*\n$/);
  });

  it('because it uses more processors than the machine has: how many is told', async () => {
    const trace = file('many.txt', '0 R 1000\n5 R 1000\n');
    const { exitCode, stdout, stderr } = await cohort(['run', trace]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^cohort: .*many\.txt.*processor 5.*\n$/);
  });
});

describe('--strict=false', () => {
  it('skips lines that do not parse, and the report says how many', async () => {
    const trace = file('bad.din', '0 1000\nnonsense\n7 xyz\n0 1008\n');
    const argv = ['run', trace, '--format', 'din', '--strict=false', '--report', 'json'];
    expect(await json(...argv)).toMatchObject({ trace: { records: 2, badRecords: 2 }, partial: false });
  });
});
