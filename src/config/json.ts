/** JSON from people: a syntax error is told by line and column, whatever the host's own message says. */
import { CohortError } from '../errors.js';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** A string's inside up to its closing quote, an error or the end. */
const STRING = /(?:[ !#-[\]-\uffff]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
/** Deeper than any document that people write; bounds the recursion. */
const DEEPEST = 500;

class SyntaxFault extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/** Finds the first place where a text is not JSON. Runs only after JSON.parse refused the text. */
class Locator {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.value(0);
    if (this.at < this.text.length) this.fail('the end of the document');
  }

  private fail(expected: string): never {
    throw new SyntaxFault(this.at, expected);
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match !== null && match[0].length > 0;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    this.skip(SPACE);
    return true;
  }

  private string(): void {
    this.at++;
    this.skip(STRING);
    if (!this.take('"')) this.fail('the closing " of a string, or an escape such as \\n');
  }

  private value(depth: number): void {
    if (depth > DEEPEST) this.fail(`at most ${DEEPEST} levels`);
    this.skip(SPACE);
    const first = this.text[this.at];
    if (first === '"') this.string();
    else if (first === '{') this.members(depth);
    else if (first === '[') this.elements(depth);
    else if (!this.skip(NUMBER) && !this.skip(WORD)) this.fail('a value');
    this.skip(SPACE);
  }

  private members(depth: number): void {
    this.take('{');
    if (this.take('}')) return;
    do {
      if (this.text[this.at] !== '"') this.fail('a name in double quotes');
      this.string();
      if (!this.take(':')) this.fail('a colon after the name');
      this.value(depth + 1);
    } while (this.take(','));
    if (!this.take('}')) this.fail('a comma or }');
  }

  private elements(depth: number): void {
    this.take('[');
    if (this.take(']')) return;
    do this.value(depth + 1);
    while (this.take(','));
    if (!this.take(']')) this.fail('a comma or ]');
  }
}

const locate = (text: string): SyntaxFault => {
  try {
    new Locator(text).document();
  } catch (fault) {
    if (fault instanceof SyntaxFault) return fault;
    throw fault;
  }
  return new SyntaxFault(text.length, 'JSON');
};

const showAt = (text: string, offset: number): string =>
  offset >= text.length
    ? 'the document ends'
    : `${JSON.stringify(String.fromCodePoint(text.codePointAt(offset)!))} stands`;

/**
 * What a JSON text stands for; a byte order mark is skipped. Throws a CohortError (exit code 2)
 * with file, line, column (both from 1) and what was expected there.
 */
export const parseJson = (text: string, file: string): unknown => {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(bare);
  } catch {
    const { offset, expected } = locate(bare);
    const before = bare.slice(0, offset).split('\n');
    throw new CohortError(
      `${file}, line ${before.length}, column ${before.at(-1)!.length + 1}: not JSON: ${showAt(bare, offset)} where ${expected} was expected.`,
      2,
    );
  }
};
