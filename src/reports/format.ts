/**
 * Numbers for people. Nothing here asks the host for a locale, so that Node and every browser
 * write the same.
 */

/** Stands where a number has no meaning, such as a share of nothing. */
export const NOTHING = '–';

/** Thousands grouped by commas: `1,234,567`. */
export const grouped = (value: number | bigint): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** A fixed number of places, thousands grouped: `1,234.50`. */
export const fixed = (value: number, places = 2): string => {
  const [whole, fraction] = value.toFixed(places).split('.') as [string, string | undefined];
  return fraction === undefined ? grouped(Number(whole)) : `${grouped(Number(whole))}.${fraction}`;
};

/** A part of a whole in percent: `12.34 %`. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? NOTHING : `${fixed((100 * part) / whole)} %`;

/** How many for each thousand of a whole: `3.21`. */
export const perThousand = (part: number, whole: number): string =>
  whole === 0 ? NOTHING : fixed((1000 * part) / whole);

/** A value against the one that it is compared with: `×0.85`. */
export const ratio = (value: number, base: number): string => {
  if (base !== 0) return `×${fixed(value / base)}`;
  return value === 0 ? '×1.00' : NOTHING;
};

/** Bytes in the largest unit that leaves at least 1: `32 KiB`, `1.18 MiB`. Rounded to two places. */
export const humanBytes = (bytes: number): string => {
  for (const [unit, size] of [
    ['TiB', 1024 ** 4],
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    if (bytes >= size) return `${bytes % size === 0 ? grouped(bytes / size) : fixed(bytes / size)} ${unit}`;
  }
  return `${bytes} B`;
};

/** `1 way`, `8 ways`. */
export const plural = (count: number | bigint, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${Number(count) === 1 ? one : many}`;

/** A name from outside, without characters that could steer a terminal or break a line. */
export const printable = (name: string): string => name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\ufffd');
