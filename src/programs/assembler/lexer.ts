import type { Place } from '../program.js';
import { fault, quoted } from './fault.js';

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'end';
  /** As it was written; a `text` without its quotes and with its escapes read. */
  readonly text: string;
  /** From 1. */
  readonly column: number;
  /** Of a number. */
  readonly value: bigint;
}

const BLANK = /[ \t\r]+/y;
const COMMENT = /[#;].*/y;
const NAME = /[A-Za-z_.$][\w.$]*/y;
const NUMBER = /0[xX][0-9a-fA-F_]+|0[bB][01_]+|\d[\d_]*/y;
const MARK = /<<|>>|==|!=|<=|>=|[-,():+*/%&|^~<>]/y;
const QUOTED = /(['"])((?:\\.|(?!\1).)*)\1/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
const MOST_NUMBER = (1n << 64n) - 1n;

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, letter) => ESCAPES[letter] ?? letter);

/** The token of that pattern at a column (from 0), if there is one. */
const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const number = (text: string, place: Place): bigint => {
  const digits = text.replaceAll('_', '');
  if (!/^(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)$/.test(digits)) {
    throw fault(place, `${quoted(text)} has no digits; expected a number such as 10, 0x1f or 0b101`);
  }
  const value = BigInt(digits);
  if (value > MOST_NUMBER) throw fault(place, `${quoted(text)} does not fit 64 bits`);
  return value;
};

/** One line's tokens, the last of kind `end`. Comments begin with # or ; and are left out. */
export const tokens = (text: string, place: Place): Token[] => {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const skipped = matchAt(BLANK, text, at) ?? matchAt(COMMENT, text, at);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const here = { ...place, column: at + 1 };
    const token = tokenAt(text, at, here);
    const after = text[at + token.length] ?? '';
    if (token.kind === 'number' && /[\w.$]/.test(after)) {
      const whole = /^[\w.$]+/.exec(text.slice(at))![0];
      throw fault(here, `${quoted(whole)} is neither a number nor a name; names do not begin with a digit`);
    }
    found.push({ kind: token.kind, text: token.text, column: at + 1, value: token.value });
    at += token.length;
  }
  found.push({ kind: 'end', text: '', column: text.length + 1, value: 0n });
  return found;
};

const tokenAt = (
  text: string,
  at: number,
  place: Place,
): { kind: Token['kind']; text: string; value: bigint; length: number } => {
  const name = matchAt(NAME, text, at)?.[0];
  if (name) return { kind: 'name', text: name, value: 0n, length: name.length };
  const digits = matchAt(NUMBER, text, at)?.[0];
  if (digits) return { kind: 'number', text: digits, value: number(digits, place), length: digits.length };
  const mark = matchAt(MARK, text, at)?.[0];
  if (mark) return { kind: 'mark', text: mark, value: 0n, length: mark.length };
  const quote = matchAt(QUOTED, text, at);
  if (quote) return { kind: 'text', text: unescaped(quote[2]!), value: 0n, length: quote[0].length };
  if (/['"]/.test(text[at]!))
    throw fault(place, `a quote ${text[at]} is opened and not closed before the end of the line`);
  if (text[at] === '\\') {
    const argument = text.slice(at).match(/^\\[\w@+]*/)![0];
    throw fault(place, `${quoted(argument)} is not an argument of a macro here`);
  }
  throw fault(place, `${quoted(String.fromCodePoint(text.codePointAt(at)!))} means nothing here`);
};

/** Reads one line's tokens in turn. */
export class Cursor {
  private at = 0;

  constructor(
    private readonly list: readonly Token[],
    private readonly line: Place,
  ) {}

  get token(): Token {
    return this.list[this.at]!;
  }

  /** The token so many after the present one. */
  ahead(count: number): Token {
    return this.list[Math.min(this.at + count, this.list.length - 1)]!;
  }

  /** Where a token stands. */
  place(token: Token = this.token): Place {
    return { ...this.line, column: token.column };
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  is(mark: string): boolean {
    return this.token.kind === 'mark' && this.token.text === mark;
  }

  /** Takes the mark if it is next. */
  take(mark: string): boolean {
    if (!this.is(mark)) return false;
    this.at++;
    return true;
  }

  /** Takes the mark, or a fault says what was expected. */
  expect(mark: string): void {
    if (!this.take(mark)) throw this.unexpected(`'${mark}'`);
  }

  name(what: string): Token {
    if (this.token.kind !== 'name') throw this.unexpected(what);
    return this.next();
  }

  text(what: string): string {
    if (this.token.kind !== 'text') throw this.unexpected(what);
    return this.next().text;
  }

  end(): void {
    if (this.token.kind !== 'end') throw this.unexpected('the end of the line');
  }

  /** The fault for the present token. */
  unexpected(expected: string) {
    const { token } = this;
    const found = token.kind === 'end' ? 'the line ends' : `${quoted(token.text)} stands`;
    return fault(this.place(), `${found} where ${expected} was expected`);
  }
}
