/**
 * Builds dist/ from src/: ES modules that need no bundler, no import map and no installed packages.
 *
 *   index.js          the library; runs in Node, in a page and in a worker
 *   node.js           what needs Node: traces and results in files
 *   cli.js            the command
 *   decode-worker.js  the thread that decodes a trace file
 *   chunk-*.js        what they share; all in one folder, so that `new URL(…, import.meta.url)`
 *                     means the same from every file
 *   THIRD-PARTY.txt   licences of the packages that are bundled
 */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { nodeBuiltins, without } from './bundle.js';
import { thirdPartyLicences } from './licences.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = `${root}dist/`;

const ENTRIES = {
  index: 'src/index.ts',
  node: 'src/node/index.ts',
  cli: 'src/cli/bin.ts',
  'decode-worker': 'src/node/decode-worker.ts',
};

/** Imports that stay in an output and in the chunks that it loads. */
const externalImports = (outputs: Metafile['outputs'], path: string, seen = new Set<string>()): string[] => {
  if (seen.has(path)) return [];
  seen.add(path);
  return (outputs[path]?.imports ?? []).flatMap((one) =>
    one.external ? [one.path] : externalImports(outputs, one.path, seen),
  );
};

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ENTRIES,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  // Packages that offer a browser variant must give it: the library is one for both worlds.
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  // cli-table3 takes colours where it finds them; Cohort's tables have none.
  plugins: [nodeBuiltins, without(/^@colors\/colors\/safe$/)],
  minifySyntax: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
});

const left = externalImports(metafile.outputs, 'dist/index.js');
if (left.length > 0)
  throw new Error(`dist/index.js would not load in a browser: it imports ${left.join(', ')}`);

const cli = `${dist}cli.js`;
if (!readFileSync(cli, 'utf8').startsWith('#!'))
  throw new Error('src/cli/bin.ts must begin with #!/usr/bin/env node');
chmodSync(cli, 0o755);

writeFileSync(`${dist}THIRD-PARTY.txt`, thirdPartyLicences(root, Object.keys(metafile.inputs)));
