/** One of a catalogue in full, or one of a user's own. */
import { wrap } from './table.js';

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly source: string;
}

/** Paragraphs of `body` under what the catalogue says of the entry; `name`: what it is called that is in none. */
export const entryText = (
  entry: Entry | undefined,
  name: string,
  body: readonly string[],
  width: number,
): string =>
  (entry
    ? [
        `${entry.name}: ${entry.title}\n`,
        wrap(entry.about, width),
        ...body,
        wrap(`Source: ${entry.source}`, width),
      ]
    : [`${name}\n`, ...body]
  ).join('\n');
