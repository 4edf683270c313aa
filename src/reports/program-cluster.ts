/** Where nodes had memories of their own: what they had to do with each other. */
import type { ClusterResult, ClusterRunResult } from '../cluster/result.js';
import type { NodeCounts } from '../cluster/traffic.js';
import type { ProgramResult } from '../execute/result.js';
import { type Block, left, right } from './document.js';
import { grouped, plural, printable } from './format.js';

/** Rows of nodes; the JSON report has them all. */
const MOST_ROWS = 64;

const SHARING: Readonly<Record<ClusterResult['dsm'], string>> = {
  none: 'share no memory',
  ivy: 'share pages with one writer or several readers (IVY)',
  lrc: 'share pages by lazy release consistency',
};

const summary = ({ dsm, manager, nodes, pageBytes, pages }: ClusterResult): Block => {
  const by = manager === null ? '' : `, manager ${printable(manager)}`;
  const of = dsm === 'none' ? '' : `; ${plural(pages, 'page')} of ${grouped(pageBytes)} bytes`;
  return { kind: 'paragraph', text: `${plural(nodes, 'node')} that ${SHARING[dsm]}${by}${of}.` };
};

const COLUMNS = [
  left('node'),
  right('read', 'faults'),
  right('write', 'faults'),
  right('pages', 'in'),
  right('invalidated', 'pages'),
  right('diffs', 'made'),
  right('diffs', 'applied'),
  right('messages', 'out'),
  right('bytes', 'out'),
  right('waits', 'cycles'),
  right('handlers', 'cycles'),
];

const rowOf = (name: string, counts: NodeCounts): string[] => [
  name,
  ...[
    counts.readFaults,
    counts.writeFaults,
    counts.pagesReceived,
    counts.invalidations,
    counts.diffsCreated,
    counts.diffsApplied,
    counts.messagesSent,
    counts.bytesSent,
    counts.faultWaitCycles + counts.lockWaitCycles + counts.barrierWaitCycles + counts.messageWaitCycles,
    counts.handlerCycles,
  ].map(grouped),
];

const nodeTable = ({ byNode, total }: ClusterResult): Block => ({
  kind: 'table',
  columns: COLUMNS,
  rows: [
    ...byNode.slice(0, MOST_ROWS).map((counts, node) => rowOf(String(node), counts)),
    rowOf('all', total),
  ],
});

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

export const clusterBlocks = (result: ProgramResult | ClusterRunResult): Block[] => {
  if (!('cluster' in result)) return [];
  const { cluster } = result;
  return [
    { kind: 'heading', text: `Cluster: ${plural(cluster.nodes, 'node')}` },
    summary(cluster),
    nodeTable(cluster),
    ...messageTable(cluster),
  ];
};
