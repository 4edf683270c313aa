/** The built command as a process: signals, pipes and full disks. Needs `npm run build` before. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import type { Result } from '../../src/result.js';
import type { Outcome } from './command.js';

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
  readonly ended: Promise<Outcome>;
}

interface Streams {
  readonly stdin?: 'pipe' | 'ignore';
  readonly stdout?: 'pipe' | number;
}

const start = (argv: readonly string[], { stdin = 'ignore', stdout = 'pipe' }: Streams = {}): Running => {
  const child = spawn(process.execPath, [CLI, ...argv], { cwd: folder, stdio: [stdin, stdout, 'pipe'] });
  children.push(child);
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.stderr += chunk;
  });
  // An end by a signal is counted as a shell counts it.
  const ended = new Promise<number>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL'])),
  );
  return { child, ended: ended.then((exitCode) => ({ exitCode, ...text })) };
};

/** Waits until something is so; the test's own time limit ends the wait if it never is. */
const until = async (condition: () => boolean, every = 20): Promise<void> => {
  while (!condition()) await sleep(every);
};

/** Whether a process sleeps, and seconds of processor time that it has used. Linux only. */
const workOf = (pid: number): { asleep: boolean; seconds: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return { asleep: fields[0] === 'S', seconds: (Number(fields[11]) + Number(fields[12])) / 100 };
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

  it('reads distances from the standard input, whenever their bytes come', async () => {
    const { child, ended } = start(['show', 'distances', '-', '--format', 'machine'], { stdin: 'pipe' });
    child.stdin?.write('node distances:\nnode 0 1\n  0: 10 ');
    await sleep(200);
    child.stdin?.end('21\n  1: 21 10\n');
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ processors: 2, numa: { nodes: 2 } });
    expect(stderr).toMatch(/^cohort: standard input: no cpus are listed: /);
  });

  it('reads a trace from the standard input, whenever its bytes come', async () => {
    const { child, ended } = start(['trace', 'info', '-', '--format', 'text', '--json'], { stdin: 'pipe' });
    for (let i = 0; i < 3; i++) {
      child.stdin?.write('0 R 1000\n1 W 1000\n');
      await sleep(200);
    }
    child.stdin?.end();
    const { exitCode, stdout, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ name: 'standard input', records: 6 });
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
    await until(() => workOf(child.pid!).seconds > 1);
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

describe.runIf(existsSync('/proc/self/stat'))('Ctrl-C while a trace is waited for', () => {
  it('ends a run that reads a pipe into which nobody writes', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const { child, ended } = start(['run', 'pipe']);
    // Blocked in the opening of the pipe, the process sleeps and has no more to do.
    let used = 0;
    await until(() => {
      const { asleep, seconds } = workOf(child.pid!);
      const idle = asleep && seconds > 0.05 && seconds === used;
      used = seconds;
      return idle;
    }, 300);
    child.kill('SIGINT');
    expect(await ended).toEqual({ exitCode: 130, stdout: '', stderr: 'cohort: stopped\n' });
  });

  it('reports what came through the standard input so far', async () => {
    const { child, ended } = start(['run', '-', '--format', 'text', '--report', 'json'], { stdin: 'pipe' });
    // Far more than pipes hold: when the last has been taken, much of it has been simulated.
    const lines = '0 R 1000\n1 W 1000\n'.repeat(500_000);
    await new Promise((resolve) => child.stdin?.write(lines, resolve));
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(130);
    const result = JSON.parse(stdout) as Result;
    expect(result.partial).toBe(true);
    expect(result.total.references).toBeGreaterThan(100_000);
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
    const { ended } = start(['run', ...['--workload', 'migratory', '--references', '1k']], {
      stdout: openSync('/dev/full', 'w'),
    });
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
