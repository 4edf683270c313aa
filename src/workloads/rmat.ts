import { permutation, type Random } from './random.js';

/** A directed graph in compressed sparse rows: vertex v's neighbours are `columns[rows[v] … rows[v + 1] − 1]`. */
export interface Graph {
  readonly vertices: number;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
}

// Quarters of the adjacency matrix as thresholds of a u32: top left, top right, bottom left, bottom right.
const TOP_LEFT = 0.57 * 2 ** 32;
const TOP = 0.76 * 2 ** 32;
const BOTTOM_RIGHT = 0.95 * 2 ** 32;

/**
 * A random undirected graph of 2^scale vertices and edgeFactor × 2^scale edges, each stored both ways.
 *
 * `rmat` skews it as social networks are, with the parameters of the Graph500 benchmark (D. Chakrabarti,
 * Y. Zhan, C. Faloutsos, R-MAT: A Recursive Model for Graph Mining, 2004): at each of `scale` levels an
 * edge falls into one quarter of the adjacency matrix, with probability 0.57, 0.19, 0.19 and 0.05.
 * `uniform` takes both ends of an edge at random.
 */
export const makeGraph = (
  scale: number,
  edgeFactor: number,
  kind: 'rmat' | 'uniform',
  random: Random,
): Graph => {
  const vertices = 2 ** scale;
  const edges = edgeFactor * vertices;
  const from = new Uint32Array(edges);
  const to = new Uint32Array(edges);
  const names = permutation(vertices, random);
  for (let e = 0; e < edges; e++) {
    let row = 0;
    let column = 0;
    if (kind === 'uniform') {
      row = random.below(vertices);
      column = random.below(vertices);
    } else {
      for (let level = 0; level < scale; level++) {
        const quarter = random.next();
        row = (row << 1) | (quarter >= TOP ? 1 : 0);
        column = (column << 1) | ((quarter >= TOP_LEFT && quarter < TOP) || quarter >= BOTTOM_RIGHT ? 1 : 0);
      }
    }
    from[e] = names[row]!;
    to[e] = names[column]!;
  }
  return compress(vertices, from, to);
};

/** Sorts the edges by vertex, both ways, by counting. */
const compress = (vertices: number, from: Uint32Array, to: Uint32Array): Graph => {
  const rows = new Uint32Array(vertices + 1);
  for (const ends of [from, to]) for (const v of ends) rows[v + 1]!++;
  for (let v = 0; v < vertices; v++) rows[v + 1]! += rows[v]!;
  const next = rows.slice(0, vertices);
  const columns = new Uint32Array(from.length * 2);
  for (let e = 0; e < from.length; e++) {
    columns[next[from[e]!]!++] = to[e]!;
    columns[next[to[e]!]!++] = from[e]!;
  }
  return { vertices, rows, columns };
};
