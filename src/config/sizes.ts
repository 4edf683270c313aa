/** Sizes in bytes, as people write them: `4096`, `"64KiB"`, `"1.5 MiB"`. */

const UNIT: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  K: 1024,
  KIB: 1024,
  M: 1024 ** 2,
  MIB: 1024 ** 2,
  G: 1024 ** 3,
  GIB: 1024 ** 3,
};

/**
 * A number and a unit: none or B for bytes, K or KiB, M or MiB, G or GiB, all powers of 1024, in
 * either case. KB, MB and GB are left out on purpose: half of the world reads them as powers of 1000.
 */
export const SIZE_PATTERN = /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*([Bb]|(?:[KkMmGg](?:[Ii][Bb])?))?\s*$/;

/** A unit that may mean a power of 1000 or of 1024. */
const AMBIGUOUS = /^\s*(\d+(?:\.\d+)?)\s*([KMG])B\s*$/i;

/** Bytes that a size stands for; `undefined` if it does not parse or is not a whole number of bytes. */
export const bytesOf = (size: number | string): number | undefined => {
  if (typeof size === 'number') return size;
  const match = SIZE_PATTERN.exec(size);
  if (!match) return undefined;
  const bytes = Number(match[1]) * UNIT[(match[2] ?? '').toUpperCase()]!;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
};

/** How to write a size whose unit is ambiguous (`"32KB"` gives `"32KiB"`); `undefined` if it is not. */
export const unambiguousSize = (size: unknown): string | undefined => {
  const match = typeof size === 'string' ? AMBIGUOUS.exec(size) : null;
  return match ? `${match[1]}${match[2]!.toUpperCase()}iB` : undefined;
};

/** Bytes in the largest unit that divides them: `32 KiB`, `1 MiB`, `48000 B`. Exact, so it parses back. */
export const showBytes = (bytes: number): string => {
  for (const [unit, factor] of [
    ['GiB', 1024 ** 3],
    ['MiB', 1024 ** 2],
    ['KiB', 1024],
  ] as const) {
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor} ${unit}`;
  }
  return `${bytes} B`;
};
