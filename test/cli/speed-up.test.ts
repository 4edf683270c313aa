/** `cohort speedup`: points, laws, and what is refused. */
import { describe, expect, it } from 'vitest';
import { speedUpSchema } from '../../src/execute/speed-up-schema.js';
import { cohort, printed, refused } from './command.js';

const study = async (...argv: string[]) =>
  speedUpSchema.parse(JSON.parse(await printed(['speedup', ...argv, '--report', 'json'])));

describe('speedup', () => {
  it('holds a thread for each processor against one thread on one processor', async () => {
    const { base, program, points, scaled } = await study(
      ...['--program', 'matrix-multiply', '--processors', '8,4,2'],
    );
    expect(base).toBe('one-thread');
    expect(program.threads).toBe(8);
    expect(points.map(({ processors, threads }) => [processors, threads])).toEqual([
      [1, 1],
      [2, 2],
      [4, 4],
      [8, 8],
    ]);
    for (const { processors, speedUp } of points) {
      expect(speedUp).toBeGreaterThan(0.9 * processors);
      expect(speedUp).toBeLessThanOrEqual(processors);
    }
    expect(scaled).toBeNull();
  });

  it('tells apart what it costs to take turns on one processor', async () => {
    const { points, turns } = await study('--program', 'matrix-multiply', '--processors', '2,4');
    expect([turns?.processors, turns?.threads]).toEqual([1, 4]);
    expect(turns?.cycles).toBeGreaterThan(Number(points[0]?.cycles));
    expect(turns?.speedUp).toBeLessThan(1);
  });

  it('takes as many threads on every number of processors as it is told', async () => {
    const { points } = await study('--program', 'parallel-sum', '--processors', '2,4', '--threads', '4');
    expect(points.map(({ threads }) => threads)).toEqual([1, 4, 4]);
  });

  it('has threads take turns as its base where each does work of its own', async () => {
    const { base, points, turns } = await study('--program', 'counter', '--processors', '2,4');
    expect(base).toBe('turns');
    expect(points.map(({ threads }) => threads)).toEqual([4, 4, 4]);
    expect(turns).toBeNull();
  });

  it('scales a parameter by the processors', async () => {
    const sum = ['--program', 'parallel-sum', '--set', 'elements=20000', '--set', 'lock=mutex'];
    const { scaled, gustafson } = await study(...sum, '--processors', '2,4', '--scale', 'elements');
    expect(scaled?.map(({ right }) => right)).toEqual([true, true, true]);
    expect(scaled?.[2]?.instructions).toBeGreaterThan(2 * Number(scaled?.[0]?.instructions));
    expect(gustafson?.residual).toBeGreaterThan(0);
  });

  it('takes what a switch costs, and several processes', async () => {
    const costs = ['--schedule', 'gang', '--quantum-cycles', '500', '--switch-cycles', '100'];
    const bank = ['--program', 'bank', '--processors', '2', '--processes', '2', '--set', 'lock=mutex'];
    const { points, policy, program } = await study(...bank, ...costs);
    expect([policy, program.processes]).toEqual(['gang', 2]);
    expect(points.map(({ migrations }) => migrations)).toEqual([0, 0]);
    expect(points.map(({ switches }) => switches > 50)).toEqual([true, true]);
  });

  it('is a table in text and in Markdown, and a row a point in CSV', async () => {
    const argv = ['speedup', '--program', 'matrix-multiply', '--processors', '2'];
    const text = await printed(argv);
    expect(text).toMatch(/^matrix-multiply: speed-up, MESI\n/);
    expect(text).toMatch(/^Amdahl’s law: a serial fraction of/m);
    expect(await printed([...argv, '--report', 'md'])).toMatch(/^\| +processors/m);
    const csv = await printed([...argv, '--report', 'csv']);
    expect(csv.split('\n').map((row) => row.split(',').slice(0, 2))).toEqual([
      ['work', 'processors'],
      ['same', '1'],
      ['same', '2'],
      ['turns', '1'],
      [''],
    ]);
  });

  it('measures the timed machine if told so', async () => {
    const argv = ['--program', 'matrix-multiply', '--processors', '2'];
    const [counted, timed] = [await study(...argv), await study(...argv, '--timed')];
    expect(timed.points[0]?.cycles).toBeGreaterThan(Number(counted.points[0]?.cycles));
  });

  it('fails where a run does not end, and says where it was', async () => {
    const argv = ['speedup', '--program', 'philosophers', '--set', 'order=naive', '--processors', '2'];
    const { exitCode, stderr } = await cohort(argv);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^cohort: A run that does not end has no speed-up\. On 2 processors: Deadlock/);
  });

  it.each([
    [
      ['--scale', 'lock'],
      /--scale lock: expected a parameter of counter that is a number; it has .*iterations/,
    ],
    [['--schedule', 'fair'], /fair/],
    [['--processors', '0'], /--processors/],
  ])('refuses %j', async (more, message) => {
    expect(await refused(['speedup', '--program', 'counter', '--processors', '2', ...more])).toMatch(message);
  });
});
