/**
 * Leaves in dist/types/ only the declarations that the package's entries reach, and refuses a type of
 * another package among them: whoever installs Cohort has no other package's types.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../../dist/types/', import.meta.url));
const ENTRIES = ['index.d.ts', 'node/index.d.ts'];

const importsOf = (file: string): string[] =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);

const reached = new Set<string>();
const visit = (file: string): void => {
  if (reached.has(file)) return;
  reached.add(file);
  for (const name of importsOf(file)) {
    if (!name.startsWith('.'))
      throw new Error(`${file.slice(folder.length)} shows a type of the package ${name}`);
    const target = join(dirname(file), name.replace(/\.js$/, '.d.ts'));
    if (!existsSync(target))
      throw new Error(`${file.slice(folder.length)} imports ${name}, which has no declaration`);
    visit(target);
  }
};
for (const entry of ENTRIES) visit(join(folder, entry));

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !reached.has(file)) rmSync(file);
}
