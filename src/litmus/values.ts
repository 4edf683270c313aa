/** Arithmetic on the values of litmus tests: integers of 32 bits, and addresses far above them. */
import type { Comparison, Operator } from './program.js';

/** Addresses begin beyond all integers, so that a value is one or the other. */
const FIRST_ADDRESS = 2 ** 40;
const BETWEEN_ADDRESSES = 2 ** 20;

export const addressOf = (location: number): number => FIRST_ADDRESS + location * BETWEEN_ADDRESSES;

/** Which of `locations` locations has that address; -1: none has. */
export const locationAt = (address: number, locations: number): number => {
  const location = (address - FIRST_ADDRESS) / BETWEEN_ADDRESSES;
  return Number.isInteger(location) && location >= 0 && location < locations ? location : -1;
};

const isInteger32 = (value: number): boolean => (value | 0) === value;

const ON_INTEGERS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  mul: (a, b) => Math.imul(a, b),
  shl: (a, b) => a << b,
  shr: (a, b) => (a >>> b) | 0,
  sar: (a, b) => a >> b,
  slt: (a, b) => (a < b ? 1 : 0),
  sltu: (a, b) => (a >>> 0 < b >>> 0 ? 1 : 0),
};

/** An address is to cancel out, or to be moved; what else is done with it keeps its low 53 bits. */
const ON_ADDRESSES: Readonly<Record<Operator, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  mul: (a, b) => a * b,
  shl: (a, b) => a << (b & 31n),
  shr: (a, b) => a >> (b & 31n),
  sar: (a, b) => a >> (b & 31n),
  slt: (a, b) => (a < b ? 1n : 0n),
  sltu: (a, b) => (BigInt.asUintN(64, a) < BigInt.asUintN(64, b) ? 1n : 0n),
};

export const compute = (operator: Operator, a: number, b: number): number =>
  isInteger32(a) && isInteger32(b)
    ? ON_INTEGERS[operator](a, b)
    : Number(BigInt.asIntN(53, ON_ADDRESSES[operator](BigInt(a), BigInt(b))));

const unsigned = (value: number): number => (value < 0 ? value + 2 ** 32 : value);

export const compare = (comparison: Comparison, a: number, b: number): boolean => {
  switch (comparison) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'ge':
      return a >= b;
    case 'ltu':
      return unsigned(a) < unsigned(b);
    case 'geu':
      return unsigned(a) >= unsigned(b);
  }
};

/** As herd7 shows it: a number, or the name of the location whose address it is. */
export const valueText = (value: number, locations: readonly string[]): string =>
  locations[locationAt(value, locations.length)] ?? String(value);
