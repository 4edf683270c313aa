import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const run = promisify(execFile);

/** The package as a user has it: packed, and installed from the tarball into a project of its own. */
export interface Installed {
  /** The user's project. */
  readonly project: string;
  /** The installed package, with a slash at its end. */
  readonly folder: string;
  readonly tarball: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/** Packs dist/ as it stands (`npm test` builds it beforehand); needs no network. */
export const installPackage = async (): Promise<Installed> => {
  const project = await mkdtemp(join(tmpdir(), 'cohort-package-'));
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    cwd: root,
    maxBuffer: 1 << 24,
  });
  const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = JSON.parse(packed.stdout);
  const tarball = join(project, filename);
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'user', version: '1.0.0', private: true, type: 'module' }),
  );
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: project });
  return {
    project,
    folder: `${join(project, 'node_modules', 'cohort')}/`,
    tarball,
    files: files.map((file) => file.path),
    remove: () => rm(project, { recursive: true, force: true }),
  };
};
