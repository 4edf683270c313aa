import { machineOf, refusal } from './parameters.js';
import { MOST_LINES, nodeBox, type Sketch, shownOf, TEXT_WIDTH } from './sketch.js';

/** The sides of a mesh or a torus; node = row × columns + column. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** What both take. */
export const GRID_PARAMETERS = {
  columns: {
    about: 'nodes of a row; left out: as near to a square as the nodes allow, columns ≥ rows',
    default: 'fit',
    min: 1,
    max: 1024,
    unit: 'nodes',
  },
  rows: {
    about: 'nodes of a column; left out: nodes ÷ columns',
    default: 'fit',
    min: 1,
    max: 1024,
    unit: 'nodes',
  },
} as const;

/** Every grid of so many places, the one with most columns first. */
const gridsOf = (nodes: number): Grid[] => {
  const grids: Grid[] = [];
  for (let rows = 1; rows <= nodes; rows++)
    if (nodes % rows === 0) grids.push({ columns: nodes / rows, rows });
  return grids;
};

/** The grid of least cost; of equal ones that with more columns. */
const cheapest = (nodes: number, cost: (grid: Grid) => number): Grid =>
  gridsOf(nodes).reduce((best, grid) => (cost(grid) < cost(best) ? grid : best));

const written = ({ columns, rows }: Grid): string => `columns ${columns} and rows ${rows}`;

/** The grid that was asked for. Refused with the nearest that has as many places as there are nodes. */
export const gridFor = (
  topology: string,
  nodes: number,
  { columns, rows }: { columns: number | undefined; rows: number | undefined },
): Grid => {
  if (columns === undefined && rows === undefined) {
    return cheapest(nodes, (grid) => Math.abs(grid.columns - grid.rows));
  }
  const asked = { columns: columns ?? nodes / rows!, rows: rows ?? nodes / columns! };
  if (
    Number.isInteger(asked.columns) &&
    Number.isInteger(asked.rows) &&
    asked.columns * asked.rows === nodes
  ) {
    return asked;
  }
  const near = cheapest(
    nodes,
    (grid) =>
      (columns === undefined ? 0 : Math.abs(grid.columns - columns)) +
      (rows === undefined ? 0 : Math.abs(grid.rows - rows)),
  );
  if (columns !== undefined && rows !== undefined) {
    const places = `columns ${columns} x rows ${rows} has ${columns * rows} places`;
    throw refusal(topology, `${places}, ${machineOf(nodes)}`, `use ${written(near)}`);
  }
  const [name, value] = columns === undefined ? ['rows', rows] : ['columns', columns];
  throw refusal(
    topology,
    `'${name}' is ${value}, which does not divide the machine's ${nodes} nodes`,
    `use ${written(near)}`,
  );
};

/** Fewest links, both ways, between two halves; `wrapped` sides of 3 and more are rings. */
export const gridBisection = ({ columns, rows }: Grid, wrapped: boolean): number => {
  const isRing = (side: number): boolean => wrapped && side > 2;
  /** A cut across `side`; with an odd side it has a step within the middle row, which cuts that too. */
  const cut = (side: number, other: number): number => {
    if (side === 1) return Number.POSITIVE_INFINITY;
    const step = side % 2 === 0 || other === 1 ? 0 : isRing(other) ? 2 : 1;
    return other * (isRing(side) ? 2 : 1) + step;
  };
  return columns * rows === 1 ? 0 : 2 * Math.min(cut(columns, rows), cut(rows, columns));
};

/** Mean over pairs of different nodes of the sum of the distances along both sides. */
export const gridAverage = ({ columns, rows }: Grid, sumOf: (side: number) => number): number => {
  const nodes = columns * rows;
  // `sumOf` adds the distances over all ordered pairs of places of a side.
  return nodes === 1 ? 0 : (sumOf(columns) * rows ** 2 + sumOf(rows) * columns ** 2) / (nodes * (nodes - 1));
};

/** Rows of nodes; `~` is a link that goes round to the other end. */
export const gridSketch = (grid: Grid, wrapped: boolean): Sketch => {
  const { columns, rows } = grid;
  return {
    places: Array.from({ length: columns * rows }, (_, node) => ({
      x: node % columns,
      y: Math.floor(node / columns),
    })),
    strokes: [],
    labels: [],
    curved: wrapped,
    text: () => gridText(grid, wrapped),
  };
};

const gridText = ({ columns, rows }: Grid, wrapped: boolean): string[] => {
  const nodes = columns * rows;
  const box = nodeBox(0, nodes).length;
  const shownColumns = shownOf(columns, Math.floor((TEXT_WIDTH - 2) / (box + 2)));
  const shownRows = shownOf(rows, MOST_LINES / 2);
  const end = wrapped && columns > 2 ? '~' : '';
  const line = (cell: (column: number) => string, gap: string, between: string): string =>
    shownColumns.map((column) => (column === 'gap' ? gap : cell(column))).join(between);
  const centre = (mark: string): string => mark.padStart(Math.floor((box + 1) / 2)).padEnd(box);
  const uprights = (mark: string): string => (end && ' ') + line(() => centre(mark), '   ', '  ').trimEnd();
  const lines = shownRows.map((row) => {
    if (row === 'gap') return uprights(':');
    return end + line((column) => nodeBox(row * columns + column, nodes), '...', '--') + end;
  });
  const drawn = lines.flatMap((text, i) => (i === 0 ? [text] : [uprights('|'), text]));
  if (!wrapped || rows <= 2) return drawn;
  return [uprights('~'), ...drawn, uprights('~')];
};
