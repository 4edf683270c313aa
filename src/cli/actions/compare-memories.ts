import { compareMemories, MEMORY_KINDS, type MemoryKind } from '../../cluster/compare.js';
import { applySettings } from '../../config/parse.js';
import { CohortError } from '../../errors.js';
import { programNamed } from '../../programs/library/index.js';
import { MEMORIES_REPORTS } from '../../reports/memories.js';
import { EXIT } from '../failure.js';
import type { Io } from '../io.js';
import { knownName } from '../names.js';
import type { ReportOptions } from '../options.js';
import { deliver, requireWritable } from '../output.js';
import { formAmong, reportSetting } from '../report.js';
import { splitList } from '../split-list.js';

export interface CompareMemoriesOptions extends ReportOptions {
  /** Kinds of memory, perhaps several with commas, or `all`. */
  readonly memories: string;
  readonly processors?: readonly number[];
  readonly threads?: number;
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly limitInstructions?: number;
  readonly pageBytes?: number;
  readonly manager?: string;
}

/** Threads, a node each, where nothing else is said. */
const THREADS = 4;

const kindsOf = (memories: string): readonly MemoryKind[] | undefined => {
  if (memories === 'all') return undefined;
  return splitList([memories]).map((name) => {
    const known = knownName('kind of memory', name, [...MEMORY_KINDS]);
    return MEMORY_KINDS.find((kind) => kind === known) ?? 'smp';
  });
};

/** The parameters of the program, and what is left for the machine. */
const settingsOf = (program: string, set: readonly string[] = []) => {
  const { parameters } = programNamed(program);
  const values: Record<string, string> = {};
  const machine: string[] = [];
  for (const setting of set) {
    const [name = '', ...value] = setting.split('=');
    if (name in parameters) values[name] = value.join('=');
    else machine.push(setting);
  }
  return { values, machine: applySettings({}, machine) };
};

const threadsOf = ({ threads, processors }: CompareMemoriesOptions): number => {
  if (processors && processors.length > 1) {
    throw new CohortError(
      `--processors ${processors.join(',')}: kinds of memory are compared on one number of processors; name one.`,
      2,
    );
  }
  return threads ?? processors?.[0] ?? THREADS;
};

/** One program on several kinds of memory, side by side. */
export const compareMemoriesOf = async (
  programs: readonly string[],
  options: CompareMemoriesOptions,
  io: Io,
): Promise<number> => {
  const [program] = programs;
  if (program === undefined || programs.length > 1) {
    throw new CohortError(`--memories compares one program; --program names ${programs.length}.`, 2);
  }
  const form = formAmong(MEMORIES_REPORTS, options);
  const kinds = kindsOf(options.memories);
  if (options.out !== undefined) await requireWritable(options.out);
  const rows = await compareMemories({
    program,
    threads: threadsOf(options),
    ...settingsOf(program, options.set),
    ...(options.pageBytes !== undefined && { cluster: { pageBytes: options.pageBytes } }),
    ...(kinds && { kinds }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.limitInstructions !== undefined && { limitInstructions: options.limitInstructions }),
    signal: io.signal,
  });
  await deliver(form.render(rows, reportSetting(options, io)), options.out, io);
  return rows.every(({ result }) => result.ending === 'done') ? EXIT.ok : EXIT.failure;
};
