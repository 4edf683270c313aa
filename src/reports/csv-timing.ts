import { type ProcessorTime, type ResourceUse, STALL_CAUSES, type TimingResult } from '../result.js';
import type { Row } from './csv-row.js';

const timeRows = (processor: string, time: ProcessorTime): Row[] => [
  [processor, 'cycles', 'cycles', time.cycles],
  [processor, 'timed references', 'references', time.references],
  [processor, 'compute', 'cycles', time.compute],
  [processor, 'idle', 'cycles', time.idle],
  ...STALL_CAUSES.map((cause): Row => [processor, `stall ${cause}`, 'cycles', time.stalls[cause]]),
  ...STALL_CAUSES.map((cause): Row => [processor, `overlapped ${cause}`, 'cycles', time.overlapped[cause]]),
];

const endText = (end: number): string => (end < 0 ? '*' : String(end));

const nameOf = ({ kind, index, from, to, node }: ResourceUse): string => {
  const ends = from === undefined || to === undefined ? '' : `: ${endText(from)}>${endText(to)}`;
  return `${kind} ${index}${ends}${node === undefined ? '' : ` node ${node}`}`;
};

/** What a timed run adds. */
export const timingRows = ({
  cycles,
  settled,
  processors,
  classes,
  resources,
  memory,
}: TimingResult): Row[] => [
  ['total', 'cycles', 'cycles', cycles],
  ['total', 'settled', 'cycles', settled],
  ...processors.flatMap((time, processor) => timeRows(String(processor), time)),
  ...classes.flatMap((latency): Row[] => [
    ['total', `latency ${latency.class} count`, 'references', latency.count],
    ...(['cycles', 'max', 'p50', 'p99'] as const).map(
      (field): Row => ['total', `latency ${latency.class} ${field}`, 'cycles', latency[field]],
    ),
    ...latency.histogram.map(
      ({ upTo, count }): Row => ['total', `latency ${latency.class} up to ${upTo}`, 'references', count],
    ),
  ]),
  ...resources
    .filter(({ uses }) => uses > 0)
    .flatMap((resource): Row[] => [
      ['total', `${nameOf(resource)} uses`, 'uses', resource.uses],
      ['total', `${nameOf(resource)} busy`, 'cycles', resource.busy],
      ['total', `${nameOf(resource)} waited`, 'cycles', resource.waited],
    ]),
  ...memory.flatMap(({ node, ...counts }): Row[] =>
    (['reads', 'writes', 'rowHits', 'rowEmpties', 'rowConflicts'] as const).map((name) => [
      'total',
      `memory node ${node} ${name}`,
      'accesses',
      counts[name],
    ]),
  ),
];
