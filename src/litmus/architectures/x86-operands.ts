/** Reads operands of x86: registers, constants and memory, as Intel and as AT&T write them. */
import { INTEGER, readInteger } from '../integer.js';
import type { Operand } from '../program.js';
import type { Scanner } from '../scanner.js';
import { constant, register, type ThreadBuilder } from './thread-builder.js';
import { INDEXED, x86Register } from './x86-registers.js';

export type Memory = {
  readonly kind: 'memory';
  readonly base: Operand;
  readonly offset: number;
  readonly at: number;
};

export type X86Operand =
  | { readonly kind: 'register'; readonly number: number; readonly value: Operand; readonly at: number }
  | { readonly kind: 'constant'; readonly value: Operand; readonly at: number }
  | Memory;

const NAME = /%?[A-Za-z_][A-Za-z0-9_.]*/y;
const SMALL = /^(?:[abcd][lhx]|[sd]i|[sb]p|[sd]il|[sb]pl|r\d+[bw])$/i;

/** `reg`, `reg,reg,scale` or the name of a location, up to the closing bracket. */
const readBase = (scanner: Scanner, thread: ThreadBuilder): Operand => {
  scanner.skip();
  const at = scanner.position;
  const name = scanner.expect(NAME, 'a register or the name of a location');
  const number = x86Register(name);
  if (number === undefined) {
    if (name.startsWith('%')) scanner.fail('a register of x86, such as %eax', at);
    return thread.location(name);
  }
  if (scanner.accept(/,/y) === undefined) return register(number);
  const indexAt = scanner.position;
  const index = x86Register(scanner.expect(NAME, 'a register as index'));
  if (index === undefined) scanner.fail('a register as index', indexAt);
  scanner.expect(/,/y, '"," and a scale');
  const scale = readInteger(scanner, 'a scale, such as 4');
  thread.compute('mul', INDEXED, register(index), constant(scale));
  thread.compute('add', INDEXED, register(INDEXED), register(number));
  return register(INDEXED);
};

const readMemory = (scanner: Scanner, thread: ThreadBuilder, offset: number, at: number): Memory => {
  const open = scanner.expect(/[[(]/y, '"[" or "("');
  const base = readBase(scanner, thread);
  if (open === '[') scanner.expect(/\]/y, '"]"');
  else scanner.expect(/\)/y, '")"');
  return { kind: 'memory', base, offset, at };
};

export const readOperand = (scanner: Scanner, thread: ThreadBuilder): X86Operand => {
  scanner.skip();
  const at = scanner.position;
  if (scanner.accept(/\$/y))
    return { kind: 'constant', value: constant(readInteger(scanner, 'a number')), at };
  if (scanner.sees(INTEGER)) {
    const value = readInteger(scanner, 'a number');
    if (scanner.sees(/[[(]/y)) return readMemory(scanner, thread, value, at);
    return { kind: 'constant', value: constant(value), at };
  }
  if (scanner.sees(/[[(]/y)) return readMemory(scanner, thread, 0, at);
  const name = scanner.expect(NAME, 'a register, a constant such as $1, or a location such as [x]');
  const number = x86Register(name);
  if (number !== undefined) return { kind: 'register', number, value: register(number), at };
  const bare = name.replace(/^%/, '');
  const mend = SMALL.test(bare)
    ? 'Registers are used whole, by their names for 32 or 64 bits.'
    : `If ${bare} is a location, write [${bare}].`;
  return scanner.fail('a register, a constant such as $1, or a location such as [x]', at, mend);
};
