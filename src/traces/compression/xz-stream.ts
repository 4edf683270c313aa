/** Named here, because a bundler does not see the names of a CommonJS package that is loaded by `import()`. */
export { XzReadableStream } from 'xz-decompress';
