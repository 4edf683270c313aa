/** `cohort run --program … --cluster`. */
import { describe, expect, it } from 'vitest';
import { cohort } from './command.js';

const run = (...argv: string[]) =>
  cohort(['run', '--program', 'counter', '--set', 'lock=dsm', '--set', 'iterations=10', ...argv]);

describe('run --cluster', () => {
  it('runs the program over nodes, and tells what they had to do with each other', async () => {
    const { exitCode, stdout } = await run('--cluster', '4', '--dsm', 'lrc');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^counter +40 +40 +0 +right$/m);
    expect(stdout).toMatch(/^CLUSTER: 4 NODES$/m);
    expect(stdout).toContain('lazy release consistency');
    expect(stdout).toMatch(/^lockGrant +\d+ +[\d,]+$/m);
  });

  it('takes a manager and the bytes of a page', async () => {
    const { stdout } = await run(
      ...['--cluster', '2', '--manager', 'centralised', '--page-bytes', '1024', '--report', 'json'],
    );
    expect(JSON.parse(stdout).cluster.config).toMatchObject({
      nodes: 2,
      dsm: 'ivy',
      manager: 'centralised',
      pageBytes: 1024,
    });
  });

  it('wants to know of how many nodes', async () => {
    const { exitCode, stderr } = await run('--dsm', 'lrc');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--dsm is about a cluster; say with --cluster how many nodes it has');
  });

  it('needs a program', async () => {
    const { exitCode, stderr } = await cohort(['run', '--cluster', '2']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--cluster is about a program');
  });
});
