import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protocolNamed } from '../../src/protocols/index.js';
import { REPORTS } from '../../src/reports/index.js';
import type { Result } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { workloadSource } from '../../src/workloads/index.js';
import { cohort } from './command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WORKLOAD = ['--workload', 'migratory', '--references', '20k'];

const resultOf = async (...argv: string[]): Promise<Result> => {
  const { exitCode, stdout, stderr } = await cohort([...argv, '--report', 'json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Result;
};

const migratory = (options = {}) => workloadSource('migratory', { references: 20_000, ...options });

describe('run', () => {
  it('simulates a workload on the default machine and prints the text report', async () => {
    const result = await simulate({ trace: migratory() });
    expect(await cohort(['run', ...WORKLOAD])).toEqual({
      exitCode: 0,
      stdout: REPORTS.text.render([result]),
      stderr: '',
    });
  });

  it('simulates the bundled trace if none is given', async () => {
    const result = await resultOf('run');
    expect(result.machine).toMatchObject({ processors: 4, protocol: 'MESI' });
    expect(result.total.references).toBeGreaterThan(10_000);
    expect(result.partial).toBe(false);
  });

  it.each(Object.values(REPORTS))('prints the $name report', async (report) => {
    const { stdout } = await cohort(['run', ...WORKLOAD, '--report', report.name]);
    expect(stdout).toBe(report.render([await simulate({ trace: migratory() })]));
  });

  it('takes settings over the machine that is named', async () => {
    const { machine } = await resultOf(
      'run',
      ...WORKLOAD,
      ...['--machine', 'quad-core', '--processors', '2', '--set', 'l2.size=1MiB', '--set', 'l1.ways=4'],
    );
    expect(machine).toMatchObject({
      processors: 2,
      protocol: 'MESIF',
      l1: { ways: 4, size: 32 * 1024 },
      l2: { size: 1024 * 1024 },
    });
  });

  it('gives the workload as many processors as the machine has', async () => {
    const result = await resultOf('run', ...WORKLOAD, '--processors', '8');
    expect(result).toEqual(
      await simulate({ machine: { processors: 8 }, trace: migratory({ processors: 8 }) }),
    );
    expect(result.processors.every(({ references }) => references > 0)).toBe(true);
  });

  it('takes machine and protocol out of files', async () => {
    const machine = join(folder, 'machine.json');
    writeFileSync(machine, JSON.stringify({ preset: 'smp4', l1: { size: '1KiB', ways: 2 } }));
    const protocol = join(folder, 'mine.json');
    writeFileSync(protocol, JSON.stringify({ ...protocolNamed('MOESI'), name: 'Mine' }));
    const result = await resultOf('run', ...WORKLOAD, '--machine', machine, '--protocol', protocol);
    expect(result.protocol.name).toBe('Mine');
    expect(result.machine.l1).toMatchObject({ size: 1024, ways: 2 });
    const named = await simulate({
      machine: { l1: { size: 1024, ways: 2 } },
      protocol: 'MOESI',
      trace: migratory(),
    });
    expect(result.total).toEqual(named.total);
  });

  it('hands parameters and the seed to the workload', async () => {
    const result = await resultOf(
      ...['run', '--workload', 'uniform-random', '--references', '5_000', '--seed', '7'],
      ...['--param', 'footprint=8KiB', '--quantum', '3'],
    );
    const trace = workloadSource('uniform-random', {
      references: 5000,
      seed: 7,
      quantum: 3,
      footprint: '8KiB',
    });
    expect(result).toEqual(await simulate({ machine: { seed: 7 }, trace }));
  });

  it('tells misses apart with --classify', async () => {
    const result = await resultOf('run', ...WORKLOAD, '--classify');
    expect(result).toEqual(await simulate({ trace: migratory(), classify: true }));
    expect(result.total.trueSharingMisses).toBeGreaterThan(0);
  });

  it('stops after --limit records', async () => {
    const { trace, partial } = await resultOf('run', ...WORKLOAD, '--limit', '1234');
    expect(trace).toMatchObject({ name: 'migratory (first 1,234)', records: 1234 });
    expect(partial).toBe(false);
  });

  it('prints memory, time and rate to the standard error with --stats', async () => {
    const { stdout, stderr } = await cohort(['run', ...WORKLOAD, '--stats']);
    expect(stdout).toBe((await cohort(['run', ...WORKLOAD])).stdout);
    expect(stderr).toMatch(
      /^memory: core [\d.]+ MiB, batches [\d.]+ MiB, reader [\d.]+ MiB\ntime: [\d.]+ s, [\d.]+ million references\/s\n$/,
    );
  });
});

describe('--out', () => {
  it('writes what would be printed, and prints nothing', async () => {
    const out = join(folder, 'report.txt');
    expect(await cohort(['run', ...WORKLOAD, '--out', out])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).toBe((await cohort(['run', ...WORKLOAD])).stdout);
  });

  it('replaces a file as a whole and leaves nothing else in the folder', async () => {
    const out = join(folder, 'report.txt');
    writeFileSync(out, 'x'.repeat(1_000_000));
    await cohort(['run', ...WORKLOAD, '--out', out]);
    expect(readFileSync(out, 'utf8')).not.toContain('xxx');
    expect(readdirSync(folder)).toEqual(['report.txt']);
  });

  it.each(Object.values(REPORTS).filter(({ name }) => name !== 'text'))(
    'that ends in .$extension asks for the $name report',
    async ({ name, extension }) => {
      const out = join(folder, `report.${extension}`);
      await cohort(['run', ...WORKLOAD, '--out', out]);
      const { stdout } = await cohort(['run', ...WORKLOAD, '--report', name]);
      expect(readFileSync(out, 'utf8')).toBe(stdout);
    },
  );
});

describe('the text report', () => {
  const ESCAPE = '\u001b[';

  it('fills the terminal and is coloured for it', async () => {
    const { stdout } = await cohort(['run', ...WORKLOAD], { terminal: 100, env: { TERM: 'xterm' } });
    expect(stdout).toBe(
      REPORTS.text.render([await simulate({ trace: migratory() })], { width: 100, color: true }),
    );
    expect(stdout).toContain(ESCAPE);
  });

  it.each([
    ['NO_COLOR is set', [], { terminal: 100, env: { NO_COLOR: '1' } }],
    ['--no-color is given', ['--no-color'], { terminal: 100 }],
    ['the terminal is dumb', [], { terminal: 100, env: { TERM: 'dumb' } }],
    ['the output is no terminal', [], {}],
  ] as const)('is plain if %s', async (_, argv, surroundings) => {
    expect((await cohort(['run', ...WORKLOAD, ...argv], surroundings)).stdout).not.toContain(ESCAPE);
  });

  it('is coloured wherever it goes with --color', async () => {
    expect((await cohort(['run', ...WORKLOAD, '--color'])).stdout).toContain(ESCAPE);
  });

  it('is as wide as COLUMNS says where there is no terminal', async () => {
    const { stdout } = await cohort(['run', ...WORKLOAD], { env: { COLUMNS: '60' } });
    expect(stdout).toBe(REPORTS.text.render([await simulate({ trace: migratory() })], { width: 60 }));
  });
});
