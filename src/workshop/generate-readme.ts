/** Runs the README's commands and puts what they print in their places. Needs `npm run build` before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rerun } from './console.js';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const text = readFileSync(readme, 'utf8');
const current = rerun(text, cli);
if (current !== text) writeFileSync(readme, current);
console.log(current === text ? 'README.md is current' : 'README.md: written');
