/** Reads the text of a litmus test from left to right, and says where it does not go on. */
import { CohortError } from '../errors.js';
import type { Place } from './program.js';

/** Longest piece of the text that a message shows. */
const SHOWN = 40;

/** Control characters escaped, so that a file cannot write to the terminal. */
const printable = (text: string): string =>
  JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).slice(1, -1);

const SPACE = /[ \t\r\n\f]+|\/\/[^\n]*/y;
const WORD = /[^\s;|,/\\()[\]{}=]+|\S/y;

export class Scanner {
  /** How far it has read, in characters from the beginning of the file. */
  position: number;

  constructor(
    private readonly text: string,
    /** The file's name, as messages call it. */
    readonly where: string,
    from = 0,
    private readonly end = text.length,
  ) {
    this.position = from;
  }

  /** A scanner of a part of the same text. */
  part(from: number, end: number): Scanner {
    return new Scanner(this.text.slice(0, end), this.where, from, end);
  }

  /** What it has not read yet. */
  rest(): string {
    return this.text.slice(this.position, this.end);
  }

  placeAt(position: number): Place {
    const before = this.text.slice(0, position);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: position - lineStart + 1 };
  }

  /** Reads past blanks, line ends and comments: `(* … *)`, one in another too, and `// …`. */
  skip(): void {
    for (;;) {
      if (this.text.startsWith('(*', this.position)) this.skipComment();
      else if (this.match(SPACE) === undefined) return;
    }
  }

  private skipComment(): void {
    const start = this.position;
    let depth = 0;
    const mark = /\(\*|\*\)/g;
    mark.lastIndex = start;
    for (;;) {
      const found = mark.exec(this.text);
      if (!found) this.fail('the end of this comment, *)', start);
      depth += found[0] === '(*' ? 1 : -1;
      if (depth > 0) continue;
      this.position = found.index + 2;
      return;
    }
  }

  get atEnd(): boolean {
    this.skip();
    return this.position >= this.end;
  }

  /** Reads what `pattern` (sticky) matches right here. */
  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** Reads what `pattern` (sticky) matches after blanks; `undefined`, and nothing read, if it does not. */
  accept(pattern: RegExp): string | undefined {
    this.skip();
    return this.match(pattern);
  }

  /** The same, without reading it. */
  sees(pattern: RegExp): boolean {
    this.skip();
    pattern.lastIndex = this.position;
    return pattern.test(this.text);
  }

  /** The same, but it has to be there. */
  expect(pattern: RegExp, expected: string): string {
    return this.accept(pattern) ?? this.fail(expected);
  }

  /** Past what is left of the line. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.end : end;
  }

  /** The word at a position. */
  private wordAt(position: number): string {
    WORD.lastIndex = position;
    return WORD.exec(this.text)?.[0] ?? '';
  }

  /** Refuses what stands at `at` (here, if it is not given). `mend` is a sentence. */
  fail(expected: string, at?: number, mend = ''): never {
    if (at === undefined) this.skip();
    const position = Math.min(at ?? this.position, this.end);
    const { line, column } = this.placeAt(position);
    const found = position >= this.end ? 'the end' : `"${printable(this.wordAt(position))}"`;
    throw new CohortError(
      `${this.where}:${line}:${column}: found ${found}; expected ${expected}.${mend && ` ${mend}`}`,
      2,
    );
  }
}
