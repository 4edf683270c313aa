/** `cohort run --program … --cluster`, and what else the command line has of clusters. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLUSTERS } from '../../src/cluster/index.js';
import { cohort } from './command.js';

const run = (...argv: string[]) =>
  cohort(['run', '--program', 'counter', '--set', 'lock=dsm', '--set', 'iterations=10', ...argv]);

const configOf = async (...argv: string[]) => {
  const { stdout } = await run(...argv, '--report', 'json');
  return JSON.parse(stdout).cluster.config;
};

describe('run --cluster', () => {
  it('runs the program over nodes, and tells what they had to do with each other', async () => {
    const { exitCode, stdout } = await run('--cluster', '4', '--dsm', 'lrc');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^counter +40 +40 +0 +right$/m);
    expect(stdout).toMatch(/^CLUSTER: 4 NODES$/m);
    expect(stdout).toContain('lazy release consistency');
    expect(stdout).toMatch(/^lockGrant +\d+ +[\d,]+$/m);
    expect(stdout).toMatch(/^node +computing +pages +locks +interrupted$/m);
  });

  it('takes a manager and the bytes of a page', async () => {
    expect(
      await configOf('--cluster', '2', '--manager', 'centralised', '--page-bytes', '1KiB'),
    ).toMatchObject({
      nodes: 2,
      dsm: 'ivy',
      manager: 'centralised',
      pageBytes: 1024,
    });
  });

  it('takes one of the catalogue, with a node for each thread', async () => {
    expect(await configOf('--cluster', 'now')).toMatchObject({ nodes: 4, messages: { overheadCycles: 484 } });
  });

  it('takes a file, and settings over it', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'cohort-')), 'mine.json');
    await writeFile(file, '{ "preset": "cm-5", "nodes": 2, "messages": { "latencyCycles": 7 } }');
    const settings = ['--set', 'cluster.messages.headerBytes=9', '--set', 'cluster.nodes=4'];
    expect(await configOf('--cluster', file, ...settings)).toMatchObject({
      nodes: 4,
      messages: { latencyCycles: 7, headerBytes: 9, overheadCycles: 66 },
    });
  });

  it('has as many threads as nodes where nothing is said of them', async () => {
    const { stdout } = await run('--cluster', '6');
    expect(stdout).toMatch(/^counter: 6 threads/);
  });

  it('keeps the time of each node’s machine', async () => {
    const { exitCode, stdout } = await run('--cluster', '2', '--timed');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^buses +2 /m);
  });

  it('gives counters of nodes and messages as CSV', async () => {
    const { stdout } = await run('--cluster', '2', '--dsm', 'lrc', '--report', 'csv');
    expect(stdout).toMatch(/^counter,cluster,diffsCreated,times,\d+$/m);
    expect(stdout).toMatch(/^counter,node 1,lockWaitCycles,cycles,\d+$/m);
    expect(stdout).toMatch(/^counter,message lockGrant,bytes,B,\d+$/m);
  });

  it.each([
    [['--dsm', 'lrc'], '--dsm is about a cluster; say with --cluster how many nodes it has'],
    [['--set', 'cluster.dsm=lrc'], '--set cluster.dsm=lrc is about a cluster'],
    [['--cluster', '0'], 'nodes is 0; expected a whole number from 1 to 256'],
    [['--cluster', 'nwo'], 'Did you mean "now"?'],
    [['--cluster', '2', '--page-bytes', '5000'], '--page-bytes: pageBytes is 5000; expected a power of two'],
    [
      ['--cluster', '2', '--set', 'cluster.message.latencyCycles=1'],
      'Did you mean "cluster.messages.latencyCycles"?',
    ],
    [['--cluster', '2', '--set', 'cluster.preset=nwo'], 'Did you mean "now"?'],
    [['--cluster', '2', '--machine', 'quad-core'], 'this one has l3'],
    [['--cluster', '2', '--model', 'tso'], 'sequential consistency, and model is tso'],
    [
      ['--cluster', '5', '--processors', '4'],
      '--processors 4 and a cluster of 5 nodes with 5 threads; expected at least 5',
    ],
    [['--cluster', '2', '--processors', '4', '--threads', '6'], 'expected at least 6'],
    [
      ['--cluster', '2', '--dsm', 'lrc', '--manager', 'centralised'],
      "--manager centralised is about pages under ivy, and the cluster's dsm is lrc; take --dsm ivy",
    ],
    [
      ['--cluster', '2', '--set', 'cluster.dsm=none', '--set', 'cluster.manager=centralised'],
      "--set cluster.manager=centralised is about pages under ivy, and the cluster's dsm is none",
    ],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await run(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it('needs a program', async () => {
    const { exitCode, stderr } = await cohort(['run', '--cluster', '2']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--cluster is about a program');
  });
});

describe('compare --cluster', () => {
  it('sets clusters side by side, with messages an acquisition', async () => {
    const { exitCode, stdout } = await cohort([
      ...['compare', '--program', 'counter', '--set', 'lock=mcs,dsm', '--set', 'iterations=5'],
      ...['--cluster', '2', '--set', 'cluster.dsm=ivy,lrc', '--set', 'cluster.messages.latencyCycles=10,500'],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^mcs, ivy, latencyCycles=10 +done +right/m);
    expect(stdout).toMatch(/^dsm, lrc, latencyCycles=500 +done +right/m);
    expect(stdout).toMatch(/messages/);
  });
});

describe('the catalogue of clusters', () => {
  it('is listed', async () => {
    const { stdout } = await cohort(['list', 'clusters']);
    for (const { name } of CLUSTERS) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('is shown with what messages and pages take, and each field by the name that --set takes', async () => {
    const { stdout } = await cohort(['show', 'cluster', 'treadmarks-atm']);
    expect(stdout).toMatch(/^a message of 8 bytes, one way +10,160 cycles +254\.0 µs$/m);
    expect(stdout).toMatch(/^cluster\.costs\.faultCycles +3920$/m);
    expect(stdout).toContain('Source: P. Keleher');
  });

  it('is shown as a file to go on from', async () => {
    const { stdout } = await cohort(['show', 'cluster', 'now', '--format', 'json']);
    const file = join(await mkdtemp(join(tmpdir(), 'cohort-')), 'mine.json');
    await writeFile(file, stdout);
    expect(await configOf('--cluster', file)).toMatchObject({ nodes: 4, messages: { overheadCycles: 484 } });
  });

  it('has a JSON Schema', async () => {
    const { stdout } = await cohort(['schema', 'cluster']);
    expect(JSON.parse(stdout)).toMatchObject({ title: 'Cohort cluster' });
  });
});
