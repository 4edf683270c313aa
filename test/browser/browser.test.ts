import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, installPackage, run } from '../package/installed.js';
import { openChromium } from './chromium.js';
import { type Site, serve } from './server.js';

type Reports = Record<string, string>;

const here = fileURLToPath(new URL('./', import.meta.url));

/** Runs the cases with the installed package in plain Node, in a process of its own. */
const inNode = async ({ project }: Installed): Promise<Reports> => {
  const { code } = await transform(await readFile(`${here}cases.ts`, 'utf8'), { loader: 'ts' });
  await writeFile(join(project, 'cases.js'), code);
  const script = join(project, 'run-cases.js');
  await writeFile(
    script,
    `import * as cohort from 'cohort';
     import { reports } from './cases.js';
     process.stdout.write(JSON.stringify(await reports(cohort)));`,
  );
  const { stdout } = await run(process.execPath, [script], { cwd: project, maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
};

/** What a page does: no bundler and no import map, only addresses. */
const PAGE = `
  Promise.all([import('/cohort/index.js'), import('/cases/cases.ts')])
    .then(([cohort, { reports }]) => reports(cohort))`;

const WORKER = `
  new Promise((resolve, reject) => {
    const source = "import * as cohort from '" + location.origin + "/cohort/index.js';" +
      "import { reports } from '" + location.origin + "/cases/cases.ts';" +
      "reports(cohort).then((all) => postMessage(all), (error) => postMessage(String(error)));";
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(address, { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  })`;

describe('the built package in Chromium', () => {
  let installed: Installed;
  let site: Site;
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let page: Page;
  let expected: Reports;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await openChromium();
    installed = await installPackage();
    site = await serve({ '/cohort/': `${installed.folder}dist/`, '/cases/': here });
    expected = await inNode(installed);
    page = await browser.context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(site.origin);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await installed?.remove();
  });

  test.each([
    ['a page', PAGE],
    ['a module worker', WORKER],
  ])(
    'gives the same reports in %s as in Node, to the byte',
    async (_, script) => {
      const reports = await page.evaluate<Reports>(script);
      expect(Object.keys(reports).length).toBeGreaterThan(100);
      expect(reports).toEqual(expected);
    },
    120_000,
  );

  test('says nothing on the console', () => {
    expect(complaints).toEqual([]);
  });
});
