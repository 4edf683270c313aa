import { CohortError } from '../../errors.js';
import { speedUp } from '../../execute/speed-up.js';
import { SPEED_UP_REPORTS } from '../../reports/speed-up.js';
import { EXIT } from '../failure.js';
import { type Io, printLines } from '../io.js';
import { type NamedProgram, openProgram } from '../load-program.js';
import { didYouMean } from '../names.js';
import type { ReportOptions } from '../options.js';
import { deliver, requireWritable } from '../output.js';
import { type PreparedRun, type ProgramRequest, prepareProgram } from '../program-run.js';
import { splitSettings } from '../program-settings.js';
import { progressBar } from '../progress.js';
import { formAmong, reportSetting } from '../report.js';

export interface SpeedUpCommandOptions extends ReportOptions, Omit<ProgramRequest, 'processors'> {
  readonly program: string;
  readonly processors: readonly number[];
  /** A parameter of the program that grows with the processors. */
  readonly scale?: string;
}

/** The values of the parameters that a run has, by name. */
const valuesOf = ({ program }: PreparedRun): Readonly<Record<string, unknown>> =>
  'values' in program
    ? program.values
    : Object.fromEntries(program.parameters.map(({ name, value }) => [name, value]));

/** What the parameter is for one processor. */
const scaledFrom = (run: PreparedRun, parameter: string, program: NamedProgram): bigint => {
  const value = valuesOf(run)[parameter];
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  const numbers = Object.entries(valuesOf(run)).flatMap(([name, given]) =>
    typeof given === 'string' ? [] : [name],
  );
  const has = numbers.length === 0 ? 'has none' : `has ${numbers.join(', ')}`;
  throw new CohortError(
    `--scale ${parameter}: expected a parameter of ${program.name} that is a number; it ${has}.${didYouMean(parameter, numbers)}`,
    2,
  );
};

/** Fewest threads that the program can be laid out for. */
const leastThreads = (program: NamedProgram, { set = [] }: Partial<ProgramRequest>): number =>
  program.threads(splitSettings(set, program).program).least;

export const studySpeedUp = async (options: SpeedUpCommandOptions, io: Io): Promise<number> => {
  const { program: named, processors, scale, out, ...request } = options;
  const form = formAmong(SPEED_UP_REPORTS, options);
  if (out !== undefined) await requireWritable(out);
  const program = await openProgram(named);
  const most = Math.max(...processors);
  const full = await prepareProgram(program, { ...request, processors: most });
  const all = 'values' in full.program ? full.program.program.threads : full.program.threads;
  // One thread does the work of all only where threads divide it.
  const isDivided = program.divides && leastThreads(program, request) === 1;
  const on = (
    count: number,
    threads: number | undefined,
    set: readonly string[] = [],
  ): Promise<PreparedRun> =>
    prepareProgram(program, {
      ...request,
      ...(threads !== undefined && { threads }),
      processors: count,
      set: [...(request.set ?? []), ...set],
    });
  const threadsOn = isDivided ? request.threads : all;
  const machines = new Map<number, PreparedRun>();
  for (const count of [1, ...processors]) machines.set(count, await on(count, threadsOn));
  const grown = new Map<number, { readonly alone: PreparedRun; readonly many: PreparedRun }>();
  if (scale !== undefined) {
    const base = scaledFrom(full, scale, program);
    for (const count of machines.keys()) {
      const set = [`${scale}=${base * BigInt(count)}`];
      grown.set(count, {
        alone: await on(1, isDivided ? 1 : all, set),
        many: await on(count, threadsOn, set),
      });
    }
  }
  const alone = isDivided ? (await on(1, 1)).program : undefined;
  const bar = progressBar(options.progress, 'Executing', io, 'runs');
  const { machine: _, program: __, ...run } = full;
  try {
    const result = await speedUp({
      ...run,
      machine: (count) => machines.get(count)?.machine ?? full.machine,
      program: (count) => machines.get(count)?.program ?? full.program,
      ...(alone && { alone }),
      processors,
      ...(scale !== undefined && {
        scaled: (count: number, isAlone: boolean) =>
          grown.get(count)?.[isAlone ? 'alone' : 'many'].program ?? full.program,
      }),
      signal: io.signal,
      onRun: ({ done, of }) => bar.update(done, { done, total: of }),
    });
    bar.clear();
    await deliver(form.render(result, reportSetting(options, io)), out, io);
    return EXIT.ok;
  } catch (error) {
    bar.clear();
    if (!io.signal.aborted) throw error;
    await printLines(io.stderr, ['cohort: stopped before the last run; there is no report']);
    return EXIT.interrupted;
  }
};
