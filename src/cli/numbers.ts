/** Numbers on the command line. */
import { InvalidArgumentError } from 'commander';

const MULTIPLES: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** Reads `250000`, `250_000`, `250k`, `1M` or `2G` (powers of 1000); NaN for anything else. */
const readCount = (text: string): number => {
  const match = /^(\d[\d_]*)([kmg]?)$/i.exec(text);
  return match ? Number(match[1]!.replaceAll('_', '')) * MULTIPLES[match[2]!.toLowerCase()]! : Number.NaN;
};

/** A parser of whole numbers within bounds, for commander. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = readCount(text);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    const bounds = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number ${bounds}, such as ${Math.max(least, 1)}.`);
  };

/** A parser of several of them with commas between, for an option that may be given several times. */
export const wholeNumbers = (least: number, most?: number) => {
  const parse = wholeNumber(least, most);
  return (text: string, before: readonly number[] = []): readonly number[] => [
    ...before,
    ...text.split(',').map((one) => parse(one.trim())),
  ];
};

/** Adds one more value of an option that may be given several times. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];
