import { describe, expect, it } from 'vitest';
import { memoriesSchema } from '../../src/cluster/memories-schema.js';
import { MEMORIES_SCHEMA, type MemoryFigures } from '../../src/cluster/result.js';
import { cohort } from './command.js';

const COMPARE = ['compare', '--program', 'parallel-sum', '--processors', '4'];

interface Memories {
  readonly schema: string;
  readonly memories: readonly MemoryFigures[];
}

describe('cohort compare --memories', () => {
  it('sets one program on every kind of memory side by side, right on all of them', async () => {
    const { stdout, exitCode } = await cohort([...COMPARE, '--memories', 'all', '--report', 'json']);
    const { schema, memories } = JSON.parse(stdout) as Memories;
    expect(exitCode).toBe(0);
    expect(schema).toBe(MEMORIES_SCHEMA);
    expect(memories.map(({ kind, right }) => [kind, right])).toEqual(
      ['smp', 'numa', 'ivy', 'lrc', 'messages'].map((kind) => [kind, true]),
    );
  });

  it('gives what its JSON Schema says, and no field besides', async () => {
    const { stdout } = await cohort([...COMPARE, '--memories', 'all', '--report', 'json']);
    const given: unknown = JSON.parse(stdout);
    expect(memoriesSchema.parse(given)).toEqual(given);
  });

  it('counts pages on clusters that share them, and messages wherever there are nodes', async () => {
    const { stdout } = await cohort([...COMPARE, '--memories', 'smp,ivy,lrc,messages', '--report', 'json']);
    const [smp, ivy, lrc, messages] = (JSON.parse(stdout) as Memories).memories;
    expect(smp).toMatchObject({ pageFaults: null, messages: null });
    expect(ivy?.pageFaults).toBeGreaterThan(0);
    expect(lrc?.diffs).toBeGreaterThan(0);
    expect(messages).toMatchObject({ program: 'message-sum', pageFaults: null });
    expect(messages?.messages).toBeGreaterThan(0);
  });

  it('takes parameters of the program and settings of the machine', async () => {
    const sets = ['--set', 'lock=dsm', '--set', 'l1.size=4KiB'];
    const { exitCode, stdout } = await cohort([...COMPARE, '--memories', 'smp,lrc', ...sets]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/TreadMarks/);
  });

  it('has locks and barriers of the system on clusters, and the program’s own elsewhere, unless it is told', async () => {
    const meansOf = async (...more: string[]) => {
      const { stdout } = await cohort([...COMPARE, '--memories', 'smp,lrc', '--report', 'json', ...more]);
      return (JSON.parse(stdout) as Memories).memories.map(({ means, right }) => [means, right]);
    };
    expect(await meansOf()).toEqual([
      ['lock=ttas, barrier=sense', true],
      ['lock=dsm, barrier=dsm', true],
    ]);
    const alike = ['lock=mcs, barrier=tree', true];
    expect(await meansOf('--set', 'lock=mcs', '--set', 'barrier=tree')).toEqual([alike, alike]);
  });

  it('takes a machine, a cluster and time', async () => {
    const argv = [
      '--memories',
      'all',
      '--machine',
      'pentium-pro',
      '--cluster',
      'now',
      '--timed',
      '--report',
      'json',
    ];
    const { exitCode, stdout } = await cohort([...COMPARE, ...argv]);
    const { memories } = JSON.parse(stdout) as Memories;
    expect(exitCode).toBe(0);
    expect(memories.every(({ timed, right }) => timed && right)).toBe(true);
  });

  it('gives the same figures as CSV', async () => {
    const argv = [...COMPARE, '--memories', 'ivy,lrc'];
    const { memories } = JSON.parse((await cohort([...argv, '--report', 'json'])).stdout) as Memories;
    const [head = '', ...rows] = (await cohort([...argv, '--report', 'csv'])).stdout.trim().split('\r\n');
    const names = head.split(',');
    expect(rows.map((row) => row.split(/,(?! )/)[names.indexOf('cycles')])).toEqual(
      memories.map(({ cycles }) => String(cycles)),
    );
  });

  it.each([
    [['--memories', 'all', '--schedule', 'gang'], /--schedule is not for --memories/],
    [['--memories', 'all', '--dsm', 'lrc'], /choose kinds by --memories ivy,lrc/],
    [['--memories', 'all', '--set', 'locks=tas'], /neither a parameter/],
    [['--memories', 'ivi'], /ivi/],
    [['--memories', 'all', '--program', 'counter'], /kinds of memory are compared with one value/],
    [['--memories', 'all', '--processors', '2,4'], /one value of each option/],
  ])('refuses %j', async (more, message) => {
    const { exitCode, stderr } = await cohort([...COMPARE, ...more]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});
