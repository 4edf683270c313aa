import { CohortError } from '../../errors.js';
import type { Place, ProgramParameter } from '../program.js';
import { didYouMean, fault, quoted } from './fault.js';

/** Values as a user gives them. */
export type GivenParameters = Readonly<Record<string, number | bigint | string>>;

/** Longest number of a parameter as text. */
const LONGEST = 24;

const wholeNumber = (value: number | bigint | string): bigint | undefined => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const text = value.trim();
  return text.length <= LONGEST && /^-?\d+$|^0x[0-9a-fA-F]+$/.test(text) ? BigInt(text) : undefined;
};

/** What `.param` declared, with the values given. */
export class ParameterList {
  readonly list: ProgramParameter[] = [];

  constructor(private readonly given: GivenParameters) {}

  /** Declares one and returns its value. */
  declare(declared: Omit<ProgramParameter, 'value'>, place: Place): bigint {
    const { name, least, most, default: usual } = declared;
    if (least > most || usual < least || usual > most) {
      throw fault(place, `the default ${usual} of ${quoted(name)} is not from ${least} to ${most}`);
    }
    const value = Object.hasOwn(this.given, name) ? this.read(name, least, most) : usual;
    this.list.push({ ...declared, value });
    return value;
  }

  private read(name: string, least: bigint, most: bigint): bigint {
    const given = this.given[name]!;
    const value = wholeNumber(given);
    if (value !== undefined && value >= least && value <= most) return value;
    throw new CohortError(
      `parameter '${name}' is ${quoted(`${given}`)}; expected a whole number from ${least} to ${most}`,
      2,
    );
  }

  /** A value for a parameter that was not declared: a CohortError. */
  finish(program: string): void {
    const names = this.list.map(({ name }) => name);
    for (const name of Object.keys(this.given)) {
      if (names.includes(name)) continue;
      const mend = names.length === 0 ? '; it has none' : `; it has: ${names.join(', ')}`;
      throw new CohortError(`${program} has no parameter ${quoted(name)}${didYouMean(name, names, mend)}`, 2);
    }
  }
}
