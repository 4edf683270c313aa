/** The built command as a process: signals, pipes and full disks. Needs `npm run build` before. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ENDLESS = ['--workload', 'false-sharing', '--references', '1000G'];

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cohort-cli-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
}

const start = (argv: readonly string[], stdout: 'pipe' | number = 'pipe'): Running => {
  const child = spawn(process.execPath, [CLI, ...argv], { cwd: folder, stdio: ['ignore', stdout, 'pipe'] });
  children.push(child);
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended: ended.then((exitCode) => ({ exitCode, ...text })) };
};

/** Waits until something is so; the test's own time limit ends the wait if it never is. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(20);
};

/** Seconds of processor time that a process has used. Linux only. */
const processorSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

describe('the built command', () => {
  it('runs as a program of its own', () => {
    expect(execFileSync(CLI, ['--version'], { encoding: 'utf8' })).toBe(`${manifest.version}\n`);
  });

  it('simulates the bundled trace', async () => {
    const { exitCode, stdout, stderr } = await start(['run']).ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('MESI on 4 processors');
  });

  it('ends with the exit code of what went wrong', async () => {
    const { exitCode, stdout, stderr } = await start(['run', 'missing.din']).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^cohort: missing\.din: .+\n$/);
  });
});

describe.runIf(existsSync('/proc/self/stat'))('Ctrl-C', () => {
  it('prints a whole report of what was simulated so far, marked as partial', async () => {
    const { child, ended } = start(['run', ...ENDLESS, '--report', 'json']);
    // Starting up takes less; by then the workload is being simulated.
    await until(() => processorSeconds(child.pid!) > 1);
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 130,
      stderr: 'cohort: stopped before the end of the trace; the report is partial\n',
    });
    expect(JSON.parse(stdout)).toMatchObject({ partial: true });
  });

  it.each([
    ['once', 1],
    ['twice', 2],
  ])('%s leaves no half-written trace behind', async (_, times) => {
    const { child, ended } = start([
      'trace',
      'generate',
      'false-sharing',
      '--references',
      '1000G',
      '--out',
      'x.cohort',
    ]);
    await until(() => readdirSync(folder).length > 0);
    for (let i = 0; i < times; i++) child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a reader that goes away', () => {
  it('ends the command quietly', async () => {
    const { child, ended } = start(['show', 'counter']);
    child.stdout?.destroy();
    expect(await ended).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

describe.runIf(existsSync('/dev/full'))('a full disk', () => {
  it('behind the standard output is told in one message', async () => {
    const { ended } = start(
      ['run', ...['--workload', 'migratory', '--references', '1k']],
      openSync('/dev/full', 'w'),
    );
    expect(await ended).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'cohort: the output: the disk is full. Make room, or write elsewhere\n',
    });
  });

  it.each([
    ['a report', ['run', '--workload', 'migratory', '--references', '1k']],
    ['a trace', ['trace', 'generate', 'migratory', '--references', '100k']],
  ])('under --out of %s is told in one message', async (_, argv) => {
    const { exitCode, stdout, stderr } = await start([...argv, '--out', '/dev/full']).ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toBe('cohort: /dev/full: the disk is full. Make room, or choose another folder\n');
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });
});
