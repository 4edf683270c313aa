/** Whatever text is given, the assembler gives a program, or refuses it with a place. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { assemble } from '../../src/programs/assemble.js';
import { DIRECTIVES } from '../../src/programs/assembler/directives.js';
import { checkCode, disassemble } from '../../src/programs/disassemble.js';
import { BY_MNEMONIC } from '../../src/programs/isa.js';
import { programNamed } from '../../src/programs/library/index.js';

const PLACE = /^[^\n]*:\d+:\d+: /;

/** Throws what is neither a program nor a refusal with its place. */
const assembles = (text: string): void => {
  try {
    checkCode(assemble(text, { threads: 2 }));
  } catch (error) {
    if (error instanceof CohortError && error.exitCode === 2 && PLACE.test(error.message)) return;
    throw error;
  }
};

const piece = fc.oneof(
  fc.constantFrom(...BY_MNEMONIC.keys()),
  fc.constantFrom(...Object.keys(DIRECTIVES)),
  fc.constantFrom(
    't0',
    'sp',
    'zero',
    'x',
    'y',
    'x:',
    'm',
    'LINE',
    ',',
    '(',
    ')',
    '+',
    '-',
    '*',
    '/',
    '<<',
    '~',
  ),
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '0x7fffffff',
    '4096',
    '99999999999',
    "'a'",
    '"text"',
    '\\a',
    '\\@',
    '\\+',
    '#',
    ';',
  ),
);

const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

describe('the assembler', () => {
  it('stands any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), assembles));
  });

  it('stands any order of what means something', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => assembles(lines.join('\n'))),
      { numRuns: 1000 },
    );
  });

  it('stands programs with a few characters changed', () => {
    const texts = ['counter', 'philosophers', 'barrier-phases', 'ms-queue'].map((name) =>
      disassemble(programNamed(name).load(2).program),
    );
    const text = fc.constantFrom(...texts);
    const edit = fc.tuple(fc.nat(), fc.constantFrom('(', ',', '\n', '.', ':', 'x', '-', '"'));
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 5 }), (whole, edits) => {
        let changed = whole;
        for (const [at, letter] of edits) {
          const place = at % changed.length;
          changed = changed.slice(0, place) + letter + changed.slice(place + 1);
        }
        assembles(changed);
      }),
    );
  });
});
