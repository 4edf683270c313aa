/** `cohort speedup`: points, laws, and what is refused. */
import { describe, expect, it } from 'vitest';
import { speedUpSchema } from '../../src/execute/speed-up-schema.js';
import { cohort, printed, refused } from './command.js';

const study = async (...argv: string[]) =>
  speedUpSchema.parse(JSON.parse(await printed(['speedup', ...argv, '--report', 'json'])));

describe('speedup', () => {
  it('runs as many threads as the most processors have, on one processor and on each number', async () => {
    const { program, points, scaled } = await study('--program', 'matrix-multiply', '--processors', '4,2');
    expect(program.threads).toBe(4);
    expect(points.map(({ processors }) => processors)).toEqual([1, 2, 4]);
    expect(points[2]?.speedUp).toBeGreaterThan(3);
    expect(scaled).toBeNull();
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
      [''],
    ]);
  });

  it('measures the timed machine if told so', async () => {
    const argv = ['--program', 'matrix-multiply', '--processors', '2'];
    const [counted, timed] = [await study(...argv), await study(...argv, '--timed')];
    expect(timed.points[0]?.cycles).toBeGreaterThan(Number(counted.points[0]?.cycles));
  });

  it('has fewer nodes of as many processors on a machine of nodes, and says so', async () => {
    const argv = ['--program', 'parallel-sum', '--machine', 'dash', '--processors', '2,8,16'];
    const { points } = await study(...argv);
    expect(points.map(({ processors, nodes }) => [processors, nodes])).toEqual([
      [1, 1],
      [2, 1],
      [8, 2],
      [16, 4],
    ]);
    expect(await printed(['speedup', ...argv])).toContain('Nodes keep their number of processors');
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
