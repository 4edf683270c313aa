import { runOnCluster } from '../../cluster/run.js';
import type { ProgramOptions } from '../../execute/options.js';
import type { ProgramResult } from '../../execute/result.js';
import { runProgram } from '../../execute/run.js';
import { EXIT } from '../failure.js';
import { type Io, printLines } from '../io.js';
import { requireManaged } from '../load-cluster.js';
import { openProgram } from '../load-program.js';
import type { ReportOptions } from '../options.js';
import { deliver, requireWritable } from '../output.js';
import { chosenProgramReport, renderProgramReport } from '../program-report.js';
import { type PreparedRun, type ProgramRequest, prepareProgram } from '../program-run.js';
import { progressBar } from '../progress.js';
import { type RecordingOptions, Recordings } from '../recordings.js';

export type RunProgramOptions = ProgramRequest & ReportOptions & RecordingOptions;

/**
 * 0: every thread ended, whatever was computed. 1: a fault, a deadlock, a livelock, or the limit.
 * 130: stopped.
 */
export const exitCodeOf = (results: readonly ProgramResult[]): number => {
  if (results.some(({ ending }) => ending === 'stopped')) return EXIT.interrupted;
  return results.every(({ ending }) => ending === 'done') ? EXIT.ok : EXIT.failure;
};

const statsLine = ({ instructions, total }: ProgramResult, seconds: number): string => {
  const rate = (count: number): string => (count / 1e6 / seconds).toFixed(1);
  return `time: ${seconds.toFixed(2)} s, ${rate(instructions)} million instructions/s, ${rate(total.references)} million references/s`;
};

/** The run, on a cluster or on one machine. */
export const execute = ({ cluster }: PreparedRun, options: ProgramOptions): Promise<ProgramResult> =>
  cluster ? runOnCluster({ ...options, cluster }) : runProgram(options);

/** Runs it, and completes what is written down of it. */
const recorded = async (
  run: PreparedRun,
  options: RunProgramOptions,
  io: Io,
): Promise<{ result: ProgramResult; notes: string[] }> => {
  const recordings = new Recordings(run, options);
  const bar = progressBar(options.progress, 'Executing', io, 'instructions');
  try {
    const result = await execute(run, {
      ...recordings.options(io.signal),
      onProgress: ({ instructions, limit }) =>
        bar.update(instructions, { done: instructions, total: limitKnown(options, limit) }),
    });
    return { result, notes: await recordings.finish(result) };
  } catch (error) {
    recordings.fail(error);
    throw error;
  } finally {
    bar.clear();
  }
};

/** How far it is to the end is only known where a limit was stated: that of itself is far beyond. */
const limitKnown = ({ limitInstructions }: RunProgramOptions, limit: number): number | undefined =>
  limitInstructions === undefined ? undefined : limit;

export const runProgramByName = async (
  named: string,
  options: RunProgramOptions,
  io: Io,
): Promise<number> => {
  const { out, traceOut, timeline } = options;
  const report = chosenProgramReport(options);
  if (out !== undefined) await requireWritable(out);
  if (traceOut !== undefined) await requireWritable(traceOut, '--trace-out');
  if (timeline !== undefined) await requireWritable(timeline, '--timeline');
  const run = await prepareProgram(await openProgram(named), options);
  requireManaged(options, options.set ?? [], [run.cluster]);
  const began = performance.now();
  const { result, notes } = await recorded(run, options, io);
  const seconds = (performance.now() - began) / 1000;
  await deliver(renderProgramReport(report, [result], options, io), out, io);
  if (options.stats) await printLines(io.stderr, [statsLine(result, seconds)]);
  await printLines(
    io.stderr,
    notes.map((note) => `cohort: ${note}`),
  );
  if (result.ending === 'stopped') {
    await printLines(io.stderr, ['cohort: stopped before the program’s end; the report is partial']);
  }
  return exitCodeOf([result]);
};
