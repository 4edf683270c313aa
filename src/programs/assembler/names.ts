import { NOTES } from '../isa.js';
import { type Place, type ProgramSymbol, showPlace } from '../program.js';
import { REGISTER_NAMED } from '../registers.js';
import type { Lookup } from './expression.js';
import { didYouMean, fault, quoted } from './fault.js';

/** The names of a program: labels, constants and parameters, and those that are known before its first line. */
export class Names {
  private readonly defined = new Map<string, { symbol: ProgramSymbol; place: Place | undefined }>();

  constructor(threads: number, lineBytes: number) {
    const known: readonly [string, number][] = [
      ['THREADS', threads],
      ['LINE', lineBytes],
      ...Object.entries(NOTES).map(([name, { code }]): [string, number] => [name, code]),
    ];
    for (const [name, value] of known) {
      this.defined.set(name, { symbol: { name, kind: 'constant', value: BigInt(value) }, place: undefined });
    }
  }

  define(name: string, kind: ProgramSymbol['kind'], value: bigint, place: Place): void {
    if (REGISTER_NAMED.has(name)) throw fault(place, `${quoted(name)} is a register; choose another name`);
    const before = this.defined.get(name);
    if (before) {
      const where = before.place ? `at ${showPlace(before.place)}` : 'by the assembler';
      const mend = before.place?.within ? '; in a macro, write name\\@ for a name of each call' : '';
      throw fault(place, `${quoted(name)} is defined already, ${where}${mend}`);
    }
    this.defined.set(name, { symbol: { name, kind, value }, place });
  }

  get(name: string): ProgramSymbol | undefined {
    return this.defined.get(name)?.symbol;
  }

  /** For expressions that must be known at once: only names of the lines above. */
  readonly above: Lookup = (name, place) => this.value(name, place, ' above this line');

  /** For those that are worked out when all names are known. */
  readonly anywhere: Lookup = (name, place) => this.value(name, place, '');

  private value(name: string, place: Place, where: string): bigint {
    const symbol = this.get(name);
    if (symbol) return symbol.value;
    if (REGISTER_NAMED.has(name)) throw fault(place, `${quoted(name)} is a register, not a number`);
    throw fault(place, `${quoted(name)} is not defined${where}${didYouMean(name, this.defined.keys())}`);
  }

  /** What the program itself defines, in order. */
  own(): ReadonlyMap<string, ProgramSymbol> {
    const own = new Map<string, ProgramSymbol>();
    for (const [name, { symbol, place }] of this.defined) if (place) own.set(name, symbol);
    return own;
  }
}
