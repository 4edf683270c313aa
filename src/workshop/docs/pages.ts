/** Every generated page: its path under src/docs/ and its text. */
import { countersPage } from './counters.js';

export const pages = (): ReadonlyMap<string, string> => new Map([['counters.md', countersPage()]]);
