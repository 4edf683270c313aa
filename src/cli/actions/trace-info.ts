import { CohortError } from '../../errors.js';
import type { TraceInfoOptions } from '../commands/trace.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines, widthOf } from '../io.js';
import { progressBar } from '../progress.js';
import { openFiles } from '../source.js';
import { columns } from '../table.js';
import { ContentsCounter, type TraceContents } from '../trace-contents.js';

interface TraceInfo extends TraceContents {
  readonly name: string;
  readonly format: string;
  /** Lines or records that did not parse and were skipped (strict off). */
  readonly badRecords: number;
  /** True when the reading was stopped before the trace's end. */
  readonly partial: boolean;
}

const count = (value: number): string => value.toLocaleString('en-US');

const facts = (info: TraceInfo): string[][] => {
  const { operations, addresses, accessBytes } = info;
  const rows = [
    ['Format', info.format],
    ['Records', count(info.records)],
    ['Reads', count(operations.read)],
    ['Writes', count(operations.write)],
    ['Instruction fetches', count(operations.instruction)],
  ];
  if (addresses) rows.push(['Addresses', `${addresses.lowest} to ${addresses.highest}`]);
  if (accessBytes) {
    const { smallest, largest } = accessBytes;
    rows.push(['Access size', smallest === largest ? `${largest} B` : `${smallest} to ${largest} B`]);
  }
  if (info.gapCycles > 0) rows.push(['Computation between', `${count(info.gapCycles)} cycles`]);
  if (info.badRecords > 0) rows.push(['Skipped, did not parse', count(info.badRecords)]);
  return rows;
};

const perProcessor = (info: TraceInfo): string[][] => [
  ['Processor', 'Records', 'Reads', 'Writes', 'Instruction fetches'],
  ...info.processors.map(({ processor, read, write, instruction }) => [
    `P${processor}`,
    ...[read + write + instruction, read, write, instruction].map(count),
  ]),
];

const infoText = (info: TraceInfo, width: number): string =>
  [
    `${info.name}${info.partial ? ' (partial: stopped before the end)' : ''}\n`,
    columns(facts(info), width),
    columns(perProcessor(info), width),
  ].join('\n');

const readThrough = async (
  files: readonly string[],
  options: TraceInfoOptions,
  io: Io,
): Promise<TraceInfo> => {
  const source = await openFiles(files, options, io.signal);
  const bar = progressBar(options.progress, 'Reading', io);
  const counter = new ContentsCounter();
  try {
    for await (const batch of source.batches(io.signal)) {
      counter.add(batch);
      bar.update(counter.records, source.progress?.());
      if (io.signal.aborted) break;
    }
  } catch (error) {
    // A reader that was told to stop may say so by an error; what it gave before still counts.
    if (!io.signal.aborted) throw error;
  } finally {
    bar.clear();
  }
  const { name, format } = source;
  const partial = io.signal.aborted;
  return { name, format, partial, badRecords: source.badRecords?.() ?? 0, ...counter.contents() };
};

export const traceInfo = async (
  files: readonly string[],
  options: TraceInfoOptions,
  io: Io,
): Promise<number> => {
  const info = await readThrough(files, options, io);
  if (info.records === 0 && !info.partial) {
    throw new CohortError(
      `${info.name}: the trace holds no references. Expected at least one: look whether the file is whole and of the format that was meant.`,
    );
  }
  const text = options.json ? `${JSON.stringify(info, undefined, 2)}\n` : infoText(info, widthOf(io));
  await print(io.stdout, text);
  if (!info.partial) return EXIT.ok;
  await printLines(io.stderr, ['cohort: stopped before the end of the trace; the figures are partial']);
  return EXIT.interrupted;
};
