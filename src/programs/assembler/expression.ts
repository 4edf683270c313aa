import type { Place } from '../program.js';
import { fault } from './fault.js';
import type { Cursor } from './lexer.js';

/** A constant expression, to be evaluated when its names are known. Values are signed, of 64 bits. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'name'; readonly name: string; readonly place: Place }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    };

/** Deepest nesting of parentheses and signs. */
const DEEPEST = 64;

/** Operators from the loosest to the tightest; those of a row group from the left. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

export const wrap64 = (value: bigint): bigint => BigInt.asIntN(64, value);

/** Parses an expression; it ends where the next token cannot continue it. */
export const parseExpression = (cursor: Cursor, depth = 0): Expression => parseLevel(cursor, 0, depth);

const parseLevel = (cursor: Cursor, level: number, depth: number): Expression => {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(cursor, depth);
  let left = parseLevel(cursor, level + 1, depth);
  while (cursor.token.kind === 'mark' && operators.includes(cursor.token.text)) {
    const place = cursor.place();
    const operator = cursor.next().text;
    left = { kind: 'binary', operator, left, right: parseLevel(cursor, level + 1, depth), place };
  }
  return left;
};

const parseUnary = (cursor: Cursor, depth: number): Expression => {
  if (depth > DEEPEST) throw fault(cursor.place(), `the expression is nested more than ${DEEPEST} deep`);
  for (const operator of ['-', '~', '+']) {
    if (cursor.take(operator)) return { kind: 'unary', operator, of: parseUnary(cursor, depth + 1) };
  }
  if (cursor.take('(')) {
    const inner = parseExpression(cursor, depth + 1);
    cursor.expect(')');
    return inner;
  }
  const { token } = cursor;
  if (token.kind === 'number') return { kind: 'number', value: wrap64(cursor.next().value) };
  if (token.kind === 'name') {
    const place = cursor.place();
    return { kind: 'name', name: cursor.next().text, place };
  }
  if (token.kind === 'text') {
    const letters = [...token.text];
    if (letters.length !== 1) throw cursor.unexpected('one character, or a number,');
    cursor.next();
    return { kind: 'number', value: BigInt(letters[0]!.codePointAt(0)!) };
  }
  throw cursor.unexpected('a number, a name or an expression');
};

/** What a name stands for, or a fault at its place. */
export type Lookup = (name: string, place: Place) => bigint;

/** The value of an expression. */
export const evaluate = (expression: Expression, lookup: Lookup): bigint => {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return lookup(expression.name, expression.place);
    case 'unary': {
      const value = evaluate(expression.of, lookup);
      return wrap64(expression.operator === '-' ? -value : expression.operator === '~' ? ~value : value);
    }
    case 'binary': {
      const { operator, place } = expression;
      return wrap64(
        apply(operator, evaluate(expression.left, lookup), evaluate(expression.right, lookup), place),
      );
    }
  }
};

const truth = (holds: boolean): bigint => (holds ? 1n : 0n);

const shift = (amount: bigint, place: Place): bigint => {
  if (amount >= 0n && amount < 64n) return amount;
  throw fault(place, `a shift by ${amount}; expected 0 to 63`);
};

const divisor = (value: bigint, place: Place): bigint => {
  if (value !== 0n) return value;
  throw fault(place, 'a division by 0');
};

const apply = (operator: string, a: bigint, b: bigint, place: Place): bigint => {
  switch (operator) {
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '<<':
      return a << shift(b, place);
    case '>>':
      return a >> shift(b, place);
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / divisor(b, place);
    default:
      return a % divisor(b, place);
  }
};
