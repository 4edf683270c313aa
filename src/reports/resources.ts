/** How busy buses, links, directories, banks and channels were: of the time until all of them were free. */
import { RESOURCES, type ResourceUse, type TimingResult } from '../result.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, percent } from './format.js';
import { RESOURCE_TITLES } from './time-names.js';

/** Rows of the busiest of all resources. */
const BUSIEST = 8;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const endText = (end: number): string => (end < 0 ? '*' : String(end));

/** `link 0 → 1`, `bank 3 of node 2`. */
export const resourceText = ({ kind, index, from, to, node }: ResourceUse): string => {
  const [one] = RESOURCE_TITLES[kind];
  if (from !== undefined && to !== undefined) return `${one} ${endText(from)} → ${endText(to)}`;
  return node === undefined ? `${one} ${index}` : `${one} ${index} of node ${node}`;
};

/** Mean time that a use waited. */
const meanWait = (waited: number, uses: number): string => fixed(uses === 0 ? 0 : waited / uses);

const kindTable = ({ resources, settled }: TimingResult): Block => ({
  kind: 'table',
  columns: [
    left('resources'),
    right('number'),
    right('uses'),
    right('mean use', 'of the run'),
    right('busiest', 'of the run'),
    right('mean wait', 'cycles'),
  ],
  rows: RESOURCES.flatMap((kind) => {
    const some = resources.filter((resource) => resource.kind === kind);
    const uses = sum(some.map((resource) => resource.uses));
    if (uses === 0) return [];
    const [one, many] = RESOURCE_TITLES[kind];
    return [
      [
        some.length === 1 ? one : many,
        grouped(some.length),
        grouped(uses),
        percent(sum(some.map(({ busy }) => busy)), settled * some.length),
        percent(Math.max(...some.map(({ busy }) => busy)), settled),
        meanWait(sum(some.map(({ waited }) => waited)), uses),
      ],
    ];
  }),
});

/** Use by kind, and the busiest of all where there are several of a kind. */
export const resourceBlocks = (timing: TimingResult): Block[] => {
  const used = timing.resources.filter(({ uses }) => uses > 0);
  if (used.length === 0) return [{ kind: 'paragraph', text: 'None was used.' }];
  const busiest = [...used].sort((a, b) => b.busy - a.busy).slice(0, BUSIEST);
  const table = kindTable(timing);
  if (used.length <= 2) return [table];
  return [
    table,
    { kind: 'paragraph', text: 'The busiest:' },
    {
      kind: 'table',
      columns: [left('resource'), right('uses'), right('busy', 'of the run'), right('mean wait', 'cycles')],
      rows: busiest.map((resource) => [
        resourceText(resource),
        grouped(resource.uses),
        percent(resource.busy, timing.settled),
        meanWait(resource.waited, resource.uses),
      ]),
    },
  ];
};
