import type { Place } from '../program.js';
import { fault } from './fault.js';

/** Deepest nesting of macros and repetitions. */
export const DEEPEST_EXPANSION = 64;
/** Most lines after expansion. */
export const MOST_LINES = 1 << 20;
/** Longest line, before and after the arguments of a macro are put in. */
export const LONGEST_LINE = 4096;

export interface SourceLine {
  readonly text: string;
  readonly place: Place;
}

/** A macro or the body of a repetition. */
export interface Body {
  readonly lines: readonly SourceLine[];
  readonly parameters: readonly string[];
}

interface Frame {
  readonly lines: readonly SourceLine[];
  readonly times: number;
  /** Puts arguments into a line of repetition `turn`. */
  readonly substitute: (text: string, turn: number) => string;
  readonly within: Place | undefined;
  at: number;
  turn: number;
}

/** A source text: messages name its file. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** Every line of the texts in turn, macros and repetitions expanded where they are called. */
export class LineFeed {
  private readonly frames: Frame[];
  private served = 0;
  private expansions = 0;

  constructor(sources: readonly SourceText[]) {
    const lines = sources.flatMap(({ file, text }) =>
      // Some editors begin a file with a byte-order mark, which is no part of the text.
      text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .map((line, i) => ({ text: line, place: { file, line: i + 1, column: 1 } })),
    );
    this.frames = [{ lines, times: 1, substitute: (text) => text, within: undefined, at: 0, turn: 0 }];
  }

  /** The next line, or `undefined` after the last one. */
  next(): SourceLine | undefined {
    for (;;) {
      const frame = this.frames.at(-1);
      if (!frame) return undefined;
      const line = frame.lines[frame.at];
      if (line && frame.turn < frame.times) {
        frame.at++;
        return this.serve(frame, line);
      }
      frame.at = 0;
      frame.turn++;
      if (frame.turn >= frame.times || frame.lines.length === 0) this.frames.pop();
    }
  }

  private serve(frame: Frame, line: SourceLine): SourceLine {
    this.served++;
    if (this.served > MOST_LINES) {
      throw fault(line.place, `the program has more than ${MOST_LINES} lines after expansion`);
    }
    const text = frame.substitute(line.text, frame.turn);
    const place = frame.within ? { ...line.place, within: frame.within } : line.place;
    if (text.length > LONGEST_LINE) throw fault(place, `the line is longer than ${LONGEST_LINE} characters`);
    return { text, place };
  }

  private push(
    place: Place,
    lines: readonly SourceLine[],
    times: number,
    substitute: Frame['substitute'],
  ): void {
    if (this.frames.length > DEEPEST_EXPANSION) {
      throw fault(
        place,
        `macros are nested more than ${DEEPEST_EXPANSION} deep; a macro that calls itself needs an .if to end`,
      );
    }
    this.frames.push({ lines, times, substitute, within: place, at: 0, turn: 0 });
  }

  /** The next lines are those of a macro: `\name` is an argument, `\@` a number of this call alone. */
  call(place: Place, macro: Body, given: readonly string[]): void {
    const number = this.expansions++;
    this.push(place, macro.lines, 1, (text) =>
      text.replace(/\\(@|[A-Za-z_]\w*)/g, (whole, name: string) => {
        if (name === '@') return `${number}`;
        const at = macro.parameters.indexOf(name);
        return at < 0 ? whole : (given[at] ?? '');
      }),
    );
  }

  /** The next lines are the body, so many times: `\+` is the number of the turn, from 0. */
  repeat(place: Place, lines: readonly SourceLine[], times: number): void {
    this.push(place, lines, times, (text, turn) => text.replaceAll('\\+', `${turn}`));
  }

  /** The lines up to the matching end, which is taken too. */
  collect(opened: SourceLine, begin: string, end: string): SourceLine[] {
    const lines: SourceLine[] = [];
    for (let depth = 1; ; ) {
      const line = this.next();
      if (!line) throw fault(opened.place, `${begin} has no ${end}`);
      const directive = directiveOf(line.text);
      if (directive === begin) depth++;
      if (directive === end && --depth === 0) return lines;
      lines.push(line);
    }
  }
}

/** The directive of a line, if it has one. */
export const directiveOf = (text: string): string | undefined =>
  /^\s*(?:[\w.$\\@+]+:\s*)*(\.[a-z]+)(?![\w.$:])/.exec(text)?.[1];

/** Arguments of a macro's call as written: split at commas outside of parentheses and quotes. */
export const splitArguments = (text: string): string[] => {
  const bare = text.trim();
  if (bare === '') return [];
  const given: string[] = [''];
  let depth = 0;
  let quote = '';
  for (const letter of bare) {
    if (quote) quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '#' || letter === ';') break;
    else if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (letter === ',' && depth === 0 && !quote) given.push('');
    else given[given.length - 1] += letter;
  }
  const trimmed = given.map((piece) => piece.trim());
  return trimmed.length === 1 && trimmed[0] === '' ? [] : trimmed;
};
