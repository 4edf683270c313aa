/**
 * CSV after RFC 4180, in the long form that spreadsheets pivot and data frames read: one number
 * a row.
 *
 *   run,processor,counter,unit,value
 *   MESI,total,references,references,1000
 *   MESI,0,references,references,250
 *
 * `run` is the run's label, `processor` a number or `total`. Before a run's counters stand its facts
 * (`partial` and `classified`, 1 or 0 in the unit `flag`, and the trace's records), after them its
 * state transitions, as `I>S PrRd`, and on a machine of nodes its traffic: `GetS count`, `GetS bytes`
 * and `GetS hops` by type of message, `node 0>1 messages` and `node 0>1 bytes` by pair of nodes, and
 * `link 3: 0>1` by link (its place in the topology, `*` for every node). Pairs and links without
 * traffic are left out. After a timed run stand its cycles, in total and by processor (`cycles`,
 * `compute`, `idle`, `stall busWait`), its latencies (`latency l1 count`, `cycles`, `max`, `p50`, `p99`,
 * and `latency l1 up to 8` for each bucket), its resources (`bank 3 node 0 uses`, `busy`, `waited`; the
 * ones without uses are left out) and its memories (`memory node 0 rowHits`).
 */
import { COUNTER_NAMES, COUNTERS, type Counters } from '../counters.js';
import type { NetworkResult, Result } from '../result.js';
import type { Row } from './csv-row.js';
import { timingRows } from './csv-timing.js';
import { labelsOf } from './labels.js';
import type { Report } from './report.js';

const facts = ({ partial, classified, trace }: Result): Row[] => [
  ['total', 'partial', 'flag', partial ? 1 : 0],
  ['total', 'classified', 'flag', classified ? 1 : 0],
  ['total', 'records', 'records', trace.records],
  ['total', 'splits', 'references', trace.splits],
  ['total', 'instructionsSkipped', 'records', trace.instructionsSkipped],
  ['total', 'badRecords', 'records', trace.badRecords],
];

export const counterRows = (processor: string, counters: Counters): Row[] =>
  COUNTER_NAMES.map((name) => [processor, name, COUNTERS[name].unit, counters[name]]);

const endText = (end: number): string => (end < 0 ? '*' : String(end));

export const networkRows = ({ messages, matrix, bytes, links }: NetworkResult): Row[] => [
  ...messages.flatMap((message): Row[] => [
    ['total', `${message.type} count`, 'messages', message.count],
    ['total', `${message.type} bytes`, 'bytes', message.bytes],
    ['total', `${message.type} hops`, 'links', message.hops],
  ]),
  ...matrix.flatMap((row, from) =>
    row.flatMap((count, to): Row[] =>
      count === 0
        ? []
        : [
            ['total', `node ${from}>${to} messages`, 'messages', count],
            ['total', `node ${from}>${to} bytes`, 'bytes', bytes[from]?.[to] ?? 0],
          ],
    ),
  ),
  ...links.flatMap(({ from, to, bytes: carried }, at): Row[] =>
    carried === 0 ? [] : [['total', `link ${at}: ${endText(from)}>${endText(to)}`, 'bytes', carried]],
  ),
];

const rowsOf = (result: Result): Row[] => [
  ...facts(result),
  ...counterRows('total', result.total),
  ...result.processors.flatMap((counters, processor) => counterRows(String(processor), counters)),
  ...result.transitions.map(
    ({ from, to, cause, count }): Row => ['total', `${from}>${to} ${cause}`, 'transitions', count],
  ),
  ...(result.network ? networkRows(result.network) : []),
  ...(result.timing ? timingRows(result.timing) : []),
];

const field = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** One line, ended. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`;

export const csv: Report = {
  name: 'csv',
  title: 'CSV in long form: one number a row',
  extension: 'csv',
  render(results, options = {}) {
    const labels = labelsOf(results, options.names);
    const rows = results.flatMap((result, at) =>
      rowsOf(result).map((row) => csvLine([labels[at]!, ...row.map(String)])),
    );
    return [csvLine(['run', 'processor', 'counter', 'unit', 'value']), ...rows].join('');
  },
};
