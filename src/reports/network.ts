/** What went between the nodes of a machine: by type of message, by pair of nodes, by link. */
import type { Counters } from '../counters.js';
import type { NetworkResult, Result } from '../result.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, NOTHING, percent, plural, printable } from './format.js';

/** Above this many nodes, the matrix gives way to the busiest pairs. */
const MOST_NODES = 16;
/** Rows of the busiest pairs and of the busiest links. */
const BUSIEST = 8;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** What left its node: messages and bytes between different nodes, and the links that they crossed. */
export const networkTotals = ({ messages, matrix, bytes }: NetworkResult) => {
  const between = (table: NetworkResult['matrix']): number =>
    sum(table.map((row, from) => sum(row) - (row[from] ?? 0)));
  return { messages: between(matrix), bytes: between(bytes), hops: sum(messages.map(({ hops }) => hops)) };
};

const mean = (total: number, count: number): string => (count === 0 ? NOTHING : fixed(total / count));

/** All requests: to a home here or elsewhere, and those that needed none. */
export const requestsOf = ({ localRequests, remoteRequests, nodeRequests }: Counters): number =>
  localRequests + remoteRequests + nodeRequests;

const summary = ({ total, machine }: Result, network: NetworkResult): Block => {
  const all = sum(network.messages.map(({ count }) => count));
  const { messages, bytes, hops } = networkTotals(network);
  const requests = requestsOf(total);
  const served =
    machine.numa?.directory.tracks === 'nodes'
      ? [`${percent(total.nodeRequests, requests)} of them were served within their node.`]
      : [];
  return {
    kind: 'paragraph',
    text: [
      `${percent(total.remoteRequests, requests)} of ${plural(requests, 'request')} had their line’s home in another node.`,
      ...served,
      `Of ${plural(all, 'message')}, ${grouped(messages)} went from node to node, over ${mean(hops, messages)} links each; they carried ${fixed(bytes / total.references)} B a reference.`,
    ].join(' '),
  };
};

const messageTable = ({ messages }: NetworkResult): Block => {
  const row = (title: string, count: number, bytes: number, hops: number, within: number): string[] => [
    title,
    grouped(count),
    grouped(bytes),
    mean(hops, count - within),
    percent(within, count),
  ];
  const total = (of: (message: NetworkResult['messages'][number]) => number): number => sum(messages.map(of));
  const within = ({ byHops }: NetworkResult['messages'][number]): number => byHops[0] ?? 0;
  return {
    kind: 'table',
    columns: [
      left('message'),
      right('count', 'messages'),
      right('traffic', 'bytes'),
      right('mean hops', 'between nodes'),
      right('within a node', 'of messages'),
    ],
    rows: [
      ...messages.map((message) =>
        row(message.type, message.count, message.bytes, message.hops, within(message)),
      ),
      row(
        'all',
        total(({ count }) => count),
        total(({ bytes }) => bytes),
        total(({ hops }) => hops),
        total(within),
      ),
    ],
  };
};

const matrixBlocks = ({ bytes, nodes }: NetworkResult): Block[] => [
  {
    kind: 'paragraph',
    text: 'Bytes from the node on the left to the node above; what stays within a node is on the diagonal.',
  },
  {
    kind: 'table',
    columns: [
      left('from \\ to'),
      ...Array.from({ length: nodes }, (_, to) => right(String(to))),
      right('all'),
    ],
    rows: bytes.map((row, from) => [String(from), ...row.map(grouped), grouped(sum(row))]),
  },
];

/** The entries with the most of a number, most first; of equals, the first. Those without any are left out. */
const busiest = <T>(entries: readonly T[], of: (entry: T) => number): T[] =>
  entries
    .map((entry, at) => ({ entry, at }))
    .filter(({ entry }) => of(entry) > 0)
    .sort((a, b) => of(b.entry) - of(a.entry) || a.at - b.at)
    .slice(0, BUSIEST)
    .map(({ entry }) => entry);

const pairBlocks = (network: NetworkResult): Block[] => {
  const pairs = network.bytes.flatMap((row, from) =>
    row.flatMap((bytes, to) =>
      from === to ? [] : [{ from, to, bytes, messages: network.matrix[from]?.[to] ?? 0 }],
    ),
  );
  const rows = busiest(pairs, ({ bytes }) => bytes);
  if (rows.length === 0) return [];
  const all = networkTotals(network).bytes;
  return [
    { kind: 'paragraph', text: 'The pairs of nodes with the most traffic:' },
    {
      kind: 'table',
      columns: [
        left('from → to'),
        right('traffic', 'bytes'),
        right('share', 'of bytes between nodes'),
        right('count', 'messages'),
      ],
      rows: rows.map(({ from, to, bytes, messages }) => [
        `${from} → ${to}`,
        grouped(bytes),
        percent(bytes, all),
        grouped(messages),
      ]),
    },
  ];
};

/** An end of a link: a node, a router (numbered after the nodes), or every node. */
const endText = (end: number, nodes: number): string => {
  if (end < 0) return 'all';
  return end < nodes ? String(end) : `router ${end - nodes}`;
};

const linkBlocks = ({ links, nodes }: NetworkResult): Block[] => {
  const rows = busiest(links, ({ bytes }) => bytes);
  if (rows.length === 0) return [];
  const all = sum(links.map(({ bytes }) => bytes));
  const used = links.filter(({ bytes }) => bytes > 0).length;
  return [
    {
      kind: 'paragraph',
      text: `The links with the most traffic, of ${plural(links.length, 'link')}, ${grouped(used)} of them used:`,
    },
    {
      kind: 'table',
      columns: [
        left('link'),
        right('traffic', 'bytes'),
        right('share', 'of all links'),
        right('against the mean link'),
      ],
      rows: rows.map(({ from, to, bytes }) => [
        `${endText(from, nodes)} → ${endText(to, nodes)}`,
        grouped(bytes),
        percent(bytes, all),
        `×${fixed((bytes * links.length) / all)}`,
      ]),
    },
  ];
};

/** The traffic of a machine of nodes; nothing for a bus. */
export const networkBlocks = (result: Result): Block[] => {
  const { network } = result;
  if (network === null) return [];
  return [
    { kind: 'heading', text: `Network: ${printable(network.topology)}, ${plural(network.nodes, 'node')}` },
    summary(result, network),
    messageTable(network),
    ...(network.nodes > MOST_NODES ? pairBlocks(network) : matrixBlocks(network)),
    ...linkBlocks(network),
  ];
};
