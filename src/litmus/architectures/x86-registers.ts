/** The general registers of x86, by all their names for 32 and 64 bits. */
export const REGISTERS_32 = ['EAX', 'EBX', 'ECX', 'EDX', 'ESI', 'EDI', 'EBP', 'ESP'] as const;

const NEW = Array.from({ length: 8 }, (_, i) => `r${i + 8}`);

export const REGISTERS_64: readonly string[] = [
  ...REGISTERS_32.map((name) => name.toLowerCase().replace('e', 'r')),
  ...NEW,
];

/**
 * Behind them: what the last operation that set flags compared, a value and an address on their way. The
 * flags of an addition are those of its result against 0, so that carry and overflow are not kept.
 */
const AFTER = REGISTERS_64.length;
export const FLAGS_LEFT = AFTER;
export const FLAGS_RIGHT = AFTER + 1;
export const BETWEEN = AFTER + 2;
export const INDEXED = AFTER + 3;
export const HIDDEN = 4;
export const EAX = 0;

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...REGISTERS_64.map((name, i): [string, number] => [name, i]),
  ...REGISTERS_32.map((name, i): [string, number] => [name.toLowerCase(), i]),
  ...NEW.map((name, i): [string, number] => [`${name}d`, i + 8]),
]);

/** By any name, upper or lower case, perhaps after `%`. */
export const x86Register = (name: string): number | undefined =>
  NUMBERS.get(name.toLowerCase().replace(/^%/, ''));
