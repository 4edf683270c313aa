/** Where nodes had memories of their own: what they had to do with each other. */
import type { ClusterConfig } from '../cluster/config.js';
import type { ClusterResult } from '../cluster/result.js';
import { NODE_COUNTERS, type NodeCounter, type NodeCounts } from '../cluster/traffic.js';
import type { ProgramResult } from '../execute/result.js';
import { type Block, type Column, left, right } from './document.js';
import { grouped, percent, plural, printable } from './format.js';

/** Rows of nodes; the JSON report has them all. */
const MOST_ROWS = 64;

const SHARING: Readonly<Record<ClusterConfig['dsm'], string>> = {
  none: 'share no memory',
  ivy: 'share pages with one writer or several readers (IVY)',
  lrc: 'share pages by lazy release consistency (TreadMarks)',
};

const sharingText = ({ config, lines, pages }: ClusterResult): string => {
  const { dsm, manager, nodes, pageBytes } = config;
  const by = dsm === 'ivy' ? `, manager ${printable(manager)}` : '';
  const apart = lines === 0 ? '' : `, and ${plural(lines, 'line')} of .sync apart from them`;
  const of = dsm === 'none' ? '' : `; ${plural(pages, 'page')} of ${grouped(pageBytes)} bytes${apart}`;
  return `${plural(nodes, 'node')} that ${SHARING[dsm]}${by}${of}`;
};

const cycles = (count: number): string => String(Number(count.toPrecision(6)));

/** What messages and pages cost, by the letters of LogGP. */
export const clusterFacts = ({ messages, costs, dsm, topology }: ClusterConfig): [string, string][] => [
  [
    'Messages',
    `L ${cycles(messages.latencyCycles)}, o ${cycles(messages.overheadCycles)}, g ${cycles(messages.gapCycles)} cycles, ` +
      `G ${cycles(messages.gapPerByteCycles)} cycles a byte, ${cycles(messages.softwareCycles)} cycles of software, ` +
      `${plural(messages.headerBytes, 'byte')} of header` +
      (topology ? `, ${cycles(messages.hopCycles)} cycles a hop on a ${printable(topology.name)}` : ''),
  ],
  ...(dsm === 'none'
    ? []
    : [
        [
          'Shared pages',
          `fault ${cycles(costs.faultCycles)}, handler ${cycles(costs.handlerCycles)}, protection ${cycles(costs.protectCycles)} cycles; ` +
            `twin ${cycles(costs.twinCyclesPerByte)}, diff ${cycles(costs.diffCyclesPerByte)}, applying ${cycles(costs.applyCyclesPerByte)} cycles a byte`,
        ] satisfies [string, string],
      ]),
];

/** A column of nodes: a counter, or the sum of several. */
interface NodeColumn {
  readonly column: Column;
  readonly of: readonly NodeCounter[];
}

const PAGES: readonly NodeColumn[] = [
  { column: right('read', 'faults'), of: ['readFaults'] },
  { column: right('write', 'faults'), of: ['writeFaults'] },
  { column: right('pages', 'in'), of: ['pagesReceived'] },
  { column: right('invalidated', 'pages'), of: ['invalidations'] },
  { column: right('twins'), of: ['twins'] },
  { column: right('diffs', 'made'), of: ['diffsCreated'] },
  { column: right('diffs', 'applied'), of: ['diffsApplied'] },
  { column: right('write notices'), of: ['writeNoticesReceived'] },
  { column: right('lines', 'in'), of: ['linesReceived'] },
  { column: right('messages', 'out'), of: ['messagesSent'] },
  { column: right('bytes', 'out'), of: ['bytesSent'] },
];

/** Where the time of a node's threads went. */
const TIMES: readonly NodeColumn[] = [
  { column: right('computing'), of: ['computeCycles'] },
  { column: right('pages'), of: ['faultWaitCycles'] },
  { column: right('lines'), of: ['lineWaitCycles'] },
  { column: right('locks'), of: ['lockWaitCycles'] },
  { column: right('barriers'), of: ['barrierWaitCycles'] },
  { column: right('to be woken'), of: ['wakeWaitCycles'] },
  { column: right('messages'), of: ['messageWaitCycles'] },
  { column: right('overhead'), of: ['overheadCycles'] },
  { column: right('interrupted'), of: ['interruptCycles'] },
  { column: right('asleep'), of: ['sleepCycles'] },
];

const sumOf = (counts: NodeCounts, of: readonly NodeCounter[]): number =>
  of.reduce((sum, counter) => sum + counts[counter], 0);

/** Nodes by columns, without those columns in which there is nothing. */
const nodeTable = (
  { byNode, total }: ClusterResult,
  all: readonly NodeColumn[],
  last: readonly string[][] = [],
): Block => {
  const columns = all.filter(({ of }) => sumOf(total, of) > 0);
  const rowOf = (name: string, counts: NodeCounts): string[] => [
    name,
    ...columns.map(({ of }) => grouped(sumOf(counts, of))),
  ];
  return {
    kind: 'table',
    columns: [left('node'), ...columns.map(({ column }) => column)],
    rows: [
      ...byNode.slice(0, MOST_ROWS).map((counts, node) => rowOf(String(node), counts)),
      rowOf('all', total),
      ...last,
    ],
  };
};

const timeTable = (cluster: ClusterResult): Block => {
  const { total } = cluster;
  const shown = TIMES.map(({ of }) => sumOf(total, of)).filter((count) => count > 0);
  const sum = shown.reduce((all, count) => all + count, 0);
  return nodeTable(cluster, TIMES, [['', ...shown.map((count) => percent(count, sum))]]);
};

const messageTable = ({ messages }: ClusterResult): Block[] =>
  messages.length === 0
    ? []
    : [
        {
          kind: 'table',
          columns: [left('message'), right('messages'), right('bytes')],
          rows: messages.map(({ kind, messages: count, bytes }) => [kind, grouped(count), grouped(bytes)]),
        },
      ];

export const clusterBlocks = ({ cluster }: ProgramResult): Block[] => {
  if (cluster === null) return [];
  return [
    { kind: 'heading', text: `Cluster: ${plural(cluster.config.nodes, 'node')}` },
    { kind: 'paragraph', text: `${sharingText(cluster)}.` },
    { kind: 'facts', facts: clusterFacts(cluster.config) },
    nodeTable(cluster, PAGES),
    ...messageTable(cluster),
    {
      kind: 'paragraph',
      text: 'Cycles of each node’s threads until they ended: computing, waiting for pages, lines, locks, barriers, to be woken and for messages, with messages of their own (overhead), interrupted by requests of other nodes, and asleep.',
    },
    timeTable(cluster),
  ];
};

/** What a counter is called in tables of one number a row. */
export const nodeCounterUnit = (counter: NodeCounter): string => {
  if (counter.endsWith('Cycles')) return 'cycles';
  if (/bytes/i.test(counter)) return 'B';
  return NODE_COUNTERS[counter].startsWith('messages') ? 'messages' : 'times';
};
