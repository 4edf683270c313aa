import { BY_MNEMONIC } from '../isa.js';
import { MOST_MEMORY_BYTES, type Place } from '../program.js';
import { PSEUDO_NAMED } from '../pseudo.js';
import type { Assembly } from './assembly.js';
import { type Expression, evaluate, parseExpression } from './expression.js';
import { fault, quoted } from './fault.js';
import type { Cursor } from './lexer.js';
import { MOST_LINES, type SourceLine } from './line-feed.js';

/** A line that tells the assembler something. */
export interface Directive {
  /** As they are written. */
  readonly operands: string;
  /** One sentence. */
  readonly does: string;
  readonly run: Action;
}

type Action = (assembly: Assembly, cursor: Cursor, place: Place, line: SourceLine) => void;

/** A directive that lays out data, and so stands among them. */
const ofData =
  (action: Action): Action =>
  (assembly, cursor, place, line) => {
    if (assembly.section !== 'data') throw fault(place, 'data among instructions; write .data above it');
    action(assembly, cursor, place, line);
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
const numbers = (bytes: number): Action =>
  ofData((assembly, cursor) => {
    list(cursor, () => {
      const place = cursor.place();
      const value = parseExpression(cursor);
      const fill = assembly.data.write(littleEndian(0n, bytes), place);
      assembly.afterwards(() => fill(bytesOf(assembly, value, bytes, place)));
    });
  });

const text = (ending: readonly number[]): Action =>
  ofData((assembly, cursor) => {
    list(cursor, () => {
      const place = cursor.place();
      const bytes = new TextEncoder().encode(cursor.text('a text in quotes'));
      assembly.data.write([...bytes, ...ending], place);
    });
  });

const section =
  (name: 'text' | 'data'): Action =>
  (assembly, cursor, place) => {
    assembly.section = name;
    if (name === 'data' && cursor.token.kind !== 'end') assembly.data.goTo(assembly.constant(cursor), place);
    cursor.end();
  };

const macro: Action = (assembly, cursor, _place, line) => {
  const place = cursor.place();
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

const repetition: Action = (assembly, cursor, place, line) => {
  const times = assembly.constant(cursor);
  cursor.end();
  if (times < 0n || times > MOST_LINES) {
    throw fault(place, `a repetition of ${times} times; expected 0 to ${MOST_LINES}`);
  }
  assembly.feed.repeat(place, assembly.feed.collect(line, '.rept', '.endr'), Number(times));
};

const parameter: Action = (assembly, cursor) => {
  const place = cursor.place();
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

const stack: Action = (assembly, cursor, place) => {
  const bytes = assembly.constant(cursor);
  cursor.end();
  if (bytes < 0n || bytes > MOST_MEMORY_BYTES || bytes % 16n !== 0n) {
    throw fault(place, `a stack of ${bytes} bytes; expected a multiple of 16`);
  }
  assembly.stackBytes = Number(bytes);
};

const orphan =
  (name: string, begin: string): Action =>
  (_assembly, _cursor, place) => {
    throw fault(place, `${name} without ${begin}`);
  };

/** Every directive by name, in the order of the reference page. */
export const DIRECTIVES: Readonly<Record<string, Directive>> = {
  '.text': { operands: '', does: 'What follows is code.', run: section('text') },
  '.data': {
    operands: '[address]',
    does: 'What follows is data: after the data before, or at the address.',
    run: section('data'),
  },
  '.byte': {
    operands: 'value, …',
    does: 'Bytes, as signed or unsigned numbers; the names in them may be defined below.',
    run: numbers(1),
  },
  '.half': { operands: 'value, …', does: '2 bytes each.', run: numbers(2) },
  '.word': { operands: 'value, …', does: '4 bytes each.', run: numbers(4) },
  '.dword': { operands: 'value, …', does: '8 bytes each.', run: numbers(8) },
  '.ascii': { operands: '"text", …', does: 'The bytes of the text in UTF-8.', run: text([]) },
  '.asciz': { operands: '"text", …', does: 'The same, with a byte 0 after each.', run: text([0]) },
  '.space': {
    operands: 'bytes',
    does: 'Room for so many bytes, which are 0 at first.',
    run: ofData((assembly, cursor, place) => {
      assembly.data.reserve(assembly.constant(cursor), place);
      cursor.end();
    }),
  },
  '.align': {
    operands: 'bytes',
    does: 'Goes on to the next multiple of a power of two.',
    run: ofData((assembly, cursor, place) => {
      assembly.data.align(assembly.constant(cursor), place);
      cursor.end();
    }),
  },
  '.line': {
    operands: '',
    does: 'Goes on to the next line of the machine’s caches.',
    run: ofData((assembly, cursor, place) => {
      assembly.data.align(BigInt(assembly.lineBytes), place);
      cursor.end();
    }),
  },
  '.sync': {
    operands: '',
    does: 'Begins what threads synchronise by, on a line of its own: where nothing keeps caches coherent, it is kept out of them. Labels of it stand below .sync.',
    run: ofData((assembly, cursor, place) => {
      cursor.end();
      assembly.data.beginSync(assembly.lineBytes, place);
    }),
  },
  '.endsync': {
    operands: '',
    does: 'Ends that, and goes on to the next line.',
    run: ofData((assembly, cursor, place) => {
      cursor.end();
      assembly.data.endSync(assembly.lineBytes, place);
    }),
  },
  '.stack': {
    operands: 'bytes',
    does: 'Bytes of each thread’s stack, a multiple of 16; 4096 if the program does not say.',
    run: stack,
  },
  '.equ': {
    operands: 'name, value',
    does: 'The name stands for the value.',
    run: (assembly, cursor) => {
      const place = cursor.place();
      const { text: name } = cursor.name('a name');
      cursor.expect(',');
      assembly.names.define(name, 'constant', assembly.constant(cursor), place);
      cursor.end();
    },
  },
  '.param': {
    operands: 'name, default, least, most, "about"',
    does: 'The name stands for a value that a run may choose.',
    run: parameter,
  },
  '.macro': {
    operands: 'name a, b',
    does: 'Begins a macro: `\\a` is its argument, `\\@` a number of each call, for labels of its own.',
    run: macro,
  },
  '.endm': { operands: '', does: 'Ends a macro.', run: orphan('.endm', '.macro') },
  '.rept': {
    operands: 'times',
    does: 'Begins lines that are repeated: `\\+` is the number of the turn, from 0.',
    run: repetition,
  },
  '.endr': { operands: '', does: 'Ends a repetition.', run: orphan('.endr', '.rept') },
  '.if': {
    operands: 'value',
    does: 'The lines up to .else or .endif count if the value is not 0.',
    run: (assembly, cursor, place) => {
      assembly.conditions.begin(place, () => {
        const holds = assembly.constant(cursor) !== 0n;
        cursor.end();
        return holds;
      });
    },
  },
  '.else': {
    operands: '',
    does: 'The lines up to .endif count if those before do not.',
    run: (assembly, cursor, place) => {
      assembly.conditions.otherwise(place);
      cursor.end();
    },
  },
  '.endif': {
    operands: '',
    does: 'Ends an .if.',
    run: (assembly, cursor, place) => {
      assembly.conditions.end(place);
      cursor.end();
    },
  },
};
