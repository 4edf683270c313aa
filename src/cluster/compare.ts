/** One program on one memory, on memory spread over nodes, on clusters that share pages, and by messages: side by side. */
import type { MachineInput } from '../config/machine.js';
import { CohortError } from '../errors.js';
import type { ProgramResult } from '../execute/result.js';
import { runProgram } from '../execute/run.js';
import type { LibraryProgram } from '../programs/library/index.js';
import { programNamed } from '../programs/library/index.js';
import type { GivenValues } from '../programs/parameters.js';
import type { ClusterOptions } from './options.js';
import type { ClusterRunResult } from './result.js';
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
  /** A name in the library. Its locks and barriers are those of the system (`dsm`), so that all kinds can run it. */
  readonly program: string;
  readonly threads: number;
  /** Parameters; those that the version by messages lacks are left out there. */
  readonly values?: GivenValues;
  /** Caches of each node, or of the one machine; processors and nodes are the threads'. */
  readonly machine?: MachineInput;
  /** Nodes are `threads` unless it says otherwise; `dsm` is each kind in turn. */
  readonly cluster?: Partial<Omit<ClusterOptions, 'dsm'>>;
  /** Default: all, but messages only where a program does the same by messages. */
  readonly kinds?: readonly MemoryKind[];
  readonly seed?: number;
  readonly limitInstructions?: number;
  readonly signal?: AbortSignal;
}

/** What a program cost on one kind of memory. Numbers that a kind does not have are null. */
export interface MemoryRow {
  readonly kind: MemoryKind;
  readonly program: string;
  readonly result: ProgramResult | ClusterRunResult;
  /** Whether all was computed that was due. */
  readonly right: boolean;
  readonly cycles: number;
  readonly pageFaults: number | null;
  readonly pages: number | null;
  readonly diffs: number | null;
  /** Between nodes: of the directories' network, or of the cluster's. */
  readonly messages: number | null;
  readonly bytes: number | null;
}

/** The sum of all that is not on the diagonal. */
const betweenNodes = (matrix: readonly (readonly number[])[]): number =>
  matrix.reduce(
    (sum, row, from) => row.reduce((total, count, to) => (from === to ? total : total + count), sum),
    0,
  );

const rowOf = (kind: MemoryKind, result: ProgramResult | ClusterRunResult): MemoryRow => {
  const total = 'cluster' in result ? result.cluster.total : null;
  const shares = total !== null && kind !== 'messages';
  const { network } = result;
  return {
    kind,
    program: result.program.name,
    result,
    right: result.ending === 'done' && result.findings.every(({ right }) => right),
    cycles: result.cycles,
    pageFaults: shares ? total.readFaults + total.writeFaults : null,
    pages: shares ? total.pagesReceived : null,
    diffs: kind === 'lrc' && total ? total.diffsCreated : null,
    messages: total?.messagesSent ?? (network && betweenNodes(network.matrix)),
    bytes: total?.bytesSent ?? (network && betweenNodes(network.bytes)),
  };
};

/** Those of the values that the program has, and the locks and barriers of the system where it has such. */
const valuesFor = ({ parameters }: LibraryProgram, values: GivenValues = {}): GivenValues => {
  const known = Object.entries(values).filter(([name]) => name in parameters);
  const own = ['lock', 'barrier'].filter((name) => name in parameters && !(name in values));
  return { ...Object.fromEntries(own.map((name) => [name, 'dsm'])), ...Object.fromEntries(known) };
};

/** The program on one kind of memory; null: nothing does the same by messages. */
const programFor = (kind: MemoryKind, shared: LibraryProgram): LibraryProgram | null => {
  if (kind !== 'messages') return shared;
  const byMessages = BY_MESSAGES[shared.name];
  return byMessages === undefined ? null : programNamed(byMessages);
};

const runOn = (
  kind: MemoryKind,
  chosen: LibraryProgram,
  { threads, values, machine = {}, cluster = {}, seed, limitInstructions, signal }: MemoryComparisonOptions,
): Promise<ProgramResult | ClusterRunResult> => {
  const nodes = cluster.nodes ?? threads;
  const given = {
    program: chosen.load(threads, valuesFor(chosen, values)),
    machine: { ...machine, processors: threads },
    ...(seed !== undefined && { seed }),
    ...(limitInstructions !== undefined && { limitInstructions }),
    ...(signal && { signal }),
  };
  if (kind === 'smp') return runProgram(given);
  if (kind === 'numa') return runProgram({ ...given, machine: { ...given.machine, numa: { nodes } } });
  return runOnCluster({ ...given, cluster: { ...cluster, nodes, dsm: kind === 'messages' ? 'none' : kind } });
};

/**
 * Runs a program on each kind of memory.
 * @throws CohortError (exit code 2): no such program or value, or nothing that does the same by messages.
 */
export const compareMemories = async (options: MemoryComparisonOptions): Promise<MemoryRow[]> => {
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
