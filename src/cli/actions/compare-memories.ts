import { compareMemories, MEMORY_KINDS, type MemoryKind } from '../../cluster/compare.js';
import { applySettings } from '../../config/parse.js';
import { CohortError } from '../../errors.js';
import { programNamed } from '../../programs/library/index.js';
import { MEMORIES_REPORTS } from '../../reports/memories.js';
import { EXIT } from '../failure.js';
import type { Io } from '../io.js';
import { loadMachineInput, loadProtocol } from '../load.js';
import { loadCluster } from '../load-cluster.js';
import { knownName } from '../names.js';
import { deliver, requireWritable } from '../output.js';
import { PROGRAM_ONLY } from '../program-options.js';
import { splitSettings } from '../program-settings.js';
import { formAmong, reportSetting } from '../report.js';
import { splitList } from '../split-list.js';
import type { CompareProgramsOptions } from './compare-programs.js';

export interface CompareMemoriesOptions extends CompareProgramsOptions {
  /** Kinds of memory, perhaps several with commas, or `all`. */
  readonly memories: string;
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

/** The one value of a list that other comparisons take several of. */
const only = <T>(option: string, given: readonly T[] | undefined): T | undefined => {
  if (given && given.length > 1) {
    throw new CohortError(
      `${option} ${given.join(',')}: kinds of memory are compared with one value of each option; name one.`,
      2,
    );
  }
  return given?.[0];
};

/** Options that the runs of a comparison of memories do not have. */
const WITHOUT = [
  'model',
  'slack',
  'schedule',
  'quantumCycles',
  'switchCycles',
  'migrationCycles',
  'priorities',
  'processes',
  'dsm',
] as const satisfies readonly (keyof CompareMemoriesOptions & keyof typeof PROGRAM_ONLY)[];

const refuseOthers = (options: CompareMemoriesOptions): void => {
  for (const [given, value] of Object.entries(options)) {
    const name = WITHOUT.find((without) => without === given);
    if (name === undefined || value === undefined) continue;
    const option = PROGRAM_ONLY[name];
    const mend = option === '--dsm' ? 'choose kinds by --memories ivy,lrc' : 'leave it out';
    throw new CohortError(`${option} is not for --memories, whose runs have to be alike: ${mend}.`, 2);
  }
};

/** One program on several kinds of memory, side by side. */
export const compareMemoriesOf = async (
  programs: readonly string[],
  options: CompareMemoriesOptions,
  io: Io,
): Promise<number> => {
  const program = only('--program', programs);
  if (program === undefined) {
    throw new CohortError('--memories compares one program; name it with --program.', 2);
  }
  refuseOthers(options);
  const { out, seed, limitInstructions, timed } = options;
  const form = formAmong(MEMORIES_REPORTS, options);
  const kinds = kindsOf(options.memories);
  if (out !== undefined) await requireWritable(out);
  const { name, parameters } = programNamed(program);
  const settings = splitSettings(options.set ?? [], { name, parameters: Object.keys(parameters) });
  const machine = only('--machine', splitList(options.machine));
  const protocol = only('--protocol', splitList(options.protocol));
  const cluster = await loadCluster(options, settings.cluster, {});
  const processors = options.threads ?? only('--processors', options.processors);
  const rows = await compareMemories({
    program,
    threads: processors ?? Math.max(THREADS, cluster?.nodes ?? 1),
    values: settings.program,
    machine: applySettings(machine === undefined ? {} : await loadMachineInput(machine), settings.machine),
    ...(protocol !== undefined && { protocol: await loadProtocol(protocol) }),
    ...(cluster && { cluster }),
    ...(timed !== undefined && { timed }),
    ...(kinds && { kinds }),
    ...(seed !== undefined && { seed }),
    ...(limitInstructions !== undefined && { limitInstructions }),
    signal: io.signal,
  });
  await deliver(form.render(rows, reportSetting(options, io)), out, io);
  return rows.every(({ result }) => result.ending === 'done') ? EXIT.ok : EXIT.failure;
};
