/** Constants of the host, written in the core's language. */

/** An identifier of the same sound: `tree-PLRU` becomes `treePLRU`. */
export const identifier = (name: string): string => name.replaceAll(/[^A-Za-z0-9_]/g, '');

/** A constant of the core. */
export const constant = (name: string, value: number): string => `export const ${name}: u32 = ${value};`;

/** A constant for each name. */
export const group = (prefix: string, values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => constant(`${prefix}_${identifier(name)}`, value))
    .join('\n');
