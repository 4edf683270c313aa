/** `cohort run --program`: programs by name and from files, what is set, and how they end. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramResult } from '../../src/execute/result.js';
import { programResultSchema } from '../../src/execute/result-schema.js';
import type { Result } from '../../src/result.js';
import { cohort, printed, refused } from './command.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cohort-programs-'));
});
afterAll(() => rm(folder, { recursive: true }));

const json = async (...argv: string[]): Promise<ProgramResult> =>
  JSON.parse((await cohort(['run', ...argv, '--report', 'json'])).stdout) as ProgramResult;

const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

const counter = (...argv: string[]): Promise<ProgramResult> => json('--program', 'counter', ...argv);

describe('run --program', () => {
  it('tells what the program was due to compute, and what it computed', async () => {
    const text = await printed(['run', '--program', 'counter', '--set', 'lock=ticket']);
    expect(text).toMatch(/^counter: 4 threads on 4 processors, MESI\n/);
    expect(text).toMatch(/^counter +4,000 +4,000 +0 +right$/m);
  });

  it('cries out lost updates, which are a result and no failure', async () => {
    const { exitCode, stdout } = await cohort(['run', '--program', 'counter', '--set', 'lock=none']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^!! WRONG: counter was due to be 4,000 and is [\d,]+: [\d,]+ lost \([\d.]+ %\)\.$/m,
    );
  });

  it('sets parameters of the program and fields of the machine by --set', async () => {
    const { program, machine } = await counter(
      ...['--set', 'lock=mcs', '--set', 'l1.size=64KiB', '--set', 'iterations=10', '--processors', '2'],
    );
    expect(program.parameters).toMatchObject({ lock: 'mcs', iterations: '10' });
    expect([machine.l1.size, machine.processors, program.threads]).toEqual([65_536, 2, 2]);
  });

  it('gives a program no more threads than it and its lock can use', async () => {
    const { program, machine } = await counter('--set', 'lock=dekker', '--processors', '8');
    expect([program.threads, machine.processors]).toEqual([2, 8]);
  });

  it('takes fewer threads than processors if told so', async () => {
    const { threads } = await counter('--threads', '3', '--set', 'iterations=5');
    expect(threads.map(({ processor }) => processor)).toEqual([0, 1, 2]);
  });

  it('runs the same twice, and otherwise with another seed', async () => {
    const [a, b, c] = [await counter(), await counter(), await counter('--seed', '7')];
    expect(b).toEqual(a);
    expect(c.findings[0]?.computed).not.toBe(a.findings[0]?.computed);
  });

  it('passes the memory model and the slack on', async () => {
    const { model, slackCycles } = await counter('--model', 'tso', '--slack', '0', '--set', 'iterations=5');
    expect([model, slackCycles]).toEqual(['tso', 0]);
  });

  it('gives JSON as its schema says', async () => {
    const result = await counter('--set', 'lock=tas', '--set', 'iterations=50');
    expect(programResultSchema.parse(result)).toEqual(result);
  });

  it('tells which loads were stale where nothing keeps caches coherent', async () => {
    const argv = ['run', '--program', 'counter', '--protocol', 'none', '--set', 'iterations=20'];
    const text = await printed(argv);
    expect(text).toMatch(/^STALE LOADS\n[\d,]+ loads got a value/m);
    expect(text).toMatch(/^0x[0-9a-f]+ \(counter\) +counter:\d+ +\d/m);
  });

  it('runs a file in assembly language, with its own parameters', async () => {
    const path = await file(
      'sum.s',
      '.param n, 3, 1, 9, "how far"\nmain:\n  li a1, n\n  out a1\n  li a0, 0\n  halt\n',
    );
    const { output, program } = await json('--program', path, '--set', 'n=7', '--processors', '2');
    expect(output.map(({ value }) => value)).toEqual(['7', '7']);
    expect(program.parameters).toEqual({ n: '7' });
  });
});

describe('with a scheduler', () => {
  const SCHEDULED = ['--processors', '2', '--threads', '6', '--schedule', 'round-robin'];

  it('lets more threads than processors take turns', async () => {
    const { schedule, findings } = await counter(
      ...[...SCHEDULED, '--set', 'lock=mutex', '--quantum-cycles', '500', '--switch-cycles', '20'],
    );
    expect(findings[0]).toMatchObject({ due: '6000', computed: '6000' });
    expect(schedule).toMatchObject({ policy: 'round-robin', quantumCycles: 500, switchCycles: 20 });
  });

  it('tells what each processor and thread did, and what turns cost', async () => {
    const text = await printed(['run', '--program', 'counter', ...SCHEDULED, '--quantum-cycles', '500']);
    expect(text).toMatch(/^SCHEDULER: ROUND-ROBIN$/m);
    expect(text).toMatch(/^others ran there since +\d/m);
  });

  it('runs copies of the program', async () => {
    const { program, findings } = await counter(...SCHEDULED, '--processes', '2', '--set', 'lock=mutex');
    expect(program.processes).toBe(2);
    expect(findings.every(({ right }) => right)).toBe(true);
  });

  it('lets the highest priority end first', async () => {
    const { schedule } = await counter(
      ...['--processors', '1', '--threads', '3', '--set', 'lock=mutex'],
      ...['--schedule', 'priority', '--priorities', '1,3,2'],
    );
    const ends = schedule?.threads.map(({ endedAt }) => Number(endedAt)) ?? [];
    expect(ends.toSorted((a, b) => a - b)).toEqual([ends[1], ends[2], ends[0]]);
  });

  it('records accesses and turns', async () => {
    const path = join(folder, 'turns.json');
    const plain = await counter(...SCHEDULED);
    const recorded = await counter(...SCHEDULED, '--timeline', path);
    expect(recorded).toEqual(plain);
    expect(await readFile(path, 'utf8')).toContain('"name":"thread 5"');
  });

  it('has no quantum without a policy', async () => {
    expect(await refused(['run', '--program', 'counter', '--quantum-cycles', '5'])).toMatch(
      /^--quantum-cycles is about a scheduler; choose one with --schedule \(round-robin/,
    );
  });
});

describe('with --timed', () => {
  it('tells cycles by the machine’s clock, and where they went', async () => {
    const argv = ['--set', 'lock=ttas', '--set', 'iterations=50'];
    const [plain, timed] = [await counter(...argv), await counter(...argv, '--timed')];
    expect([plain.timed, timed.timed]).toEqual([false, true]);
    expect(timed.cycles).toBeGreaterThan(plain.cycles);
    expect(programResultSchema.parse(timed)).toEqual(timed);
    const text = await printed(['run', '--program', 'counter', ...argv, '--timed']);
    expect(text).toContain('\nLATENCY BY CLASS OF ACCESS\n');
    expect(text).not.toContain('An instruction takes one cycle');
  });
});

describe('how a program ends', () => {
  const ended = async (text: string, ...argv: string[]) => {
    const path = await file('ends.s', text);
    return cohort(['run', '--program', path, '--processors', '2', ...argv]);
  };

  it.each([
    ['fault', 'main:\n  lw t0, 2(zero)\n', /^!! Thread 0 faulted: instruction 0 [\s\S]*?address 0x2 /m],
    ['limit', 'main:\n  j main\n', /^!! The limit of instructions was reached/m],
    [
      'deadlock',
      '.data\nword: .word 0\n.text\nmain:\n  la t0, word\n  wait zero, (t0)\n  j main\n',
      /^!! Deadlock: every thread/m,
    ],
  ])('exits with 1 after a %s, and says where threads were', async (_, text, told) => {
    const { exitCode, stdout } = await ended(text, '--limit-instructions', '5k');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(told);
  });

  it('gives the partial result when it is stopped', async () => {
    const { exitCode, stdout, stderr } = await cohort(['run', '--program', 'counter', '--report', 'json'], {
      signal: AbortSignal.abort(),
    });
    expect(exitCode).toBe(130);
    expect((JSON.parse(stdout) as ProgramResult).ending).toBe('stopped');
    expect(stderr).toBe('cohort: stopped before the program’s end; the report is partial\n');
  });
});

describe('what is refused', () => {
  it('names the nearest of parameters and fields', async () => {
    expect(await refused(['run', '--program', 'counter', '--set', 'lok=tas'])).toMatch(
      /^--set "lok=tas": "lok" is neither a parameter of the program counter, which has lock, .* Did you mean "lock"\?$/,
    );
    expect(await refused(['run', '--program', 'counter', '--set', 'l1.sise=1KiB'])).toMatch(
      /Did you mean "l1\.size"\?$/,
    );
  });

  it.each([
    ['--program counte', /there is no program 'counte'.* Did you mean "counter"\?$/],
    ['--program counter --set lock=spin', /'lock' is "spin"|no lock 'spin'/],
    ['--program counter --threads 8', /counter has 8 threads, and the machine 4 processors/],
    ['--program counter trace.din', /both a trace \(trace\.din\) and --program counter are given/],
    ['--program counter --param lock=tas', /set by --set, as in --set lock=tas/],
    ['--program counter --limit 5', /--limit-instructions 5/],
    ['--threads 4', /--threads is about a program/],
    ['--timeline x.json', /--timeline is about a program/],
    ['--timeline-events 500', /--timeline-events is about a program/],
    [
      '--program counter --timeline-events 500',
      /--timeline-events is about a timeline; write one with --timeline/,
    ],
    [
      '--program counter --schedule priority --priorities 1,2',
      /schedule\.priorities: 2 of them, and there are 4 threads; expected one for each: give the others theirs/,
    ],
    ['--program counter --report svg', /draws a curve over processors/],
    ['--program counter --trace-out none/x.cohort', /--trace-out none\/x\.cohort: there is no folder none/],
  ])('%s', async (argv, told) => {
    expect(await refused(['run', ...argv.split(' ')])).toMatch(told);
  });

  it('tells an error of assembly with file, line and column', async () => {
    const path = await file('wrong.s', 'main:\n  adi t0, t0, 1\n');
    expect(await refused(['run', '--program', path])).toMatch(
      /wrong\.s:2:3: there is no instruction or macro 'adi'; did you mean 'add/,
    );
  });
});

describe('--trace-out', () => {
  it.each([
    ['MESI', 'ttas'],
    ['MOESI', 'mcs'],
    ['MSI', 'llsc'],
    ['VI', 'tas'],
    ['write-once', 'ticket'],
    ['Dragon', 'tas'],
    ['Firefly', 'mcs'],
  ])('records what gives the same counters on the same machine: %s, %s', async (protocol, lock) => {
    const path = join(folder, `${protocol}-${lock}.cohort`);
    const on = ['--protocol', protocol, '--set', 'l1.size=1KiB', '--processors', '4'];
    const result = await counter(
      '--set',
      `lock=${lock}`,
      '--set',
      'iterations=100',
      '--trace-out',
      path,
      ...on,
    );
    const replayed = JSON.parse(await printed(['run', path, ...on, '--report', 'json'])) as Result;
    expect(replayed.total).toEqual(result.total);
    expect(replayed.processors).toEqual(result.processors);
    expect(replayed.transitions).toEqual(result.transitions);
  });

  it.each([
    ['smp4', ['--set', 'l1.size=1KiB'], ['counter', '--set', 'lock=ttas']],
    ['smp4', ['--protocol', 'MOESI', '--set', 'l1.size=512B'], ['odd-even-sort', '--set', 'elements=64']],
    [
      'quad-core',
      ['--set', 'l1.size=1KiB', '--set', 'l2.size=32KiB'],
      ['matrix-multiply', '--set', 'size=12'],
    ],
    ['two-socket', [], ['bank', '--set', 'transfers=20', '--threads', '8']],
  ])('tells misses apart as the same accesses do: %s %j %j', async (machine, on, program) => {
    const path = join(folder, 'classified.cohort');
    const how = ['--machine', machine, ...on, '--classify', '--report', 'json'];
    const { stdout } = await cohort(['run', '--program', ...program, ...how, '--trace-out', path]);
    const result = JSON.parse(stdout) as ProgramResult;
    const replayed = JSON.parse(await printed(['run', path, ...how])) as Result;
    expect(result.classified).toBe(true);
    expect(result.total.coherenceMisses).toBeGreaterThan(0);
    expect(result.total).toEqual(replayed.total);
    expect(result.processors).toEqual(replayed.processors);
  });

  it('writes the format that the ending tells, gaps and all', async () => {
    const path = join(folder, 'run.txt');
    await file(
      'two.s',
      '.data\nword: .word 0\n.text\nmain:\n  la t0, word\n  lw t1, (t0)\n  nop\n  nop\n  sw t1, (t0)\n  halt\n',
    );
    const argv = ['run', '--program', join(folder, 'two.s'), '--threads', '1', '--trace-out', path];
    const { stderr } = await cohort(argv);
    expect(stderr).toContain(`cohort: ${path}: 2 accesses\n`);
    expect(await readFile(path, 'utf8')).toBe(
      '# processor operation address size gap\n0 R 0x1000 4 1\n0 W 0x1000 4 2\n',
    );
  });

  it('changes nothing of the run', async () => {
    const plain = await counter('--set', 'lock=tas', '--set', 'iterations=300');
    const recorded = await counter(
      ...['--set', 'lock=tas', '--set', 'iterations=300'],
      ...['--trace-out', join(folder, 'same.cohort'), '--timeline', join(folder, 'same.json')],
    );
    expect(recorded).toEqual(plain);
  });

  it('leaves no file behind if the run cannot go on', async () => {
    const before = await readdir(folder);
    const { exitCode } = await cohort([
      ...['run', '--program', 'counter', '--set', 'memoryLimitBytes=1KiB'],
      ...['--trace-out', join(folder, 'never.cohort')],
    ]);
    expect(exitCode).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('--timeline', () => {
  it('is cut at the limit of events, and says so', async () => {
    const path = join(folder, 'cut.json');
    const { stderr, exitCode } = await cohort([
      ...['run', '--program', 'counter', '--set', 'lock=tas'],
      ...['--timeline', path, '--timeline-events', '500'],
    ]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /cut\.json: cut at cycle [\d,]+, after 500 events; --timeline-events N writes more\n$/,
    );
    const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: unknown[] };
    expect(traceEvents.length).toBeLessThan(600);
  });
});
