/**
 * Runs of programs as CSV after RFC 4180, one number a row:
 *
 *   run,part,what,unit,value
 *   "tas, 4 processors",total,cycles,cycles,35000
 *   "tas, 4 processors",lock 0x1000 (counter_lock),acquisitions,times,4000
 *
 * `part` is `total`, a processor's number, `thread 3`, `lock …`, `barrier …`, `turns …` (of a
 * scheduler), `cluster`, `node 3`, `message page` (of a cluster) or `finding …`. Of a finding, `lost` is
 * what was due less what was computed, if the run came to its end.
 */
import type { NodeCounter, NodeCounts } from '../cluster/traffic.js';
import type { ProgramResult } from '../execute/result.js';
import { counterRows, csvLine, networkRows } from './csv.js';
import { timingRows } from './csv-timing.js';
import { nodeCounterUnit } from './program-cluster.js';
import { programLabels } from './program-labels.js';
import { SECTION_MEASURES } from './program-measures.js';

type ProgramRow = readonly [part: string, what: string, unit: string, value: number | bigint | string];

const totals = (result: ProgramResult): ProgramRow[] => [
  ['total', 'processors', 'processors', result.machine.processors],
  ['total', 'threads', 'threads', result.program.threads],
  ['total', `ended ${result.ending}`, 'flag', 1],
  ['total', 'cycles', 'cycles', result.cycles],
  ['total', 'instructions', 'instructions', result.instructions],
  ...(result.stale ? [['total', 'staleLoads', 'loads', result.stale.loads] as const] : []),
  ...SECTION_MEASURES.flatMap(({ name, unit, of }): ProgramRow[] => {
    const value = of(result);
    return value === undefined ? [] : [['total', name, `${unit} an acquisition`, value]];
  }),
];

const findings = (result: ProgramResult): ProgramRow[] =>
  result.findings.flatMap(({ what, due, computed, right }): ProgramRow[] => [
    [`finding ${what}`, 'due', 'value', due],
    [`finding ${what}`, 'computed', 'value', computed],
    ...(right === null
      ? []
      : [[`finding ${what}`, 'lost', 'value', BigInt(due) - BigInt(computed)] as const]),
  ]);

const synchronisation = ({ locks, barriers }: ProgramResult): ProgramRow[] => [
  ...locks.flatMap((lock): ProgramRow[] => [
    [`lock ${lock.lock}`, 'acquisitions', 'times', lock.acquisitions],
    [`lock ${lock.lock}`, 'handovers', 'times', lock.handovers],
    [`lock ${lock.lock}`, 'waitCycles', 'cycles', lock.waitCycles],
    [`lock ${lock.lock}`, 'longestWaitCycles', 'cycles', lock.longestWaitCycles],
    [`lock ${lock.lock}`, 'holdCycles', 'cycles', lock.holdCycles],
    ...lock.byThread.map(
      (count, thread): ProgramRow => [`lock ${lock.lock}`, `by thread ${thread}`, 'times', count],
    ),
  ]),
  ...barriers.flatMap(({ barrier, arrivals, waitCycles, longestWaitCycles }): ProgramRow[] => [
    [`barrier ${barrier}`, 'arrivals', 'times', arrivals],
    [`barrier ${barrier}`, 'waitCycles', 'cycles', waitCycles],
    [`barrier ${barrier}`, 'longestWaitCycles', 'cycles', longestWaitCycles],
  ]),
];

const threads = ({ threads: all }: ProgramResult): ProgramRow[] =>
  all.flatMap((thread): ProgramRow[] =>
    (
      [
        ['instructions', 'instructions', thread.instructions],
        ['loads', 'loads', thread.loads],
        ['stores', 'stores', thread.stores],
        ['atomics', 'atomics', thread.atomics],
        ['staleLoads', 'loads', thread.staleLoads],
        ['failedStoreConditionals', 'stores', thread.failedStoreConditionals],
      ] as const
    ).map(([what, unit, value]) => [`thread ${thread.thread}`, what, unit, value]),
  );

const schedule = ({ schedule: scheduled }: ProgramResult): ProgramRow[] =>
  scheduled === null
    ? []
    : [
        ['total', 'switches', 'switches', scheduled.switches],
        ['total', 'migrations', 'migrations', scheduled.migrations],
        ...scheduled.threads.flatMap((thread): ProgramRow[] => [
          [`thread ${thread.thread}`, 'runCycles', 'cycles', thread.runCycles],
          [`thread ${thread.thread}`, 'readyCycles', 'cycles', thread.readyCycles],
          [`thread ${thread.thread}`, 'blockedCycles', 'cycles', thread.blockedCycles],
          [`thread ${thread.thread}`, 'switchCycles', 'cycles', thread.switchCycles],
        ]),
        ...scheduled.slices.flatMap(({ kind, slices, references, misses }): ProgramRow[] => [
          [`turns ${kind}`, 'turns', 'turns', slices],
          [`turns ${kind}`, 'references', 'references', references],
          [`turns ${kind}`, 'misses', 'references', misses],
        ]),
      ];

/** Counters of nodes, by names of their own: a thread's processor is not its node. */
const clusterRows = ({ cluster }: ProgramResult): ProgramRow[] => {
  if (cluster === null) return [];
  const countRows = (part: string, counts: NodeCounts): ProgramRow[] =>
    (Object.entries(counts) as [NodeCounter, number][]).map(([counter, value]) => [
      part,
      counter,
      nodeCounterUnit(counter),
      value,
    ]);
  return [
    ['cluster', 'nodes', 'nodes', cluster.config.nodes],
    ['cluster', 'pages', 'pages', cluster.pages],
    ['cluster', 'lines', 'lines', cluster.lines],
    ...countRows('cluster', cluster.total),
    ...cluster.byNode.flatMap((counts, node) => countRows(`node ${node}`, counts)),
    ...cluster.messages.flatMap(({ kind, messages, bytes }): ProgramRow[] => [
      [`message ${kind}`, 'messages', 'messages', messages],
      [`message ${kind}`, 'bytes', 'B', bytes],
    ]),
  ];
};

const rowsOf = (result: ProgramResult): ProgramRow[] => [
  ...totals(result),
  ...findings(result),
  ...synchronisation(result),
  ...threads(result),
  ...schedule(result),
  ...counterRows('total', result.total),
  ...result.processors.flatMap((counters, processor) => counterRows(String(processor), counters)),
  ...result.transitions.map(
    ({ from, to, cause, count }): ProgramRow => ['total', `${from}>${to} ${cause}`, 'transitions', count],
  ),
  ...(result.network ? networkRows(result.network) : []),
  ...clusterRows(result),
  ...(result.timing ? timingRows(result.timing) : []),
];

export const programCsv = (results: readonly ProgramResult[]): string => {
  const labels = programLabels(results);
  return [
    csvLine(['run', 'part', 'what', 'unit', 'value']),
    ...results.flatMap((result, at) =>
      rowsOf(result).map((row) => csvLine([labels[at]!, ...row.map(String)])),
    ),
  ].join('');
};
