/** The names of x86's instructions, as far as litmus tests use them. */
import { nearestName } from '../../config/nearest.js';
import type { Comparison, Operator } from '../program.js';
import { READS, WRITES } from '../program.js';
import type { Scanner } from '../scanner.js';

export const ARITHMETIC: ReadonlyMap<string, Operator> = new Map([
  ['add', 'add'],
  ['sub', 'sub'],
  ['and', 'and'],
  ['or', 'or'],
  ['xor', 'xor'],
  ['imul', 'mul'],
  ['shl', 'shl'],
  ['sal', 'shl'],
  ['shr', 'shr'],
  ['sar', 'sar'],
]);

/** What may be made atomic by LOCK, besides what has code of its own. */
export const LOCKABLE: ReadonlySet<Operator> = new Set(['add', 'sub', 'and', 'or', 'xor']);

/** Operations on one operand, as operations with a constant. */
export const UNARY: ReadonlyMap<string, readonly [Operator, number]> = new Map([
  ['inc', ['add', 1]],
  ['dec', ['sub', 1]],
  ['not', ['xor', -1]],
]);

/** Jumps, by what the last comparison found; `swapped` takes its operands the other way round. */
export const JUMPS: ReadonlyMap<string, readonly [Comparison, 'swapped'?]> = new Map([
  ['je', ['eq']],
  ['jz', ['eq']],
  ['jne', ['ne']],
  ['jnz', ['ne']],
  ['jl', ['lt']],
  ['jlt', ['lt']],
  ['jge', ['ge']],
  ['jg', ['lt', 'swapped']],
  ['jgt', ['lt', 'swapped']],
  ['jle', ['ge', 'swapped']],
  ['jb', ['ltu']],
  ['jae', ['geu']],
  ['ja', ['ltu', 'swapped']],
  ['jbe', ['geu', 'swapped']],
]);

export const FENCES: ReadonlyMap<string, readonly [before: number, after: number]> = new Map([
  ['mfence', [READS + WRITES, READS + WRITES]],
  ['lfence', [READS, READS + WRITES]],
  ['sfence', [WRITES, WRITES]],
]);

const NOTHING: ReadonlySet<string> = new Set(['nop', 'pause', 'endbr64']);
const SIZED = ['mov', 'cmp', 'test', 'xchg', 'uxch', 'xadd', 'cmpxchg', 'neg'];
const MNEMONICS: readonly string[] = [
  ...SIZED,
  ...ARITHMETIC.keys(),
  ...UNARY.keys(),
  ...JUMPS.keys(),
  ...FENCES.keys(),
  ...NOTHING,
  'jmp',
  'ret',
  'lock',
];
const KNOWN: ReadonlySet<string> = new Set(MNEMONICS);

const WORD = /[A-Za-z][A-Za-z0-9]*/y;

/** `movl` and `movq` are `mov`: values are not told apart by size. */
export const readMnemonic = (scanner: Scanner): string => {
  scanner.skip();
  const at = scanner.position;
  const word = scanner.expect(WORD, 'an instruction of x86').toLowerCase();
  if (KNOWN.has(word)) return word;
  const base = word.slice(0, -1);
  if (/[lqw]$/.test(word) && base === 'nop') return base;
  if (/[lq]$/.test(word) && KNOWN.has(base)) return base;
  if (/[bw]$/.test(word) && KNOWN.has(base)) {
    scanner.fail(
      'an access of 32 or 64 bits',
      at,
      `Locations are read and written whole: ${base}, ${base}l or ${base}q.`,
    );
  }
  const near = nearestName(word, MNEMONICS);
  scanner.fail(
    'an instruction of x86 that litmus tests use',
    at,
    near === undefined ? `There are: ${MNEMONICS.join(', ')}.` : `Did you mean "${near}"?`,
  );
};
