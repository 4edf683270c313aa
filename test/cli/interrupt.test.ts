import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/result.js';
import { cohort, type Outcome } from './command.js';

const ENDLESS = ['--workload', 'false-sharing', '--references', '1000G'];
const STOPPED = 'cohort: stopped before the end of the trace; the report is partial\n';

/** Runs until the progress bar appears, and interrupts then: the simulation is under way for sure. */
const interrupted = (argv: readonly string[]): Promise<Outcome> => {
  const controller = new AbortController();
  const { signal } = controller;
  return cohort(argv, { terminal: 80, signal, onStderr: () => controller.abort() });
};

describe('Ctrl-C', () => {
  it('prints what was simulated so far, marked as partial', async () => {
    const { exitCode, stdout, stderr } = await interrupted(['run', ...ENDLESS, '--report', 'json']);
    expect(exitCode).toBe(130);
    expect(stderr.endsWith(STOPPED)).toBe(true);
    const result = JSON.parse(stdout) as Result;
    expect(result.partial).toBe(true);
    expect(result.total.references).toBeGreaterThan(0);
    expect(result.total.hits + result.total.misses).toBe(result.total.references);
  });

  it('leaves every run of a comparison at the same reference', async () => {
    const argv = ['compare', ...ENDLESS, '--protocol', 'MSI,MESI,Dragon', '--report', 'json'];
    const { exitCode, stdout } = await interrupted(argv);
    expect(exitCode).toBe(130);
    const { results } = JSON.parse(stdout) as { results: Result[] };
    expect(results.map(({ partial }) => partial)).toEqual([true, true, true]);
    expect(results[0]?.total.references).toBeGreaterThan(0);
    expect(new Set(results.map(({ total }) => total.references)).size).toBe(1);
  });

  it('writes the partial report whole to --out, and nothing beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
    const out = join(folder, 'result.json');
    const { exitCode, stdout } = await interrupted(['run', ...ENDLESS, '--out', out]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
    expect(readdirSync(folder)).toEqual(['result.json']);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ partial: true });
    rmSync(folder, { recursive: true });
  });

  it('before the first reference gives an empty partial report', async () => {
    const argv = ['run', ...ENDLESS, '--report', 'json'];
    const { exitCode, stdout } = await cohort(argv, { signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ partial: true, total: { references: 0 } });
  });

  it.each(['text', 'md'])('is said in the %s report', async (report) => {
    const argv = ['run', ...ENDLESS, '--report', report];
    const { stdout } = await cohort(argv, { signal: AbortSignal.abort() });
    expect(stdout).toMatch(/partial/i);
  });
});
