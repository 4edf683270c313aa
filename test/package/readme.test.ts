import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rerun } from '../../src/workshop/console.js';
import { type Installed, installPackage, run } from './installed.js';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const text = readFileSync(path('README.md'), 'utf8');
const blocks = (language: string, page = text): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block]) => block!,
  );

describe('the README', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await installPackage();
  }, 120_000);
  afterAll(() => installed.remove());

  test('shows what its commands print (else: npm run docs)', () => {
    expect(blocks('console').join()).toContain('$ npx cohort run');
    expect(rerun(text, path('dist/cli.js'))).toBe(text);
  }, 120_000);

  test.each(['README.md', 'src/docs/README.md', 'src/docs/protocols.md', 'src/docs/traces.md'])(
    'and other pages link to files that are there: %s',
    (page) => {
      const links = [...readFileSync(path(page), 'utf8').matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map(
        ([, to]) => to!,
      );
      expect(links.filter((to) => !existsSync(new URL(to, pathToFileURL(path(page)))))).toEqual([]);
    },
  );

  const pages = ['src/docs/programs.md', 'src/docs/litmus.md'].map((page) =>
    readFileSync(path(page), 'utf8'),
  );
  test.each([text, ...pages].flatMap((page) => blocks('js', page).map((block) => [block])))(
    'and other pages have programs that run with the installed package:\n%s',
    async (block) => {
      const file = join(installed.project, 'program.js');
      await writeFile(file, block);
      const { stdout, stderr } = await run(process.execPath, [file], { cwd: installed.project });
      expect(stderr).toBe('');
      expect(stdout).not.toBe('');
    },
  );

  test.each(blocks('json').map((block) => [block]))('has machines that are accepted:\n%s', async (block) => {
    const file = join(installed.project, 'machine.json');
    await writeFile(file, block);
    const { stdout } = await run(process.execPath, [
      `${installed.folder}dist/cli.js`,
      'show',
      'machine',
      file,
    ]);
    expect(stdout).toContain('16 KiB');
  });
});
