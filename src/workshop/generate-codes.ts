/** Writes assembly/codes.ts, the core's copy of src/protocol/codes.ts. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as codes from '../protocol/codes.js';

const target = new URL('../../assembly/codes.ts', import.meta.url);

/** An identifier of the same sound: `tree-PLRU` becomes `treePLRU`. */
const identifier = (name: string): string => name.replaceAll(/[^A-Za-z0-9_]/g, '');

const constant = (name: string, value: number): string => `export const ${name}: u32 = ${value};`;

const group = (prefix: string, values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => constant(`${prefix}_${identifier(name)}`, value))
    .join('\n');

/** The text of assembly/codes.ts. */
export const coreCodes = (): string =>
  [
    '// Generated from src/protocol/codes.ts by `npm run generate`; do not edit.',
    [
      constant('EVENTS', codes.EVENTS),
      constant('STATES', codes.STATES),
      constant('INVALID', codes.INVALID),
      constant('TXN_BASE', codes.TXN_BASE),
      constant('TXN_SHIFT', codes.TXN_SHIFT),
    ].join('\n'),
    group('EVENT', codes.EVENT),
    group('OUTCOME', codes.OUTCOME),
    group('TXN', codes.TXN),
    group('ACTION', codes.ACTION),
    group('REPLACEMENT', codes.REPLACEMENT),
    group('OPERATION', codes.OPERATION),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (!process.argv.includes('--check')) writeFileSync(target, coreCodes());
  else if (readFileSync(target, 'utf8') !== coreCodes()) {
    console.error('assembly/codes.ts is not what src/protocol/codes.ts says: run `npm run generate`');
    process.exitCode = 1;
  }
}
