import { clusterFieldText } from '../../cluster/fields.js';
import {
  CLUSTERS,
  type ClusterOptions,
  type ClusterPreset,
  MANAGERS,
  NODE_COUNTERS,
  runOnCluster,
} from '../../cluster/index.js';
import { LINE_KIND, PAGE_KIND } from '../../cluster/ivy.js';
import { CLUSTER_SETTINGS } from '../../cluster/parse.js';
import { programNamed } from '../../programs/library/index.js';
import { fixed } from '../../reports/format.js';
import { acquisitionsOf } from '../../reports/program-measures.js';
import { code, page, table } from './markdown.js';

/** Every field of a cluster, by its path. */
const fields = (): string =>
  table(
    ['Field', 'What it is', 'Values'],
    CLUSTER_SETTINGS.map((path) => {
      const { description = '', expected = '' } = clusterFieldText(path.slice('cluster.'.length)) ?? {};
      return [`\`${path}\``, description, expected];
    }),
  );

/** A cluster as one would write it. */
const EXAMPLE = {
  preset: 'now',
  nodes: 8,
  dsm: 'lrc',
  pageBytes: '4KiB',
  messages: { latencyCycles: 1000, hopCycles: 50 },
  topology: { name: 'mesh', parameters: { columns: 4, rows: 2 } },
} as const satisfies ClusterOptions;

const LOCKS = ['tas', 'ttas', 'ticket', 'mcs', 'clh', 'mutex', 'dsm'];

/** What an acquisition costs when a lock goes from node to node and is seldom wanted by two at a time. */
const acquisitions = (dsm: 'ivy' | 'lrc'): Promise<string[][]> =>
  Promise.all(
    LOCKS.map(async (lock) => {
      const program = programNamed('counter').load(4, { lock, iterations: 20, think: 200_000 });
      const result = await runOnCluster({ program, cluster: { nodes: 4, dsm } });
      const { total } = result.cluster;
      const count = acquisitionsOf(result);
      const wait = result.locks.reduce((sum, { waitCycles }) => sum + waitCycles, 0);
      const faults = total.readFaults + total.writeFaults + total.lineFaults;
      return [
        lock,
        dsm,
        ...[total.messagesSent, total.bytesSent, faults, wait].map((all) => fixed(all / count)),
      ];
    }),
  );

const catalogue = ({ name, title, about, source, clockMHz, config }: ClusterPreset): string[] => [
  `### ${name}`,
  `${title}. ${about}`,
  `Source: ${source} Cycles are those of ${clockMHz} MHz.`,
  code(JSON.stringify(config, undefined, 2), 'json'),
];

/** Clusters: fields, messages, shared memory in software, and the catalogue. */
export const clustersPage = async (): Promise<string> =>
  page(
    'Clusters',
    'src/cluster/',
    'A cluster is nodes with a memory of their own, each a machine with a bus and private caches, joined by a network of messages. `cohort run --program NAME --cluster WHICH` runs a program on one: `WHICH` is a number of nodes, a name of the catalogue, or a JSON file. Threads are spread over the nodes in order. `--set cluster.PATH=VALUE` sets any field over it, `--dsm`, `--manager` and `--page-bytes` the commonest. `cohort show cluster NAME` tells what messages and pages take; [schema/cluster.json](schema/cluster.json) lets an editor complete and check a file.',
    code(JSON.stringify(EXAMPLE, undefined, 2), 'json'),
    'With `--timed`, each node’s caches, bus and memory take the time of the machine, and messages add theirs; without it, an instruction takes a cycle, and only messages, faults and diffs take more.',
    '## Fields',
    fields(),
    '## Messages',
    'After LogGP: a message of k bytes, header included, is at its receiver’s program o + s + (k − 1) G + L + o + s cycles after the sender began to send it, if nothing is in its way; s is `softwareCycles`. An interface sends, and receives, one message at a time, g cycles apart. `send` and `recv` of the [instruction set](instruction-set.md) move bytes between threads; the program [`collective`](programs.md#collective) has broadcast, reduction, gathering, scattering, all-to-all and a barrier. Along the binomial tree a broadcast to P = 2^k threads takes k (2 (o + s) + L + (bytes − 1) G) cycles where the gap is no longer than the overhead.',
    '## Shared memory in software',
    'Programs run unchanged. Under `ivy` (K. Li and P. Hudak, Memory Coherence in Shared Virtual Memory Systems, 1989) a page has one writer or several readers, and memory is sequentially consistent. Managers differ in how a page’s owner is found:',
    table(
      ['`--manager`', 'How it works', 'Source'],
      MANAGERS.map(({ name, about, source }) => [`\`${name}\``, about, source]),
    ),
    'Under `lrc` (P. Keleher, A. L. Cox and W. Zwaenepoel, Lazy Release Consistency, 1992; TreadMarks, 1994) several nodes may write a page at a time. A node keeps a twin of what it writes; who acquires what another has released is told which pages were written before, and fetches the differences when it touches them.',
    'What threads synchronise by, they mark by `.sync`, as all locks and barriers of the library do. Under `lrc` these lines are kept apart from their pages, with one writer each and their books kept by the nodes in turn: every access to them is sequentially consistent and synchronises, whether it says `.aq` and `.rl` or not, since with a line goes what its last writer knows. So flags, spinning locks, queues without locks, and barriers work there as on one memory. Other data are ordered by that alone: an atomic access to them is refused where it happens, and `.aq` and `.rl` there order nothing between nodes. Threads that `wait` are woken by way of a manager, which is asked by both.',
    '### What locks cost',
    'Four nodes add to one counter 20 times each, and think for 200,000 cycles between (`cohort compare --program counter --set lock=… --set iterations=20 --set think=200000 --cluster 4 --set cluster.dsm=ivy,lrc`); by acquisition, what the counter itself costs included. A lock of the system (`dsm`) goes to its next holder in two or three messages, with the news of what was written; a lock in memory is fetched by its line, for each of its words that is touched, and a waiting node fetches it again after each store. Under `ivy` lock and counter lie on one page, which then brings both.',
    table(
      ['Lock', 'Shared memory', 'Messages', 'Bytes', 'Faults', 'Cycles waited'],
      (await Promise.all([acquisitions('lrc'), acquisitions('ivy')])).flat(),
    ),
    '## What is counted',
    'In the section `cluster` of a [result](schema/program-result.json), for each node and in total:',
    table(
      ['Counter', 'What it counts'],
      Object.entries(NODE_COUNTERS).map(([name, what]) => [`\`${name}\``, what]),
    ),
    `Messages are told by kind: \`data\` of the program; \`${PAGE_KIND.request}\`, \`${PAGE_KIND.forward}\`, \`${PAGE_KIND.block}\`, \`${PAGE_KIND.grant}\`, \`${PAGE_KIND.confirm}\`, \`${PAGE_KIND.invalidate}\` and \`${PAGE_KIND.acknowledge}\` about pages; \`diffRequest\` and \`diffs\`; \`${LINE_KIND.request}\`, \`${LINE_KIND.forward}\`, \`${LINE_KIND.block}\`, \`${LINE_KIND.invalidate}\` and \`${LINE_KIND.acknowledge}\` about lines; \`waitRequest\`, \`wakeRequest\`, \`woken\` and \`wakeReply\`; \`lockRequest\`, \`lockForward\` and \`lockGrant\` of locks of the system, \`barrierArrive\` and \`barrierDepart\` of its barriers.`,
    '## Kinds of memory side by side',
    '`cohort compare --program NAME --memories all` runs one program on a bus (`smp`), over nodes with directories (`numa`), on a cluster that shares pages (`ivy`, `lrc`), and by messages where a program of the library does the same so (`messages`). Where nothing else is said, locks and barriers are the system’s on clusters, and the program’s own elsewhere; `--set lock=ticket` has them alike. `--cluster`, `--machine`, `--set` and `--timed` are as in a run. JSON Schema: [schema/memories.json](schema/memories.json).',
    '## The catalogue',
    table(
      ['Name', 'What it is', 'L', 'o + s', 'g', 'G'],
      CLUSTERS.map(({ name, title, config }) => [
        `[\`${name}\`](#${name})`,
        title,
        `${config.messages.latencyCycles}`,
        `${config.messages.overheadCycles + config.messages.softwareCycles}`,
        `${config.messages.gapCycles}`,
        `${config.messages.gapPerByteCycles}`,
      ]),
    ),
    ...CLUSTERS.flatMap(catalogue),
  );
