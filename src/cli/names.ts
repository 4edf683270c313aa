import { nearestName, nearestPath } from '../config/nearest.js';
import { CohortError } from '../errors.js';

const meant = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean "${near}"?`);

/** Ends a message about an unknown name: the nearest known one, where one is near. */
export const didYouMean = (name: string, known: readonly string[]): string => meant(nearestName(name, known));

/** The same of paths of fields, such as `l1.size`. */
export const didYouMeanPath = (path: string, known: readonly string[]): string =>
  meant(nearestPath(path, known));

/** The known name that was meant, upper or lower case. `what` is the thing's kind, such as `report`. */
export const knownName = <Name extends string>(what: string, name: string, known: readonly Name[]): Name => {
  const found = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new CohortError(
    `there is no ${what} "${name}"; expected one of ${known.join(', ')}.${didYouMean(name, known)}`,
    2,
  );
};

/** Whether an argument that may be a name in a catalogue is a file instead. */
export const isFilePath = (text: string): boolean => /[/\\]|\.json$/i.test(text);
