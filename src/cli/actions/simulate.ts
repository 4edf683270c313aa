/** What `run` and `compare` have in common: one trace, some machines, one report. */
import type { MemoryStats, Result } from '../../result.js';
import { compare, type RunOptions } from '../../simulate.js';
import type { TraceSource } from '../../traces/source.js';
import { EXIT } from '../failure.js';
import { type Io, printLines } from '../io.js';
import { deliver, requireWritable } from '../output.js';
import { progressBar } from '../progress.js';
import { chosenReport, type NamedReportOptions, renderReport } from '../report.js';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

const statsLines = (stats: MemoryStats, results: readonly Result[], seconds: number): string[] => {
  const { coreBytes, batchBytes, readerBytes } = stats;
  const references = results.reduce((sum, { total }) => sum + total.references, 0);
  return [
    `memory: core ${mebibytes(coreBytes)}, batches ${mebibytes(batchBytes)}, reader ${mebibytes(readerBytes)}`,
    `time: ${seconds.toFixed(2)} s, ${(references / 1e6 / seconds).toFixed(1)} million references/s`,
  ];
};

/** Simulates, reports, and tells the exit code: 130 if the user stopped it. */
export const simulateAndReport = async (
  openTrace: () => Promise<TraceSource>,
  runs: readonly RunOptions[],
  options: NamedReportOptions,
  io: Io,
): Promise<number> => {
  const report = chosenReport(options);
  if (options.out !== undefined) await requireWritable(options.out);
  const trace = await openTrace();
  const bar = progressBar(options.progress, 'Simulating', io);
  const began = performance.now();
  let memory: MemoryStats | undefined;
  let results: readonly Result[];
  try {
    results = await compare({
      trace,
      runs,
      signal: io.signal,
      onProgress: (progress) => bar.update(progress.references, progress.trace),
      onStats: (stats) => {
        memory = stats;
      },
    });
  } finally {
    bar.clear();
  }
  const seconds = (performance.now() - began) / 1000;
  await deliver(renderReport(report, results, options, io), options.out, io);
  if (options.stats && memory) await printLines(io.stderr, statsLines(memory, results, seconds));
  const partial = results.some((result) => result.partial);
  if (partial)
    await printLines(io.stderr, ['cohort: stopped before the end of the trace; the report is partial']);
  return partial ? EXIT.interrupted : EXIT.ok;
};
