/** Reads and writes what a litmus test asks of its final states. */
import { nearestName } from '../config/nearest.js';
import type { Architecture } from './architectures/architecture.js';
import type { Locations } from './architectures/thread-builder.js';
import { INTEGER, readInteger } from './integer.js';
import type { Scanner } from './scanner.js';
import type { Condition, Observed, Proposition, Quantifier } from './test.js';
import { addressOf, valueText } from './values.js';

const NAME = /[A-Za-z_][A-Za-z0-9_.]*/y;
const REGISTER = /%?[A-Za-z][A-Za-z0-9_]*/y;
const THREAD = /P?[0-9]+(?=\s*:)/y;

/** Deeper than any person nests; the reader is recursive. */
const DEEPEST = 200;

/** The names that a test's threads, registers and locations have. */
export class Names {
  constructor(
    private readonly architecture: Architecture,
    private readonly locations: Locations,
    readonly threads: number,
  ) {}

  register(scanner: Scanner): Observed & { readonly register: number } {
    scanner.skip();
    const at = scanner.position;
    const thread = Number(scanner.expect(THREAD, 'the number of a thread').replace('P', ''));
    if (thread >= this.threads) {
      scanner.fail(`a thread of this test: 0 to ${this.threads - 1}`, at);
    }
    scanner.expect(/:/y, '":"');
    scanner.skip();
    const nameAt = scanner.position;
    const name = scanner.expect(REGISTER, `a register of ${this.architecture.name}`);
    const register = this.architecture.register(name);
    if (register === undefined) {
      const near = nearestName(name, this.architecture.registers);
      return scanner.fail(
        `a register of ${this.architecture.name}: ${this.architecture.registers.join(', ')}`,
        nameAt,
        near === undefined ? '' : `Did you mean "${near}"?`,
      );
    }
    return { thread, register, name: `${thread}:${this.architecture.registers[register]!}` };
  }

  location(scanner: Scanner): Observed & { readonly location: number } {
    const bracket = scanner.accept(/\[/y);
    const name = scanner.expect(NAME, 'the name of a location, or a register such as 0:EAX');
    if (bracket !== undefined) scanner.expect(/\]/y, '"]"');
    return { location: this.locations.number(name), name: `[${name}]` };
  }

  observed(scanner: Scanner): Observed {
    return scanner.sees(THREAD) ? this.register(scanner) : this.location(scanner);
  }

  /** A number of 32 bits, or a location's name: its address. */
  value(scanner: Scanner): number {
    if (scanner.sees(INTEGER)) return readInteger(scanner, 'a number');
    scanner.accept(/&/y);
    const name = scanner.expect(NAME, 'a number, or the name of a location for its address');
    return addressOf(this.locations.number(name));
  }
}

/** Recursive descent over `not`, then `/\`, then `\/`, then `=>`. */
class ConditionReader {
  readonly observed: Observed[] = [];
  private depth = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly names: Names,
  ) {}

  proposition(): Proposition {
    if (++this.depth > DEEPEST) this.scanner.fail(`a condition nested at most ${DEEPEST} deep`);
    const left = this.joined('or', /\\\//y, () => this.joined('and', /\/\\/y, () => this.primary()));
    const whole: Proposition =
      this.scanner.accept(/=>/y) === undefined ? left : { kind: 'implies', of: [left, this.proposition()] };
    this.depth--;
    return whole;
  }

  private joined(kind: 'and' | 'or', sign: RegExp, next: () => Proposition): Proposition {
    const of = [next()];
    while (this.scanner.accept(sign) !== undefined) of.push(next());
    return of.length === 1 ? of[0]! : { kind, of };
  }

  private primary(): Proposition {
    if (this.scanner.accept(/(?:not\b|~)/y) !== undefined) {
      if (++this.depth > DEEPEST) this.scanner.fail(`a condition nested at most ${DEEPEST} deep`);
      const of = this.primary();
      this.depth--;
      return { kind: 'not', of };
    }
    if (this.scanner.accept(/true\b/y) !== undefined) return { kind: 'and', of: [] };
    if (this.scanner.accept(/false\b/y) !== undefined) return { kind: 'or', of: [] };
    if (this.scanner.accept(/\(/y) === undefined) return this.equality();
    const inside = this.proposition();
    this.scanner.expect(/\)/y, '")", "/\\" or "\\/"');
    return inside;
  }

  private equality(): Proposition {
    const what = this.names.observed(this.scanner);
    this.observed.push(what);
    const sign = this.scanner.expect(/==?|!=|<>/y, '"=" and a value');
    const equal: Proposition = { kind: 'equal', what, to: this.side() };
    return sign.startsWith('=') ? equal : { kind: 'not', of: equal };
  }

  private side(): number | Observed {
    if (!this.scanner.sees(THREAD) && !this.scanner.sees(/\[/y)) return this.names.value(this.scanner);
    const other = this.names.observed(this.scanner);
    this.observed.push(other);
    return other;
  }
}

const QUANTIFIER = /(?:~\s*exists|exists|forall|final)\b/y;

/** Reads `exists …`, `~exists …` or `forall …`, and tells what it asks about. */
export const readCondition = (
  scanner: Scanner,
  names: Names,
): { readonly condition: Condition; readonly observed: readonly Observed[] } => {
  const word = scanner
    .expect(QUANTIFIER, '"exists", "~exists" or "forall" and a condition')
    .replace(/\s/g, '');
  const reader = new ConditionReader(scanner, names);
  const proposition = reader.proposition();
  const quantifier = word === 'final' ? 'exists' : (word as Quantifier);
  return { condition: { quantifier, proposition }, observed: reader.observed };
};

const STRENGTH = { equal: 4, not: 4, and: 3, or: 2, implies: 1 } as const;

const propositionText = (proposition: Proposition, locations: readonly string[], above: number): string => {
  const { kind } = proposition;
  const text = (): string => {
    switch (kind) {
      case 'equal': {
        const { what, to } = proposition;
        return `${what.name}=${typeof to === 'number' ? valueText(to, locations) : to.name}`;
      }
      case 'not':
        return `not (${propositionText(proposition.of, locations, 0)})`;
      case 'and':
      case 'or': {
        if (proposition.of.length === 0) return kind === 'and' ? 'true' : 'false';
        const sign = kind === 'and' ? ' /\\ ' : ' \\/ ';
        return proposition.of.map((each) => propositionText(each, locations, STRENGTH[kind])).join(sign);
      }
      case 'implies':
        return proposition.of
          .map((each) => propositionText(each, locations, STRENGTH.implies + 1))
          .join(' => ');
    }
  };
  return STRENGTH[kind] < above ? `(${text()})` : text();
};

/** As herd7 prints it, such as `exists (0:EAX=0 /\ 1:EAX=0)`. */
export const conditionText = ({ quantifier, proposition }: Condition, locations: readonly string[]): string =>
  `${quantifier} (${propositionText(proposition, locations, 0)})`;
