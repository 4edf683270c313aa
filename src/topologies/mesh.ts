import { GRID_PARAMETERS, gridAverage, gridBisection, gridFor, gridSketch } from './grid.js';
import { Links } from './network.js';
import { defineTopology } from './topology.js';

export const mesh = defineTopology({
  name: 'mesh',
  title: '2D mesh',
  about:
    'Rows and columns of nodes, each with links to its neighbours; node = row × columns + column. Dimension-order (XY) ' +
    'routing: along the row first, then along the column, always the shortest way and free of deadlock. Short wires; ' +
    'the middle is busier than the rim.',
  source:
    'W. J. Dally and B. Towles, Principles and Practices of Interconnection Networks, 2004, chapters 5 and 8; D. E. ' +
    'Culler and J. P. Singh, Parallel Computer Architecture, 1999, chapter 10',
  mostNodes: 1024,
  parameters: GRID_PARAMETERS,
  forms: {
    where: 'columns ≥ rows and columns even',
    links: '2 × (columns × (rows − 1) + rows × (columns − 1))',
    diameter: 'columns + rows − 2',
    averageHops: '(columns + rows) / 3',
    bisectionLinks: '2 × rows',
  },
  plan(nodes, values) {
    const grid = gridFor('mesh', nodes, values);
    const { columns, rows } = grid;
    const links = new Links();
    for (let node = 0; node < nodes; node++) {
      if ((node + 1) % columns !== 0) links.joinBoth(node, node + 1);
      if (node + columns < nodes) links.joinBoth(node, node + columns);
    }
    const across = (from: number, to: number): number => (to % columns) - (from % columns);
    const down = (from: number, to: number): number => Math.floor(to / columns) - Math.floor(from / columns);
    return {
      parameters: { columns, rows },
      links: links.list,
      diameter: columns - 1 + rows - 1,
      averageHops: gridAverage(grid, (side) => (side * (side * side - 1)) / 3),
      bisectionLinks: gridBisection(grid, false),
      sketch: gridSketch(grid, false),
      route(from, to) {
        const acrossBy = across(from, to);
        const downBy = down(from, to);
        const walk = [from];
        for (let i = 1; i <= Math.abs(acrossBy); i++) walk.push(from + Math.sign(acrossBy) * i);
        const corner = from + acrossBy;
        for (let i = 1; i <= Math.abs(downBy); i++) walk.push(corner + Math.sign(downBy) * i * columns);
        return links.along(walk);
      },
      hops: (from, to) => Math.abs(across(from, to)) + Math.abs(down(from, to)),
    };
  },
});
