/** What runs are called in a comparison: by what the command line called them. */
import { basename } from 'node:path';
import { isFilePath } from './names.js';

/** Without folders, unless it takes these to tell files apart. */
export const shortNames = (given: readonly string[]): string[] => {
  const short = given.map((name) => (isFilePath(name) ? basename(name) : name));
  return short.map((name, at) => (short.indexOf(name) === short.lastIndexOf(name) ? name : given[at]!));
};

/** Of a run: those of its names that other runs do not share; if they share all, the first that it has. */
export const namesOf = (runs: readonly (readonly string[])[]): string[] => {
  const differs = (part: number): boolean => new Set(runs.map((names) => names[part])).size > 1;
  return runs.map((names) => {
    const own = names.filter((_, part) => differs(part));
    return own.length > 0 ? own.join(', ') : (names.find((name) => name !== '') ?? '');
  });
};
