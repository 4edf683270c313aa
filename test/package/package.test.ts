import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, installPackage, run } from './installed.js';

const bin = (name: string): string =>
  fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

describe('the package, installed from its tarball', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await installPackage();
  }, 120_000);
  afterAll(() => installed.remove());

  const node = async (script: string): Promise<string> => {
    const file = join(installed.project, 'script.js');
    await writeFile(file, script);
    return (await run(process.execPath, [file], { cwd: installed.project })).stdout;
  };

  test('holds what is built and its papers, and nothing else', () => {
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    expect(installed.files.filter((path) => !/^(dist|src\/docs)\//.test(path)).sort()).toEqual(papers);
    expect(installed.files.filter((path) => !/\.(js|d\.ts|json|md|txt|cohort)$/.test(path))).toEqual([
      'LICENSE',
    ]);
  });

  test('needs no other package', async () => {
    const manifest = JSON.parse(await readFile(join(installed.folder, 'package.json'), 'utf8'));
    expect(manifest.dependencies).toBeUndefined();
    const { stdout } = await run('npm', ['ls', '--all', '--parseable'], { cwd: installed.project });
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  test('simulates in plain Node', async () => {
    const printed = await node(`
      import { simulate, workloadSource } from 'cohort';
      const trace = workloadSource('false-sharing', { processors: 4, references: 10_000, seed: 1 });
      const { total } = await simulate({ machine: 'smp4', protocol: 'MESI', trace });
      console.log(total.references, total.hits + total.misses);
    `);
    expect(printed).toBe('10000 10000\n');
  });

  test('throws the same CohortError from both of its entries', async () => {
    const printed = await node(`
      import { CohortError } from 'cohort';
      import { openTraceFiles } from 'cohort/node';
      await openTraceFiles(['absent.din'], {}).catch((error) => console.log(error instanceof CohortError));
    `);
    expect(printed).toBe('true\n');
  });

  test('runs as a command', async () => {
    const command = join(installed.project, 'node_modules', '.bin', 'cohort');
    const { stdout } = await run(command, ['run', '--report', 'json'], { cwd: installed.project });
    expect(JSON.parse(stdout).total.references).toBeGreaterThan(0);
  });

  test('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(installed.folder, 'package.json'), 'utf8'));
    const command = join(installed.project, 'node_modules', '.bin', 'cohort');
    const { stdout } = await run(command, ['--version']);
    expect(stdout.trim()).toBe(version);
  });

  test('publishes JSON Schemas that editors can be pointed at', async () => {
    const printed = await node(`
      import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      for (const name of ['machine', 'protocol', 'result', 'comparison']) console.log(require('cohort/schema/' + name + '.json').$schema);
    `);
    expect(printed).toMatch(/^(https?:\/\/json-schema.org\/.*\n){4}$/);
  });

  test.each([
    ['node16', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['bundler', { module: 'ESNext', moduleResolution: 'Bundler' }],
  ])('types a program of its user, with nothing else installed (%s)', async (_, resolution) => {
    await writeFile(
      join(installed.project, 'user.ts'),
      `import { simulate, workloadSource, type Result, type ProtocolSource } from 'cohort';
       import { openTraceFiles } from 'cohort/node';
       export const file = (path: string) => openTraceFiles([path], {});
       export const run = (protocol: ProtocolSource): Promise<Result> =>
         simulate({ protocol, trace: workloadSource('migratory', { processors: 2, references: 10, seed: 1 }) });
       // @ts-expect-error: a trace is needed
       simulate({ protocol: 'MESI' });`,
    );
    const compilerOptions = {
      ...resolution,
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    const config = join(installed.project, 'tsconfig.json');
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['user.ts'] }));
    await expect(run(bin('tsc'), ['-p', config])).resolves.toMatchObject({ stdout: '' });
  });

  test('passes publint', async () => {
    const { stdout } = await run(bin('publint'), ['run', installed.tarball, '--strict']);
    expect(stdout).toContain('All good');
  });

  test('passes arethetypeswrong', async () => {
    const options = ['--profile', 'esm-only', '--no-definitely-typed'];
    await expect(run(bin('attw'), [installed.tarball, ...options])).resolves.toBeDefined();
  });
});
