import { CohortError } from '../errors.js';
import type { Network } from './network.js';

/** Least and greatest distance of the ACPI tables: 10 is local, 255 means that no path exists. */
export const LEAST_DISTANCE = 10;
export const MOST_DISTANCE = 254;
export const MOST_NODES = 1024;

/** How far nodes are from each other, as `numactl --hardware` prints it. */
export interface Distances {
  /** The system's numbers of the nodes, in order; not always 0, 1, 2, … */
  readonly nodes: readonly number[];
  /** `distances[i][j]`: from `nodes[i]` to `nodes[j]`; 10 is local, 20 twice as far. */
  readonly distances: readonly (readonly number[])[];
  /** Processors of each node, if they were listed. */
  readonly cpus?: readonly (readonly number[])[];
  /** Bytes of each node's memory, if they were listed; `null` where the system does not say. */
  readonly sizesBytes?: readonly (number | null)[];
  /** What is odd but usable, a sentence each. */
  readonly warnings: readonly string[];
}

const refusal = (where: string, what: string, mend: string): CohortError =>
  new CohortError(`${where}: ${what}; ${mend}`, 2);

/**
 * Checks a matrix of distances: square, entries whole numbers from 10 to 254, and no node nearer to
 * another one than to itself (all may be equally near). Throws a CohortError (exit code 2) that names
 * row and column. Returns warnings: the pairs of nodes that are not as far one way as the other.
 * `where` names the field in messages, `nodes` the rows (0, 1, 2, … if left out).
 */
export const checkDistances = (
  matrix: readonly (readonly number[])[],
  where = 'distances',
  nodes: readonly number[] = matrix.map((_, index) => index),
): string[] => {
  const count = nodes.length;
  if (count === 0) throw refusal(where, 'there is no row', 'give a row for each node');
  if (count > MOST_NODES) throw refusal(where, `there are ${count} rows`, `expected at most ${MOST_NODES}`);
  if (matrix.length !== count) {
    const expected = `${count} nodes are named, there are ${matrix.length} rows`;
    throw refusal(where, expected, 'give a row for each node');
  }
  matrix.forEach((row, i) => {
    if (row.length !== count) {
      const found = `row ${nodes[i]} has ${row.length} ${row.length === 1 ? 'entry' : 'entries'}, there are ${count} rows`;
      throw refusal(where, found, 'the matrix must be square: give each row one distance a node');
    }
    row.forEach((distance, j) => {
      checkEntry(distance, `${where}, row ${nodes[i]}, column ${nodes[j]}`);
    });
  });
  matrix.forEach((row, i) => {
    const nearer = row.findIndex((distance) => distance < row[i]!);
    if (nearer < 0) return;
    throw refusal(
      `${where}, row ${nodes[i]}`,
      `node ${nodes[nearer]} is at ${row[nearer]}, nearer than the node itself at ${row[i]}`,
      'a node must be nearest to itself: mend the diagonal, or the order of the columns',
    );
  });
  return asymmetries(matrix, where, nodes);
};

const checkEntry = (distance: number, where: string): void => {
  if (Number.isInteger(distance) && distance >= LEAST_DISTANCE && distance <= MOST_DISTANCE) return;
  const expected = `expected a whole number from ${LEAST_DISTANCE} to ${MOST_DISTANCE}`;
  const mend = distance === 255 ? '255 means that there is no path: leave nodes without one out' : expected;
  throw refusal(where, `the distance is ${String(distance)}`, mend);
};

/** Warnings of this many pairs at most; then their number. */
const MOST_WARNINGS = 4;

const asymmetries = (
  matrix: readonly (readonly number[])[],
  where: string,
  nodes: readonly number[],
): string[] => {
  const warnings: string[] = [];
  let more = 0;
  matrix.forEach((row, i) => {
    for (let j = i + 1; j < row.length; j++) {
      const there = row[j]!;
      const back = matrix[j]![i]!;
      if (there === back) continue;
      if (warnings.length === MOST_WARNINGS) more++;
      else {
        warnings.push(
          `${where}: node ${nodes[i]} to ${nodes[j]} is ${there}, back it is ${back}; both are kept as they are`,
        );
      }
    }
  });
  if (more > 0) warnings.push(`${where}: ${more} more pairs of nodes are not as far one way as the other`);
  return warnings;
};

/**
 * The distances that a network amounts to: `local` (default 10) within a node, and `perHop` (default
 * 10) more for each hop. Refused if the farthest pair were above 254, with the greatest `perHop` that
 * fits.
 */
export const distancesOf = (network: Network, local = LEAST_DISTANCE, perHop = 10): Distances => {
  const { nodes, diameter, topology } = network;
  checkEntry(local, 'the local distance');
  const room = MOST_DISTANCE - local;
  const most = diameter === 0 ? room : Math.floor(room / diameter);
  if (!Number.isInteger(perHop) || perHop < 0 || perHop > room) {
    throw refusal(
      'the distance of a hop',
      `it is ${String(perHop)}`,
      `expected a whole number from 0 to ${room}`,
    );
  }
  if (perHop > most) {
    throw refusal(
      topology,
      `${diameter} hops of ${perHop} are farther than ${MOST_DISTANCE}`,
      most > 0 ? `use at most ${most} a hop` : 'give the distances themselves',
    );
  }
  const all = Array.from({ length: nodes }, (_, node) => node);
  const distances = all.map((from) => all.map((to) => local + perHop * network.hops(from, to)));
  return { nodes: all, distances, warnings: checkDistances(distances) };
};
