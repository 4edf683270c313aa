import type { Form } from '../isa.js';
import { REGISTER_NAMED } from '../registers.js';
import { type Expression, parseExpression } from './expression.js';
import { didYouMean, fault, quoted } from './fault.js';
import type { Cursor } from './lexer.js';

/** Operands as written: numbers of registers, and what imm will be. */
export interface Operands {
  rd: number;
  rs1: number;
  rs2: number;
  imm: Expression;
  /** imm is the number of an instruction. */
  target: boolean;
}

const ZERO: Expression = { kind: 'number', value: 0n };

/** The parts of a form: `rd`, `imm(rs1)`, … */
export const partsOf = (form: Form): readonly string[] => (form === '' ? [] : form.split(', '));

const register = (cursor: Cursor): number => {
  const { token } = cursor;
  if (token.kind !== 'name') throw cursor.unexpected('a register');
  const number = REGISTER_NAMED.get(token.text);
  if (number === undefined) {
    const mend = didYouMean(
      token.text,
      REGISTER_NAMED.keys(),
      '; registers are a0 to a7, t0 to t9, s0 to s9, zero, sp, ra, gp, or r0 to r31',
    );
    throw fault(cursor.place(), `${quoted(token.text)} is no register${mend}`);
  }
  cursor.next();
  return number;
};

const isRegister = (cursor: Cursor, ahead: number): boolean => {
  const token = cursor.ahead(ahead);
  return token.kind === 'name' && REGISTER_NAMED.has(token.text);
};

const constant = (cursor: Cursor): Expression => {
  if (isRegister(cursor, 0)) throw cursor.unexpected('a number or a name');
  return parseExpression(cursor);
};

/** `8(sp)`, `(sp)`, `counter+8(t0)`, `counter`. */
const address = (cursor: Cursor, operands: Operands): void => {
  const bare = cursor.is('(') && isRegister(cursor, 1);
  if (!bare) {
    if (isRegister(cursor, 0)) throw cursor.unexpected(`an address such as 0(${cursor.token.text})`);
    operands.imm = parseExpression(cursor);
  }
  if (cursor.take('(')) {
    operands.rs1 = register(cursor);
    cursor.expect(')');
  }
};

/** Reads the operands of a form, up to the end of the line. */
export const parseOperands = (form: Form, cursor: Cursor): Operands => {
  const operands: Operands = { rd: 0, rs1: 0, rs2: 0, imm: ZERO, target: false };
  partsOf(form).forEach((part, i) => {
    if (i > 0) cursor.expect(',');
    if (part === 'imm(rs1)') address(cursor, operands);
    else if (part === 'imm') operands.imm = constant(cursor);
    else if (part === 'target') {
      operands.target = true;
      operands.imm = constant(cursor);
    } else operands[part as 'rd' | 'rs1' | 'rs2'] = register(cursor);
  });
  cursor.end();
  return operands;
};
