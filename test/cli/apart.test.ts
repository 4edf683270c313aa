/** What a command reads it does not write over, and what it writes goes to files of their own. */
import { link, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { requireApart } from '../../src/cli/apart.js';
import { cohort, printed, refused } from './command.js';

const PROGRAM = 'main:\n  halt\n';
const TRACE = '0 r 0x40\n1 w 0x40\n';

describe('files of one command', () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cohort-apart-'));
    await writeFile(at('x.s'), PROGRAM);
    await writeFile(at('t.txt'), TRACE);
    await writeFile(at('m.json'), '{ "processors": 2 }');
    await symlink(at('x.s'), at('soft.s'));
    await link(at('t.txt'), at('hard.txt'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const cases: readonly [what: string, argv: (path: typeof at) => string[], message: string][] = [
    [
      'the report over the program',
      (path) => ['run', '--program', path('x.s'), '--out', path('x.s')],
      'x.s, which is read: both are the same file. Give --out another name.',
    ],
    [
      'the report over the program by another path',
      (path) => ['run', '--program', path('x.s'), '--out', path('soft.s')],
      'which is read',
    ],
    [
      'a timeline over the program',
      (path) => ['run', '--program', path('x.s'), '--timeline', path('x.s')],
      'which is read',
    ],
    ['the report over the trace', (path) => ['run', path('t.txt'), '--out', path('t.txt')], 'which is read'],
    [
      'the report over another name of the trace',
      (path) => ['run', path('t.txt'), '--out', path('hard.txt')],
      'which is read',
    ],
    [
      'the report over the machine',
      (path) => ['run', path('t.txt'), '--machine', path('m.json'), '--out', path('m.json')],
      'which is read',
    ],
    [
      'a comparison over the trace',
      (path) => ['compare', path('t.txt'), '--protocol', 'MSI,MESI', '--out', path('t.txt')],
      'which is read',
    ],
    [
      'a study over the program',
      (path) => ['speedup', '--program', path('x.s'), '--processors', '2', '--out', path('x.s')],
      'which is read',
    ],
    [
      'a trace over itself',
      (path) => ['trace', 'convert', path('t.txt'), '--out', path('t.txt')],
      'which is read',
    ],
    [
      'the report and a timeline in one file',
      (path) => ['run', '--program', 'counter', '--out', path('new'), '--timeline', path('new')],
      'new, which is written, too: both are the same file. Give --timeline another name.',
    ],
    [
      'a trace and a timeline in one file',
      (path) => ['run', '--program', 'counter', '--trace-out', path('z'), '--timeline', path('./z')],
      'which is written, too',
    ],
  ];

  test.each(cases)('are refused: %s', async (_, argv, message) => {
    expect(await refused(argv(at))).toContain(message);
    expect(await readFile(at('x.s'), 'utf8')).toBe(PROGRAM);
    expect(await readFile(at('t.txt'), 'utf8')).toBe(TRACE);
  });

  it('may have a name of the library', async () => {
    await printed(['run', '--program', 'counter', '--set', 'iterations=1', '--out', at('counter')]);
    expect(await readFile(at('counter'), 'utf8')).toContain('counter: 4 threads');
  });

  it('may all be a device', async () => {
    const device = '/dev/null';
    const outputs = { '--out': device, '--trace-out': device, '--timeline': device };
    await expect(requireApart(outputs, [{ path: device, as: device }])).resolves.toBeUndefined();
  });

  it('are programs whatever their names, if they are there', async () => {
    await writeFile(at('prog.txt'), PROGRAM);
    expect(await printed(['run', '--program', at('prog.txt')])).toContain('prog.txt: 4 threads');
  });

  it('are looked for before it is said that there is no such program', async () => {
    expect(await refused(['run', '--program', 'prog.txt'])).toContain(
      "there is no program 'prog.txt', and no file of that name; the library has: counter",
    );
  });

  it('do not include the standard output for what is recorded', async () => {
    expect(await refused(['run', '--program', 'counter', '--timeline', '-'])).toContain(
      'the standard output is for the report; expected the name of a file',
    );
  });
});

describe('a trace of accesses', () => {
  it('is refused before the run where its format has no place for processors', async () => {
    const message = await refused(['run', '--program', 'counter', '--trace-out', 'y.din']);
    expect(message).toContain(
      '--trace-out y.din: din has no place for processors, and the program runs on 4',
    );
    expect(message).toContain('--processors 1');
  });

  it('may be of any format on one processor', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cohort-apart-'));
    const argv = ['run', '--program', 'counter', '--set', 'iterations=1', '--processors', '1'];
    expect((await cohort([...argv, '--trace-out', join(folder, 'y.din')])).exitCode).toBe(0);
    expect(await readFile(join(folder, 'y.din'), 'utf8')).toMatch(/^[012] [0-9a-f]+/);
    await rm(folder, { recursive: true });
  });
});
