/**
 * Builds dist/ unless it is already that of the present sources. npm prepares a package more often
 * than one would think (`npx cohort` in this folder does it once more), and a build takes half a minute.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['assembly', 'src'];
const SETTINGS = [
  'package.json',
  'package-lock.json',
  'asconfig.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
/** What the build writes, some of it among the sources; without these there is nothing to run. */
const PRODUCTS = [
  'src/engine/core.generated.ts',
  'src/traces/formats/cohort/decode.generated.ts',
  'dist/cli.js',
];
/** The fingerprint of the sources of the last build; beside dist/, which is the package. */
const MARK = join(root, 'build', 'sources.sha256');

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !PRODUCTS.includes(path))
    .sort();

const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const path of [...SOURCES.flatMap(filesIn), ...SETTINGS]) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
};

const present = fingerprint();
const isBuilt =
  PRODUCTS.every((path) => existsSync(join(root, path))) &&
  existsSync(MARK) &&
  readFileSync(MARK, 'utf8') === present;
if (!isBuilt) {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  writeFileSync(MARK, present);
}
