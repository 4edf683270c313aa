/** Compiles the core with MESI written by hand to build/handwritten.wasm. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const HANDWRITTEN_WASM = path('../../build/handwritten.wasm');

/** Always anew: it shares most of its sources with the core, which may have changed. */
export function buildHandwritten(): void {
  const asc = path('../../node_modules/assemblyscript/bin/asc.js');
  const config = path('assembly/asconfig.json');
  const built = spawnSync(process.execPath, [asc, '--config', config, '--target', 'release'], {
    cwd: path('assembly'),
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`asc failed:\n${built.stdout}${built.stderr}`);
}
