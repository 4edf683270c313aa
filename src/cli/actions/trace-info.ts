import { CohortError } from '../../errors.js';
import { type Footprint, traceInfo as infoOf, type TraceInfo } from '../../traces/info.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines, widthOf } from '../io.js';
import { openFiles } from '../open-files.js';
import type { ReadOptions } from '../options.js';
import { progressBar } from '../progress.js';
import { columns } from '../table.js';

export interface TraceInfoOptions extends ReadOptions {
  readonly progress: boolean;
  readonly json?: boolean;
}

/** Sizes that are told one by one; of more, only the smallest and the largest. */
const MOST_SIZES = 4;

const count = (value: number): string => value.toLocaleString('en-US');

const sizesText = (sizes: TraceInfo['sizes']): string => {
  const bytes = sizes.map((size) => size.bytes);
  return bytes.length > MOST_SIZES ? `${bytes[0]} to ${bytes.at(-1)} B` : `${bytes.join(', ')} B`;
};

const footprintText = ({ units, exact, unitBytes, shared, writeShared }: Footprint): string =>
  `${exact ? '' : 'at least '}${count(units)} of ${unitBytes} B; ` +
  `${count(shared)} shared, ${count(writeShared)} of them written`;

const facts = (info: TraceInfo): string[][] => {
  const { operations, addresses, gapCycles, badRecords } = info;
  return [
    ['Format', info.format],
    ['Records', count(info.records)],
    ['Reads', count(operations.reads)],
    ['Writes', count(operations.writes)],
    ['Instruction fetches', count(operations.instructions)],
    ...(addresses ? [['Addresses', `${addresses.first} to ${addresses.last}`]] : []),
    ...(info.sizes.length > 0 ? [['Access sizes', sizesText(info.sizes)]] : []),
    ['Data lines', footprintText(info.lines)],
    ['Data pages', footprintText(info.pages)],
    ...(gapCycles > 0 ? [['Computation between', `${count(gapCycles)} cycles`]] : []),
    ...(badRecords > 0 ? [['Skipped, did not parse', count(badRecords)]] : []),
  ];
};

const perProcessor = (info: TraceInfo): string[][] => [
  ['Processor', 'Records', 'Reads', 'Writes', 'Instruction fetches'],
  ...info.processors.map(({ processor, reads, writes, instructions }) => [
    `P${processor}`,
    ...[reads + writes + instructions, reads, writes, instructions].map(count),
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
  try {
    return await infoOf(source, {
      signal: io.signal,
      onProgress: (records) => bar.update(records, source.progress?.()),
    });
  } finally {
    bar.clear();
  }
};

export const traceInfo = async (
  files: readonly string[],
  options: TraceInfoOptions,
  io: Io,
): Promise<number> => {
  const info = await readThrough(files, options, io);
  if (info.records === 0 && !info.partial) {
    throw new CohortError(`${info.name} holds no references. Check that it is the right file`);
  }
  const text = options.json ? `${JSON.stringify(info, undefined, 2)}\n` : infoText(info, widthOf(io));
  await print(io.stdout, text);
  if (!info.partial) return EXIT.ok;
  await printLines(io.stderr, ['cohort: stopped before the end of the trace; the figures are partial']);
  return EXIT.interrupted;
};
