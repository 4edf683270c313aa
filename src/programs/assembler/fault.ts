import { nearestName } from '../../config/nearest.js';
import { CohortError } from '../../errors.js';
import { type Place, showPlace } from '../program.js';

/** Longest piece of a source text that a message shows. */
const SHOWN = 60;

/** A piece of a source text as messages quote it. */
export const quoted = (text: string): string =>
  `'${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}'`;

/** What cannot be assembled: `counter.s:12:9: what is wrong; how to mend it`. */
export const fault = (place: Place, what: string): CohortError => {
  const { file, line, column, within } = place;
  const call = within ? ` (in what is ${showPlace(place).slice(`${file}:${line}, `.length)})` : '';
  return new CohortError(`${file}:${line}:${column}: ${what}${call}`, 2);
};

/** `; did you mean 'x'?` if a known name is near, else the given mend or nothing. */
export const didYouMean = (name: string, known: Iterable<string>, otherwise = ''): string => {
  const nearest = nearestName(name, [...known]);
  return nearest === undefined ? otherwise : `; did you mean '${nearest}'?`;
};
