import { GRID_PARAMETERS, gridAverage, gridBisection, gridFor, gridSketch } from './grid.js';
import { Links } from './network.js';
import { defineTopology } from './topology.js';
import { roundIsDeadlockFree, stepsRound, sumRound } from './way-round.js';

export const torus = defineTopology({
  name: 'torus',
  title: '2D torus',
  about:
    'A mesh whose rows and columns are rings; node = row × columns + column. Dimension-order routing: the shorter way ' +
    'round the row first, then round the column; if both ways are equal, upwards from an even place and downwards from ' +
    'an odd one. A side of 2 has no second link. The same for every node: no rim. A side of 5 or more could deadlock, ' +
    'so a real torus needs two virtual channels a link.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, chapters 5, 8 and 14; W. J. ' +
    'Dally and C. L. Seitz, Deadlock-Free Message Routing in Multiprocessor Interconnection Networks, 1987',
  mostNodes: 1024,
  parameters: GRID_PARAMETERS,
  forms: {
    where: 'columns ≥ rows and rows ≥ 3 and columns even',
    links: '4 × n',
    diameter: '⌊columns / 2⌋ + ⌊rows / 2⌋',
    averageHops: '(rows × ⌊columns^2 / 4⌋ + columns × ⌊rows^2 / 4⌋) / (n − 1)',
    bisectionLinks: '4 × rows',
  },
  plan(nodes, values) {
    const grid = gridFor('torus', nodes, values);
    const { columns, rows } = grid;
    const column = (node: number): number => node % columns;
    const row = (node: number): number => Math.floor(node / columns);
    const links = new Links();
    for (let node = 0; node < nodes; node++) {
      links.joinBoth(node, row(node) * columns + ((column(node) + 1) % columns));
      links.joinBoth(node, ((row(node) + 1) % rows) * columns + column(node));
    }
    const across = (from: number, to: number): number => stepsRound(column(from), column(to), columns);
    const down = (from: number, to: number): number => stepsRound(row(from), row(to), rows);
    return {
      parameters: { columns, rows },
      links: links.list,
      deadlockFree: roundIsDeadlockFree(columns) && roundIsDeadlockFree(rows),
      diameter: Math.floor(columns / 2) + Math.floor(rows / 2),
      averageHops: gridAverage(grid, (side) => side * sumRound(side)),
      bisectionLinks: gridBisection(grid, true),
      sketch: gridSketch(grid, true),
      route(from, to) {
        const walk = [from];
        const acrossBy = across(from, to);
        for (let i = 1; i <= Math.abs(acrossBy); i++) {
          const x = (column(from) + Math.sign(acrossBy) * i + columns) % columns;
          walk.push(row(from) * columns + x);
        }
        const downBy = down(from, to);
        for (let i = 1; i <= Math.abs(downBy); i++) {
          const y = (row(from) + Math.sign(downBy) * i + rows) % rows;
          walk.push(y * columns + column(to));
        }
        return links.along(walk);
      },
      hops: (from, to) => Math.abs(across(from, to)) + Math.abs(down(from, to)),
    };
  },
});
