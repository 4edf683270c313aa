/** What a node changed of a page: runs of bytes, each with its place. */

interface Run {
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface Diff {
  readonly runs: readonly Run[];
  /** Bytes that it changes. */
  readonly changed: number;
  /** Bytes of it in a message. */
  readonly bytes: number;
}

/** Place and length of a run, two bytes each. */
const RUN_HEADER_BYTES = 4;

/**
 * The bytes in which a page differs from its twin. By bytes, not words: threads may write different bytes
 * of one word without a race.
 */
export const diffOf = (twin: Uint8Array, page: Uint8Array): Diff => {
  const runs: Run[] = [];
  let changed = 0;
  let at = 0;
  while (at < page.length) {
    if (page[at] === twin[at]) {
      at++;
      continue;
    }
    const begin = at;
    while (at < page.length && page[at] !== twin[at]) at++;
    runs.push({ at: begin, bytes: page.slice(begin, at) });
    changed += at - begin;
  }
  return { runs, changed, bytes: changed + runs.length * RUN_HEADER_BYTES };
};

export const applyDiff = ({ runs }: Diff, page: Uint8Array): void => {
  for (const { at, bytes } of runs) page.set(bytes, at);
};
