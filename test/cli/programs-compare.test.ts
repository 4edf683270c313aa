/** `cohort compare --program`: grids of runs, and the curve over processors. */
import { describe, expect, it } from 'vitest';
import type { ProgramComparison, ProgramResult } from '../../src/execute/result.js';
import { programComparisonSchema } from '../../src/execute/result-schema.js';
import { cohort, printed, refused } from './command.js';

const COUNTER = ['compare', '--program', 'counter', '--set', 'iterations=20'];

const results = async (...argv: string[]): Promise<readonly ProgramResult[]> =>
  (JSON.parse(await printed([...argv, '--report', 'json'])) as ProgramComparison).results;

const lockAndProcessors = ({ program, machine }: ProgramResult): string =>
  `${program.parameters.lock} ${machine.processors}`;

describe('compare --program', () => {
  it('runs every combination of the values', async () => {
    const runs = await results(...COUNTER, '--set', 'lock=tas,mcs', '--processors', '1,2');
    expect(runs.map(lockAndProcessors)).toEqual(['tas 1', 'tas 2', 'mcs 1', 'mcs 2']);
  });

  it('gives what a run of its own gives', async () => {
    const [, second] = await results(...COUNTER, '--set', 'lock=tas,ticket');
    const alone: unknown = JSON.parse(
      await printed(['run', ...COUNTER.slice(1), '--set', 'lock=ticket', '--report', 'json']),
    );
    expect(second).toEqual(alone);
  });

  it('puts protocols, machines and settings side by side', async () => {
    const runs = await results(
      ...COUNTER,
      ...['--machine', 'smp4,pentium-pro', '--protocol', 'MSI,MOESI', '--set', 'l1.size=16KiB,32KiB'],
    );
    expect(
      runs.map(({ machine }) => [machine.l2 !== null, machine.protocol, Number(machine.l1.size) / 1024]),
    ).toEqual([
      [false, 'MSI', 16],
      [false, 'MSI', 32],
      [false, 'MOESI', 16],
      [false, 'MOESI', 32],
      [true, 'MSI', 16],
      [true, 'MSI', 32],
      [true, 'MOESI', 16],
      [true, 'MOESI', 32],
    ]);
  });

  it('has no run of a program on more processors than it takes threads', async () => {
    const argv = [...COUNTER, '--set', 'lock=dekker,mcs', '--processors', '2,4'];
    const { stdout, stderr } = await cohort([...argv, '--report', 'json']);
    const runs = (JSON.parse(stdout) as ProgramComparison).results;
    expect(runs.map(lockAndProcessors)).toEqual(['dekker 2', 'mcs 2', 'mcs 4']);
    const note =
      'counter with iterations=20, lock=dekker takes 2 threads at most: there is no run of it on 4 processors.';
    expect(stderr).toBe(`cohort: note: ${note}\n`);
    const text = await printed(argv);
    expect(text).toMatch(/^A {2}dekker +\d+\.\d\d +–$/m);
    expect(text.replace(/\s+/g, ' ')).toContain(note);
  });

  it('runs fewer threads than there are processors if so many are asked for, or there is nothing else', async () => {
    const dekker = [...COUNTER, '--set', 'lock=dekker,mcs'];
    expect((await results(...dekker, '--processors', '4')).map(lockAndProcessors)).toEqual([
      'dekker 4',
      'mcs 4',
    ]);
    expect(await results(...dekker, '--processors', '2,4', '--threads', '2')).toHaveLength(4);
  });

  it('takes JSON in a setting for one value, commas and all', async () => {
    const runs = await results(...COUNTER, '--set', 'l2={"size":"64KiB","ways":4}', '--processors', '1,2');
    expect(runs.map(({ machine }) => machine.l2?.ways)).toEqual([4, 4]);
  });

  it('compares different programs', async () => {
    const runs = await results('compare', '--program', 'parallel-sum,counter', '--processors', '2');
    expect(runs.map(({ program }) => program.name)).toEqual(['parallel-sum', 'counter']);
  });

  it('gives JSON as its schema says', async () => {
    const comparison: unknown = JSON.parse(
      await printed([...COUNTER, '--processors', '1,2', '--report', 'json']),
    );
    expect(programComparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('draws cycles per acquisition against processors, a line for each lock', async () => {
    const text = await printed([...COUNTER, '--set', 'lock=tas,mcs', '--processors', '1,2,4']);
    expect(text).toMatch(/^CYCLES PER LOCK ACQUISITION$/m);
    expect(text).toMatch(/^A {2}tas +[\d.]+ +[\d.]+ +[\d.]+$/m);
    expect(text).toMatch(/^BUS TRANSACTIONS PER LOCK ACQUISITION/m);
  });

  it('draws the same as SVG', async () => {
    const svg = await printed([
      ...COUNTER,
      ...['--set', 'lock=tas,mcs', '--processors', '1,2,4', '--report', 'svg'],
    ]);
    expect(svg).toMatch(/^<svg xmlns[\s\S]*<\/svg>\n$/);
    expect(svg.match(/<circle/g)).toHaveLength(6);
  });

  it('says which runs lost updates', async () => {
    const text = await printed([...COUNTER, '--set', 'lock=none,tas']);
    expect(text).toMatch(/^!! none: WRONG: counter was due to be 80 /m);
    expect(text).not.toMatch(/^!! tas/m);
  });

  it('refuses one run, and more than anybody waits for', async () => {
    expect(await refused(COUNTER)).toMatch(/^there is only one run, so nothing to compare\./);
    const many = Array.from({ length: 64 }, (_, i) => i + 1).join(',');
    expect(await refused([...COUNTER, '--processors', many, '--set', `think=${many}`])).toMatch(
      /^that makes 4096 runs; expected at most 1000\./,
    );
  });

  it('takes several numbers of processors for programs alone', async () => {
    expect(await refused(['compare', '--processors', '1,2', '--protocol', 'MSI,MESI'])).toMatch(
      /^--processors 1,2: a trace is for one number of processors/,
    );
  });

  it('has one line a machine, called by its name, where nodes go with the processors', async () => {
    const text = await printed([
      ...['compare', '--program', 'parallel-sum', '--machine', 'dash,smp4'],
      ...['--processors', '4,8', '--set', 'elements=512'],
    ]);
    expect(text).toMatch(/^A {2}dash +[\d.,]+ +[\d.,]+$/m);
    expect(text).toMatch(/^B {2}smp4 +[\d.,]+ +[\d.,]+$/m);
    expect(text).toMatch(/^dash, 8 processors /m);
    expect(text).toContain('Nodes keep their number of processors');
  });
});
