/**
 * Writes what the core has of the host's tables: assembly/codes.ts, assembly/execute/opcodes.ts and
 * assembly/replacement/dispatch.ts. `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { INSTRUCTIONS } from '../programs/isa.js';
import * as codes from '../protocol/codes.js';
import { POLICIES, policyCode } from '../replacement/index.js';
import { constant, group } from './core-constants.js';
import { coreDispatch } from './replacement-dispatch.js';

/** The text of assembly/codes.ts. */
export const coreCodes = (): string =>
  [
    '// Generated from src/protocol/codes.ts and src/replacement/index.ts by `npm run generate`; do not edit.',
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
    group('REPLACEMENT', Object.fromEntries(POLICIES.map(({ name }) => [name, policyCode(name)]))),
    group('OPERATION', codes.OPERATION),
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');

/** The text of assembly/execute/opcodes.ts. */
export const coreOpcodes = (): string =>
  [
    '// Generated from src/programs/isa.ts by `npm run generate`; do not edit.\n',
    ...INSTRUCTIONS.map(({ mnemonic, code }) => constant(`OP_${mnemonic.replaceAll('.', '_')}`, code)),
    '',
  ].join('\n');

/** What is generated: where to, from what, and how. */
const TARGETS = [
  {
    file: 'assembly/codes.ts',
    source: 'src/protocol/codes.ts, and src/replacement/index.ts,',
    text: coreCodes,
  },
  { file: 'assembly/execute/opcodes.ts', source: 'src/programs/isa.ts', text: coreOpcodes },
  { file: 'assembly/replacement/dispatch.ts', source: 'src/replacement/index.ts', text: coreDispatch },
];

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const { file, source, text } of TARGETS) {
    const target = new URL(`../../${file}`, import.meta.url);
    if (!process.argv.includes('--check')) writeFileSync(target, text());
    else if (readFileSync(target, 'utf8') !== text()) {
      console.error(`${file} is not what ${source} says: run \`npm run generate\``);
      process.exitCode = 1;
    }
  }
}
