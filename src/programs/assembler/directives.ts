import { BY_MNEMONIC } from '../isa.js';
import { MOST_MEMORY_BYTES, type Place } from '../program.js';
import { PSEUDO_NAMED } from '../pseudo.js';
import type { Assembly } from './assembly.js';
import { type Expression, evaluate, parseExpression } from './expression.js';
import { fault, quoted } from './fault.js';
import type { Cursor } from './lexer.js';
import { MOST_LINES, type SourceLine } from './line-feed.js';

type Directive = (assembly: Assembly, cursor: Cursor, place: Place, line: SourceLine) => void;

/** A directive that lays out data, and so stands among them. */
const ofData =
  (directive: Directive): Directive =>
  (assembly, cursor, place, line) => {
    if (assembly.section !== 'data') throw fault(place, 'data among instructions; write .data above it');
    directive(assembly, cursor, place, line);
  };

const littleEndian = (value: bigint, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));

/** The bytes of a value, signed or unsigned. */
const bytesOf = (assembly: Assembly, value: Expression, bytes: number, place: Place): number[] => {
  const number = evaluate(value, assembly.names.anywhere);
  const bits = BigInt(8 * bytes);
  if (number < -(1n << (bits - 1n)) || number >= 1n << bits) {
    throw fault(place, `${number} does not fit ${bytes === 1 ? '1 byte' : `${bytes} bytes`}`);
  }
  return littleEndian(number, bytes);
};

const list = (cursor: Cursor, one: () => void): void => {
  do one();
  while (cursor.take(','));
  cursor.end();
};

/** `.byte` and its like: the names of the values may be defined below. */
const numbers = (bytes: number): Directive =>
  ofData((assembly, cursor) => {
    list(cursor, () => {
      const place = cursor.place();
      const value = parseExpression(cursor);
      const fill = assembly.data.write(littleEndian(0n, bytes), place);
      assembly.afterwards(() => fill(bytesOf(assembly, value, bytes, place)));
    });
  });

const text = (ending: readonly number[]): Directive =>
  ofData((assembly, cursor) => {
    list(cursor, () => {
      const place = cursor.place();
      const bytes = new TextEncoder().encode(cursor.text('a text in quotes'));
      assembly.data.write([...bytes, ...ending], place);
    });
  });

const section =
  (name: 'text' | 'data'): Directive =>
  (assembly, cursor, place) => {
    assembly.section = name;
    if (name === 'data' && cursor.token.kind !== 'end') assembly.data.goTo(assembly.constant(cursor), place);
    cursor.end();
  };

const macro: Directive = (assembly, cursor, place, line) => {
  const { text: name } = cursor.name('the name of a macro');
  if (BY_MNEMONIC.has(name) || PSEUDO_NAMED.has(name) || name.startsWith('.')) {
    throw fault(place, `${quoted(name)} is an instruction or a directive; choose another name for the macro`);
  }
  if (assembly.macros.has(name)) throw fault(place, `there is a macro ${quoted(name)} already`);
  const parameters: string[] = [];
  while (cursor.token.kind !== 'end') {
    if (parameters.length > 0) cursor.expect(',');
    parameters.push(cursor.name('the name of an argument').text);
  }
  assembly.macros.set(name, { lines: assembly.feed.collect(line, '.macro', '.endm'), parameters });
};

const repetition: Directive = (assembly, cursor, place, line) => {
  const times = assembly.constant(cursor);
  cursor.end();
  if (times < 0n || times > MOST_LINES) {
    throw fault(place, `a repetition of ${times} times; expected 0 to ${MOST_LINES}`);
  }
  assembly.feed.repeat(place, assembly.feed.collect(line, '.rept', '.endr'), Number(times));
};

const parameter: Directive = (assembly, cursor, place) => {
  const { text: name } = cursor.name('the name of a parameter');
  const value = (): bigint => {
    cursor.expect(',');
    return assembly.constant(cursor);
  };
  const declared = { name, default: value(), least: value(), most: value() };
  cursor.expect(',');
  const about = cursor.text('what it is, in quotes');
  cursor.end();
  assembly.names.define(name, 'constant', assembly.parameters.declare({ ...declared, about }, place), place);
};

const stack: Directive = (assembly, cursor, place) => {
  const bytes = assembly.constant(cursor);
  cursor.end();
  if (bytes < 0n || bytes > MOST_MEMORY_BYTES || bytes % 16n !== 0n) {
    throw fault(place, `a stack of ${bytes} bytes; expected a multiple of 16`);
  }
  assembly.stackBytes = Number(bytes);
};

const orphan =
  (name: string, begin: string): Directive =>
  (_assembly, _cursor, place) => {
    throw fault(place, `${name} without ${begin}`);
  };

/** Every directive by name. */
export const DIRECTIVES: Readonly<Record<string, Directive>> = {
  '.text': section('text'),
  '.data': section('data'),
  '.byte': numbers(1),
  '.half': numbers(2),
  '.word': numbers(4),
  '.dword': numbers(8),
  '.ascii': text([]),
  '.asciz': text([0]),
  '.space': ofData((assembly, cursor, place) => {
    assembly.data.reserve(assembly.constant(cursor), place);
    cursor.end();
  }),
  '.align': ofData((assembly, cursor, place) => {
    assembly.data.align(assembly.constant(cursor), place);
    cursor.end();
  }),
  '.line': ofData((assembly, cursor, place) => {
    assembly.data.align(BigInt(assembly.lineBytes), place);
    cursor.end();
  }),
  '.stack': stack,
  '.equ': (assembly, cursor, place) => {
    const { text: name } = cursor.name('a name');
    cursor.expect(',');
    assembly.names.define(name, 'constant', assembly.constant(cursor), place);
    cursor.end();
  },
  '.param': parameter,
  '.macro': macro,
  '.endm': orphan('.endm', '.macro'),
  '.rept': repetition,
  '.endr': orphan('.endr', '.rept'),
  '.if': (assembly, cursor, place) => {
    assembly.conditions.begin(place, () => {
      const holds = assembly.constant(cursor) !== 0n;
      cursor.end();
      return holds;
    });
  },
  '.else': (assembly, cursor, place) => {
    assembly.conditions.otherwise(place);
    cursor.end();
  },
  '.endif': (assembly, cursor, place) => {
    assembly.conditions.end(place);
    cursor.end();
  },
};
