/** Programs, locks, barriers and instructions as the catalogue shows them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProgramResult } from '../../src/execute/result.js';
import { BARRIERS } from '../../src/programs/barriers/index.js';
import { INSTRUCTIONS } from '../../src/programs/isa.js';
import { PROGRAMS } from '../../src/programs/library/index.js';
import { LOCKS } from '../../src/programs/locks/index.js';
import { printed, refused } from './command.js';

const firstWords = (text: string): string[] =>
  text.split('\n').flatMap((line) => /^\S+/.exec(line)?.[0] ?? []);

describe('list', () => {
  it.each([
    ['programs', PROGRAMS],
    ['locks', LOCKS],
    ['barriers', BARRIERS],
  ])('names all %s', async (what, all) => {
    expect(firstWords(await printed(['list', what]))).toEqual(all.map(({ name }) => name));
  });
});

describe('show program', () => {
  it('tells what it does, its parameters and its text with the lock chosen', async () => {
    const text = await printed(['show', 'program', 'counter', '--set', 'lock=ticket']);
    expect(text).toMatch(/^counter: a counter that all threads add to\n/);
    expect(text).toMatch(/^iterations +additions by each thread \(0 to 1000000000;/m);
    expect(text).toMatch(/^# ticket lock$/m);
  });

  it('gives a text that runs as the program does', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cohort-show-'));
    const path = join(folder, 'own.s');
    const json = async (program: string, ...argv: string[]): Promise<ProgramResult> =>
      JSON.parse(await printed(['run', '--program', program, ...argv, '--report', 'json'])) as ProgramResult;
    try {
      await writeFile(path, await printed(['show', 'program', 'counter', '--set', 'lock=mcs', '--assembly']));
      const own = await json(path);
      const library = await json('counter', '--set', 'lock=mcs');
      expect(own.total).toEqual(library.total);
      expect(own.cycles).toBe(library.cycles);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('disassembles', async () => {
    const text = await printed(['show', 'program', 'counter', '--threads', '2', '--disassemble']);
    expect(text).toMatch(/^# counter: 2 threads, lines of 64 bytes\n/);
    expect(text).toMatch(/^loop:$/m);
  });

  it('refuses fields of machines', async () => {
    expect(await refused(['show', 'program', 'counter', '--set', 'l1.size=1KiB'])).toMatch(
      /is a field of a machine/,
    );
  });
});

describe('show instructions', () => {
  it('tells what each does', async () => {
    const rows = firstWords(await printed(['show', 'instructions'], { env: { COLUMNS: '110' } }));
    expect(rows).toEqual(expect.arrayContaining(INSTRUCTIONS.map(({ mnemonic }) => mnemonic)));
  });

  it('tells one of them', async () => {
    expect(await printed(['show', 'instructions', 'ret'])).toBe('ret  Short for jalr zero, ra, 0.\n');
    expect(await refused(['show', 'instructions', 'fad.w'])).toMatch(/Did you mean "fadd\.w"\?$/);
  });
});

describe('show lock', () => {
  it('tells how it works, with its text', async () => {
    expect(await printed(['show', 'lock', 'MCS'])).toMatch(/^mcs: MCS queue lock\n[\s\S]*\.macro acquire at/);
  });
});
