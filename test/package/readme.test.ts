import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { rerun } from '../../src/workshop/console.js';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test('every command of the README prints what the README shows (else: npm run docs)', () => {
  const text = readFileSync(path('README.md'), 'utf8');
  expect(text).toContain('```console\n$ npx cohort');
  expect(rerun(text, path('dist/cli.js'))).toBe(text);
}, 120_000);
