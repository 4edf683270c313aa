import type { Scanner } from './scanner.js';

export const INTEGER = /-?(?:0[xX][0-9a-fA-F]+|[0-9]+)/y;

/** Reads an integer, decimal or hexadecimal, as 32 bits with sign hold it. */
export const readInteger = (scanner: Scanner, expected: string): number => {
  scanner.skip();
  const at = scanner.position;
  const text = scanner.expect(INTEGER, expected);
  const value = text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
  if (value >= -(2 ** 31) && value < 2 ** 32) return value | 0;
  return scanner.fail(
    'a number of 32 bits',
    at,
    'Locations and registers hold 32 bits: -2147483648 to 4294967295.',
  );
};
