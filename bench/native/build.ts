/** Builds the native programs (`npm run bench:native`), where there is a C++ compiler. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NATIVE_PROGRAMS, nativePath } from './program.js';

const COMPILER = process.env.CXX ?? 'g++';
const FLAGS = ['-std=c++17', '-O3', '-Wall', '-Wextra'];
/** The twin has the vectors that WebAssembly has, and no more. */
const OWN_FLAGS = { plain: [], twin: ['-msse4.1'], execute: [] } as const;

for (const program of NATIVE_PROGRAMS) {
  const output = nativePath(program);
  mkdirSync(dirname(output), { recursive: true });
  const source = fileURLToPath(new URL(`${program}.cpp`, import.meta.url));
  const built = spawnSync(COMPILER, [...FLAGS, ...OWN_FLAGS[program], '-o', output, source], {
    stdio: 'inherit',
  });
  if (built.error) {
    console.error(`${COMPILER} could not be started (${built.error.message}); set CXX to a C++ compiler.`);
    process.exit(1);
  }
  if (built.status !== 0) process.exit(1);
  console.log(`built build/native/${program}`);
}
