/** Edits (insertions, deletions, replacements, swaps of neighbours) between two words. */
const distance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      }
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
};

/** Longer words than this are not compared: no name that we know comes near. */
const LONGEST = 64;

/**
 * The known name that a mistyped one probably meant, or `undefined` when none is near: at most
 * one edit for every three letters, or one is the other's beginning or its last part (`size` for
 * `l1.size`). Case does not count. The first of equally near names wins.
 */
export const nearestName = (name: string, known: readonly string[]): string | undefined => {
  if (name === '' || name.length > LONGEST) return undefined;
  const wanted = name.toLowerCase();
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < fewest) {
      nearest = candidate;
      fewest = edits;
    }
  }
  if (nearest !== undefined) return nearest;
  return known.find((candidate) => {
    const lower = candidate.toLowerCase();
    return lower.endsWith(`.${wanted}`) || (wanted.length >= 2 && lower.startsWith(wanted));
  });
};

/** The last of the names, parted by dots, that a path is made of. */
const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

/**
 * The same of paths such as `timing.network.hopCycles`: but for a slip of one letter, the nearest of those
 * whose last part is that of the path (`timing.hopCycles`) goes before others.
 */
export const nearestPath = (path: string, known: readonly string[]): string | undefined => {
  if (path.length > LONGEST) return undefined;
  const wanted = path.toLowerCase();
  const near = nearestName(path, known);
  if (near !== undefined && distance(wanted, near.toLowerCase()) <= 1) return near;
  const alike = known
    .filter((candidate) => lastPart(candidate) === lastPart(wanted))
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return alike[0]?.candidate ?? near;
};
