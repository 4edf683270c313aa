import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cohort, printed, refused } from './command.js';

const OWN = 'X86 mine\n{ }\nP0;\nMOV [x],$1;\nforall (x=1)\n';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cohort-litmus-'));
  await writeFile(join(folder, 'b.litmus'), OWN.replace('mine', 'second'));
  await writeFile(join(folder, 'a.litmus'), OWN.replace('mine', 'first'));
  await writeFile(join(folder, 'notes.txt'), 'no test');
});
afterAll(() => rm(folder, { recursive: true }));

const tests = (text: string): string[] => [...text.matchAll(/^Test (\S+)/gm)].map(([, name]) => name!);

describe('cohort litmus', () => {
  it('takes names of the catalogue, in any case, and explores them under TSO', async () => {
    const text = await printed(['litmus', 'SB', 'lb']);
    expect(tests(text)).toEqual(['SB', 'LB']);
    expect(text).toContain('Observation SB Sometimes 1 3\n\nTest LB Allowed\n');
    expect(text).toContain('Observation LB Never 0 3\n');
  });

  it('takes files, and folders of them in the order of their names', async () => {
    expect(tests(await printed(['litmus', join(folder, 'b.litmus')]))).toEqual(['second']);
    expect(tests(await printed(['litmus', folder]))).toEqual(['first', 'second']);
  });

  it('tells of files of a folder that are no tests, or cannot be explored, and goes on with the others', async () => {
    const mixed = await mkdtemp(join(tmpdir(), 'cohort-litmus-'));
    const loops = 'Cohort loops\n{ 0:t0=0; }\nP0;\nagain:;\naddi t0, t0, 1;\nj again;\nexists (0:t0=1)\n';
    await writeFile(join(mixed, 'a.litmus'), 'X87 wrong\n');
    await writeFile(join(mixed, 'b.litmus'), OWN);
    await writeFile(join(mixed, 'c.litmus'), loops);
    await writeFile(join(mixed, 'd.litmus'), OWN.replace('mine', 'last'));
    const { exitCode, stdout, stderr } = await cohort([
      'litmus',
      mixed,
      '--limit',
      '1000',
      '--model',
      'sc,tso',
    ]);
    expect(tests(stdout)).toEqual(['mine', 'mine', 'last', 'last']);
    expect(stderr.split('\n')).toHaveLength(3);
    expect(stderr).toContain('a.litmus:1:1: found "X87"; expected an architecture');
    expect(stderr).toContain('cohort: loops: P0, line 5: "addi t0, t0, 1" is in a loop');
    expect(exitCode).toBe(1);
    const table = await cohort(['litmus', mixed, '--limit', '1000', '--format', 'table']);
    expect(table.stdout.match(/^\S+/gm)).toEqual(['test', 'mine', 'last']);
    await rm(mixed, { recursive: true });
  });

  it('says which model it is if there are several, from the strictest on', async () => {
    const text = await printed(['litmus', 'SB', '--model', 'tso,SC', '--model', 'relaxed']);
    expect([...text.matchAll(/^Model (\w+): /gm)].map(([, name]) => name)).toEqual(['sc', 'tso', 'relaxed']);
  });

  it('--show tells a shortest execution step by step', async () => {
    expect(await printed(['litmus', 'SB', '--show'])).toContain(`
A shortest execution that ends so, under total store order (x86-TSO):
  1  P0  MOV [x],$1   puts x = 1 into its store buffer
  2  P0  MOV EAX,[y]  reads y = 0 from memory
  3  P1  MOV [y],$1   puts y = 1 into its store buffer
  4  P1  MOV EAX,[x]  reads x = 0 from memory
  5  P0               x = 1 leaves its store buffer for memory
  6  P1               y = 1 leaves its store buffer for memory
     0:EAX=0; 1:EAX=0;
`);
  });

  it('--show says so if there is none', async () => {
    expect(await printed(['litmus', 'SB', '--model', 'sc', '--show'])).toContain(
      '\nUnder sequential consistency no execution ends so.\n',
    );
    expect(await printed(['litmus', join(folder, 'a.litmus'), '--show'])).toContain(
      'every execution is as required.',
    );
  });

  it('--format table sets models side by side', async () => {
    const text = await printed(['litmus', 'SB', 'MP', '--model', 'sc,tso,pso', '--format', 'table'], {
      terminal: 110,
    });
    const rows = text.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4));
    expect(rows).toContainEqual(['test', 'sc', 'tso', 'pso']);
    expect(rows).toContainEqual(['SB', 'Never', 'Sometimes', 'Sometimes']);
    expect(rows).toContainEqual(['MP', 'Never', 'Never', 'Sometimes']);
  });

  it('--format json gives data', async () => {
    const [result] = JSON.parse(await printed(['litmus', 'MP+rl+addr', '--model', 'sc', '--format', 'json']));
    expect(result).toMatchObject({
      test: 'MP+rl+addr',
      architecture: 'Cohort',
      model: 'sc',
      kind: 'Allowed',
      ok: false,
      observation: 'Never',
      positive: 0,
      witness: null,
    });
    expect(result.states).toContainEqual({ values: { '1:t0': 'x', '1:t1': 1 }, holds: false });
  });

  it('without a test explores the whole catalogue', async () => {
    const text = await printed(['litmus', '--format', 'table'], { terminal: 110 });
    expect(text).toContain('IRIW+mfences');
  });
});

describe('cohort show litmus', () => {
  it('prints the test, what was published of it, and where', async () => {
    const text = await printed(['show', 'litmus', 'sb']);
    expect(text).toMatch(/^X86 SB\n/);
    expect(text).toMatch(/^sc +no /m);
    expect(text).toMatch(/^tso +yes /m);
    expect(text).toContain('Source: Sewell');
  });
});

describe('is refused:', () => {
  it('a name that is none', async () => {
    expect(await refused(['litmus', 'SB+mfense'])).toBe(
      'there is no litmus test "SB+mfense"; expected a name of the catalogue (cohort list litmus) or a .litmus file. Did you mean "SB+mfences"?',
    );
  });

  it('a model that is none', async () => {
    expect(await refused(['litmus', 'SB', '--model', 'tsp'])).toBe(
      '--model is "tsp"; expected one of sc, tso, pso, relaxed. Did you mean "tso"?',
    );
  });

  it('steps in a table', async () => {
    expect(await refused(['litmus', 'SB', '--show', '--format', 'table'])).toContain('leave one of both out');
  });

  it('a file that is not there', async () => {
    const { exitCode, stderr } = await cohort(['litmus', join(folder, 'c.litmus')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('c.litmus: no such file; expected a litmus test in herd7’s format.');
  });

  it('more states than --limit', async () => {
    const { exitCode, stderr } = await cohort(['litmus', 'IRIW', '--limit', '10']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('IRIW under tso: more than 10 states');
  });
});

describe('cohort litmus --sample', () => {
  it('prints a histogram of runs, model by model', async () => {
    const text = await printed(['litmus', 'SB', '--model', 'sc,tso', '--sample', '60', '--seed', '5']);
    expect(text).toContain('Model tso: total store order (x86-TSO)\nTest SB Allowed\nHistogram (');
    expect(text).toContain('Observation SB Never 0 60\nExplored: ');
    expect(text).toMatch(/^\d+ +\*>0:EAX=0; 1:EAX=0;$/m);
    expect(await printed(['litmus', 'SB', '--model', 'sc,tso', '--sample', '60', '--seed', '5'])).toBe(text);
  });

  it('runs on the machine that is named', async () => {
    const argv = ['litmus', 'SB', '--sample', '5', '--format', 'json'];
    const [report] = JSON.parse(await printed([...argv, '--machine', 'quad-core']));
    expect(report).toMatchObject({ test: 'SB', model: 'tso', runs: 5, partial: false });
    const [usual] = JSON.parse(await printed(argv));
    expect(usual).toMatchObject({ runs: 5 });
  });

  it('--format table tells in how many runs the condition held', async () => {
    const text = await printed([
      'litmus',
      'SB',
      'LB',
      '--sample',
      '10',
      '--model',
      'sc',
      '--format',
      'table',
    ]);
    expect(text).toMatch(/^SB +0 of 10 /m);
    expect(text).toMatch(/^LB +0 of 10 /m);
  });

  it('stopped: prints what there is, and exits with 130', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const argv = ['litmus', 'SB', '--sample', '10M'];
    const { exitCode, stdout, stderr } = await cohort(argv, { signal: controller.signal });
    expect(exitCode).toBe(130);
    expect(stdout).toContain('Histogram (');
    expect(stderr).toBe('cohort: stopped before all runs were made; the histogram is partial\n');
  });

  it.each([
    [['--sample', '5', '--model', 'relaxed'], 'relaxed cannot be sampled'],
    [['--sample', '5', '--show'], '--show prints executions that were explored'],
    [['--sample', '0'], 'Expected a whole number'],
    [['--seed', '5'], '--seed is about runs on the machine'],
    [['--machine', 'dash'], '--machine is about runs on the machine'],
  ] as const)('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await cohort(['litmus', 'SB', ...argv]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
