import { CohortError } from '../../errors.js';
import type { ProgramResult } from '../../execute/result.js';
import { type Io, printLines } from '../io.js';
import { requireManaged } from '../load-cluster.js';
import { type NamedProgram, openProgram } from '../load-program.js';
import type { ReportOptions } from '../options.js';
import { deliver, requireWritable } from '../output.js';
import { chosenProgramReport, renderProgramReport } from '../program-report.js';
import { type PreparedRun, type ProgramRequest, prepareProgram } from '../program-run.js';
import { splitSettings } from '../program-settings.js';
import { progressBar } from '../progress.js';
import { shortNames } from '../run-names.js';
import { splitList } from '../split-list.js';
import { execute, exitCodeOf } from './run-program.js';

/** As `ProgramRequest`, but with lists where runs may differ. */
export interface CompareProgramsOptions
  extends ReportOptions,
    Omit<ProgramRequest, 'machine' | 'protocol' | 'processors'> {
  readonly machine?: readonly string[];
  readonly protocol?: readonly string[];
  readonly processors?: readonly number[];
}

/** Most runs of one comparison. */
const MOST_RUNS = 1000;

/** All ways to take one of each list, the last list fastest. */
const combinations = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>(
    (before, list) => before.flatMap((chosen) => list.map((one) => [...chosen, one])),
    [[]],
  );

/** The settings that a setting with a list of values stands for; JSON is one value, commas and all. */
const settingsOf = (setting: string): string[] => {
  const equals = setting.indexOf('=');
  const value = setting.slice(equals + 1).trim();
  if (equals < 1 || /^[[{"]/.test(value)) return [setting];
  return splitList([value]).map((one) => `${setting.slice(0, equals)}=${one}`);
};

/** The runs of one program, and which of them there are not. */
interface Plan {
  readonly runs: NamedRun[];
  readonly notes: Set<string>;
}

/**
 * Why a program has no run on so many processors, among others on fewer: with threads on some of them only
 * its point there would be that of fewer processors.
 */
const whyNot = (
  program: NamedProgram,
  chosen: readonly string[],
  count: number | undefined,
  { threads, processors = [] }: CompareProgramsOptions,
): string | undefined => {
  if (threads !== undefined || count === undefined) return undefined;
  const given = splitSettings(chosen, program).program;
  const { most } = program.threads(given);
  if (count <= most || processors.every((other) => other > most)) return undefined;
  const how = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const which = how.length === 0 ? program.name : `${program.name} with ${how.join(', ')}`;
  return `${which} takes ${most} threads at most: there is no run of it on ${count} processors.`;
};

const orNone = <T>(list: readonly T[] | undefined): readonly (T | undefined)[] =>
  list === undefined || list.length === 0 ? [undefined] : list;

/** A run, and what its machine is called. */
interface NamedRun {
  readonly run: PreparedRun;
  readonly machine: string;
}

/** A run for every combination of program, machine, protocol, setting and number of processors. */
const runsOf = async (programs: readonly string[], options: CompareProgramsOptions): Promise<Plan> => {
  const { machine, protocol, processors, set = [], ...rest } = options;
  const settings = combinations(set.map(settingsOf));
  const machines = orNone(splitList(machine));
  const names = shortNames(splitList(machine));
  const protocols = orNone(splitList(protocol));
  const counts = orNone(processors);
  const all = programs.length * machines.length * protocols.length * settings.length * counts.length;
  if (all < 2) {
    throw new CohortError(
      'there is only one run, so nothing to compare. Name several values, as in --set lock=tas,ticket,mcs or --processors 1,2,4,8; for one, use "cohort run".',
      2,
    );
  }
  if (all > MOST_RUNS) {
    throw new CohortError(`that makes ${all} runs; expected at most ${MOST_RUNS}. Leave out some values.`, 2);
  }
  const runs: NamedRun[] = [];
  const notes = new Set<string>();
  for (const named of programs) {
    const program = await openProgram(named);
    for (const [at, onMachine] of machines.entries()) {
      for (const under of protocols) {
        for (const chosen of settings) {
          for (const count of counts) {
            const why = whyNot(program, chosen, count, options);
            if (why !== undefined) {
              notes.add(why);
              continue;
            }
            const run = await prepareProgram(program, {
              ...rest,
              set: chosen,
              ...(onMachine !== undefined && { machine: onMachine }),
              ...(under !== undefined && { protocol: under }),
              ...(count !== undefined && { processors: count, scaleNodes: counts.length > 1 }),
            });
            runs.push({ run, machine: names[at] ?? '' });
          }
        }
      }
    }
  }
  const clusters = runs.map(({ run }) => run.cluster);
  requireManaged(options, settings.flat(), clusters);
  return { runs, notes };
};

const executeAll = async (runs: readonly NamedRun[], wantsBar: boolean, io: Io): Promise<ProgramResult[]> => {
  const bar = progressBar(wantsBar, 'Executing', io, 'instructions');
  const results: ProgramResult[] = [];
  let before = 0;
  try {
    for (const { run } of runs) {
      if (io.signal.aborted && results.length > 0) break;
      const result = await execute(run, {
        ...run,
        signal: io.signal,
        onProgress: ({ instructions }) =>
          bar.update(before + instructions, { done: results.length, total: runs.length }),
      });
      before += result.instructions;
      results.push(result);
    }
  } finally {
    bar.clear();
  }
  return results;
};

export const compareProgramsByName = async (
  programs: readonly string[],
  options: CompareProgramsOptions,
  io: Io,
): Promise<number> => {
  const report = chosenProgramReport(options);
  if (options.out !== undefined) await requireWritable(options.out);
  const { runs, notes } = await runsOf(programs, options);
  const began = performance.now();
  const results = await executeAll(runs, options.progress, io);
  const seconds = (performance.now() - began) / 1000;
  await deliver(
    renderProgramReport(report, results, { ...options, machines: runs.map(({ machine }) => machine) }, io, [
      ...notes,
    ]),
    options.out,
    io,
  );
  // Where the report has no room for them.
  if (results.length < 2 || (report.name !== 'text' && report.name !== 'md')) {
    await printLines(
      io.stderr,
      [...notes].map((note) => `cohort: note: ${note}`),
    );
  }
  if (options.stats) {
    const instructions = results.reduce((sum, result) => sum + result.instructions, 0);
    await printLines(io.stderr, [
      `time: ${seconds.toFixed(2)} s, ${(instructions / 1e6 / seconds).toFixed(1)} million instructions/s`,
    ]);
  }
  const code = exitCodeOf(results);
  if (io.signal.aborted) {
    await printLines(io.stderr, [
      `cohort: stopped after ${results.length} of ${runs.length} runs; the report is partial`,
    ]);
  }
  return code;
};
