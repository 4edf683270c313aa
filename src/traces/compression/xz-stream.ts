import * as imported from 'xz-decompress';

/**
 * The package is written for `require`: Node gives what it exports as the default, some bundlers by
 * name alone. Imported here as a whole, because a bundler does not see names that are asked of an
 * `import()`.
 */
export const { XzReadableStream } = imported.default ?? imported;
