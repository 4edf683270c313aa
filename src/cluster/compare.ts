/** One program on one memory, on memory spread over nodes, on clusters that share pages, and by messages: side by side. */
import { requireNames } from '../config/call-options.js';
import type { MachineInput } from '../config/machine.js';
import { CohortError } from '../errors.js';
import type { ProgramResult } from '../execute/result.js';
import { runProgram } from '../execute/run.js';
import type { LibraryProgram } from '../programs/library/index.js';
import { programNamed } from '../programs/library/index.js';
import type { GivenValues } from '../programs/parameters.js';
import type { ProtocolSource } from '../protocol/types.js';
import type { ClusterOptions } from './config.js';
import type { MemoryFigures } from './result.js';
import { runOnCluster } from './run.js';

/** Kinds of memory, in the order of the rows. */
export const MEMORY_KINDS = ['smp', 'numa', 'ivy', 'lrc', 'messages'] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** Programs that do the same by messages. */
export const BY_MESSAGES: Readonly<Record<string, string>> = {
  'parallel-sum': 'message-sum',
  'matrix-multiply': 'mp-matrix-multiply',
  'odd-even-sort': 'mp-odd-even-sort',
};

export interface MemoryComparisonOptions {
  /**
   * A name in the library. Where nothing else is said, its lock and barrier are those of the system (`dsm`) on
   * clusters, as software that shares memory has them, and the program's own where hardware does.
   */
  readonly program: string;
  readonly threads: number;
  /** Parameters; those that the version by messages lacks are left out there. */
  readonly values?: GivenValues;
  /** Caches of each node, or of the one machine, which has its own nodes under `numa` if it has some; processors are the threads'. */
  readonly machine?: MachineInput;
  readonly protocol?: string | ProtocolSource;
  /** Nodes are `threads` unless it says otherwise; `dsm` is each kind in turn. */
  readonly cluster?: Omit<ClusterOptions, 'dsm'>;
  /** Whether caches, buses and directories take time, as `timed` of a run. Default false. */
  readonly timed?: boolean;
  /** Default: all, but messages only where a program does the same by messages. */
  readonly kinds?: readonly MemoryKind[];
  readonly seed?: number;
  readonly limitInstructions?: number;
  readonly signal?: AbortSignal;
}

const OPTION_NAMES: readonly (keyof MemoryComparisonOptions)[] = [
  'program',
  'threads',
  'values',
  'machine',
  'protocol',
  'cluster',
  'timed',
  'kinds',
  'seed',
  'limitInstructions',
  'signal',
];

/** The figures of a kind of memory, and the run that they are of. */
export interface MemoryRow extends MemoryFigures {
  readonly kind: MemoryKind;
  readonly result: ProgramResult;
}

/** The sum of all that is not on the diagonal. */
const betweenNodes = (matrix: readonly (readonly number[])[]): number =>
  matrix.reduce(
    (sum, row, from) => row.reduce((total, count, to) => (from === to ? total : total + count), sum),
    0,
  );

const rowOf = (kind: MemoryKind, result: ProgramResult): MemoryRow => {
  const total = result.cluster?.total ?? null;
  const shares = total !== null && kind !== 'messages';
  const { network } = result;
  return {
    kind,
    program: result.program.name,
    means: MEANS.filter((name) => name in result.program.parameters)
      .map((name) => `${name}=${result.program.parameters[name]}`)
      .join(', '),
    timed: result.timed,
    result,
    right: result.ending === 'done' && result.findings.every(({ right }) => right),
    cycles: result.cycles,
    pageFaults: shares ? total.readFaults + total.writeFaults : null,
    pages: shares ? total.pagesReceived : null,
    twins: kind === 'lrc' && total ? total.twins : null,
    diffs: kind === 'lrc' && total ? total.diffsCreated : null,
    messages: total?.messagesSent ?? (network && betweenNodes(network.matrix)),
    bytes: total?.bytesSent ?? (network && betweenNodes(network.bytes)),
  };
};

/** Parameters by which programs synchronise. */
const MEANS = ['lock', 'barrier'] as const;

/** What takes the place of no lock, where hardware shares memory. */
const SPINNING_LOCK = 'ttas';

/** What a program synchronises by on a kind of memory where nothing is said. */
const usualMeans = (kind: MemoryKind, { parameters }: LibraryProgram): GivenValues => {
  const has = MEANS.filter((name) => name in parameters);
  if (kind !== 'smp' && kind !== 'numa') return Object.fromEntries(has.map((name) => [name, 'dsm']));
  return parameters.lock?.default === 'none' ? { lock: SPINNING_LOCK } : {};
};

/** Those of the values that the program has, and what it synchronises by. */
const valuesFor = (kind: MemoryKind, program: LibraryProgram, values: GivenValues = {}): GivenValues => ({
  ...usualMeans(kind, program),
  ...Object.fromEntries(Object.entries(values).filter(([name]) => name in program.parameters)),
});

/** The program on one kind of memory; null: nothing does the same by messages. */
const programFor = (kind: MemoryKind, shared: LibraryProgram): LibraryProgram | null => {
  if (kind !== 'messages') return shared;
  const byMessages = BY_MESSAGES[shared.name];
  return byMessages === undefined ? null : programNamed(byMessages);
};

const runOn = (
  kind: MemoryKind,
  chosen: LibraryProgram,
  options: MemoryComparisonOptions,
): Promise<ProgramResult> => {
  const { threads, values, machine = {}, protocol, cluster = {}, timed } = options;
  const { seed, limitInstructions, signal } = options;
  const nodes = cluster.nodes ?? threads;
  const own = { ...machine, processors: threads };
  const bus = { ...own, numa: null };
  const given = {
    program: chosen.load(threads, valuesFor(kind, chosen, values)),
    ...(protocol !== undefined && { protocol }),
    ...(timed !== undefined && { timed }),
    ...(seed !== undefined && { seed }),
    ...(limitInstructions !== undefined && { limitInstructions }),
    ...(signal && { signal }),
  };
  if (kind === 'smp') return runProgram({ ...given, machine: bus });
  if (kind === 'numa') return runProgram({ ...given, machine: { ...own, numa: machine.numa ?? { nodes } } });
  const dsm = kind === 'messages' ? 'none' : kind;
  return runOnCluster({ ...given, machine: { ...machine, numa: null }, cluster: { ...cluster, nodes, dsm } });
};

/**
 * Runs a program on each kind of memory.
 * @throws CohortError (exit code 2): no such program or value, or nothing that does the same by messages.
 */
export const compareMemories = async (options: MemoryComparisonOptions): Promise<MemoryRow[]> => {
  requireNames(options, OPTION_NAMES, 'compareMemories');
  const shared = programNamed(options.program);
  const rows: MemoryRow[] = [];
  for (const kind of options.kinds ?? MEMORY_KINDS) {
    const chosen = programFor(kind, shared);
    if (chosen) rows.push(rowOf(kind, await runOn(kind, chosen, options)));
    else if (options.kinds) {
      throw new CohortError(
        `Nothing does by messages what ${shared.name} does: leave that out, or take one of ${Object.keys(BY_MESSAGES).join(', ')}.`,
        2,
      );
    }
  }
  return rows;
};
