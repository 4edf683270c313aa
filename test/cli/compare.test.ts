import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/result.js';
import { cohort } from './command.js';

const WORKLOAD = ['--workload', 'migratory', '--references', '20k', '--report', 'json'];

const json = async (...argv: string[]): Promise<unknown> => {
  const { exitCode, stdout, stderr } = await cohort(argv);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
};

const compared = async (...argv: string[]): Promise<readonly Result[]> =>
  ((await json('compare', ...WORKLOAD, ...argv)) as { results: Result[] }).results;

describe('compare', () => {
  it('gives what a run of its own gives each protocol, in the order asked for', async () => {
    const names = ['MSI', 'Dragon', 'MESI', 'none'];
    const results = await compared('--protocol', names.join(','));
    const alone = [];
    for (const name of names) alone.push(await json('run', ...WORKLOAD, '--protocol', name));
    expect(results).toEqual(alone);
  });

  it('puts every protocol on every machine', async () => {
    const results = await compared('--machine', 'smp4,quad-core', '--protocol', 'MSI', '--protocol', 'MOESI');
    expect(results.map(({ machine }) => [machine.l2 !== null, machine.protocol])).toEqual([
      [false, 'MSI'],
      [false, 'MOESI'],
      [true, 'MSI'],
      [true, 'MOESI'],
    ]);
  });

  it('keeps each machine’s own protocol if none is named', async () => {
    const results = await compared('--machine', 'smp4,quad-core');
    expect(results.map(({ protocol }) => protocol.name)).toEqual(['MESI', 'MESIF']);
  });

  it('applies settings to all machines', async () => {
    const results = await compared('--machine', 'smp4,quad-core', '--set', 'l1.size=8KiB');
    expect(results.map(({ machine }) => machine.l1.size)).toEqual([8192, 8192]);
  });

  it('generates a workload for as many processors as the smallest machine has', async () => {
    const results = await compared('--machine', 'smp4,uniprocessor');
    expect(results.map(({ total }) => total.references)).toEqual([20_000, 20_000]);
    expect(results[0]?.processors.map(({ references }) => references)).toEqual([20_000, 0, 0, 0]);
  });

  it('refuses to compare one run with nothing', async () => {
    expect(await cohort(['compare', '--protocol', 'MSI'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'cohort: there is only one machine under one protocol, so nothing to compare. Name several, as in ' +
        '--protocol MSI,MESI,MOESI or --machine smp4,quad-core; for one, use "cohort run".\n',
    });
  });

  it('names the machine that a protocol cannot run on', async () => {
    const { exitCode, stderr } = await cohort(['compare', '--machine', 'smp4,dash', '--protocol', 'Dragon']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^cohort: dash: protocol "Dragon" updates other copies/);
  });

  describe('calls its runs', () => {
    const headOf = async (...argv: string[]): Promise<string[]> => {
      const { stdout } = await cohort(['compare', ...WORKLOAD, '--report', 'csv', ...argv]);
      return [
        ...new Set(
          stdout
            .split('\r\n')
            .slice(1, -1)
            .map((line) => line.replace(/,(total|\d+),.*$/, '')),
        ),
      ];
    };

    it.each([
      [
        ['--machine', 'smp4,dash,origin-2000'],
        ['smp4', 'dash', 'origin-2000'],
      ],
      [
        ['--machine', 'dash', '--protocol', 'MSI,MESI'],
        ['MSI', 'MESI'],
      ],
      [
        ['--machine', 'smp4,dash', '--protocol', 'MSI,MESI'],
        ['"smp4, MSI"', '"smp4, MESI"', '"dash, MSI"', '"dash, MESI"'],
      ],
      [
        ['--machine', 'smp4,smp4'],
        ['smp4 #1', 'smp4 #2'],
      ],
    ])('as the command line does: %j', async (argv, names) => {
      expect(await headOf(...argv)).toEqual(names);
    });
  });
});
