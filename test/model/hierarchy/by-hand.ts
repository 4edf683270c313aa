/** Hierarchies small enough to work out by hand, and what a few references do to them. */
import type {
  Inclusion,
  PrefetchConfig,
  ShapeConfig,
  SharedConfig,
  TlbConfig,
} from '../../../src/config/hierarchy.js';
import type { CacheConfig, MachineConfig } from '../../../src/config/machine.js';
import type { DirectoryConfig, NumaConfig } from '../../../src/config/numa.js';
import { COUNTER_NAMES, type CounterName } from '../../../src/counters.js';
import { withProtocol } from '../../engine/agreement.js';
import { plain } from '../../plain-machine.js';
import { ModelMachine } from '../machine.js';
import { type ModelRecord, referencesOf } from '../references.js';
import type { Visit } from '../visit.js';

export const LINE = 64;

/** Caches are fully associative and LRU, their sizes in lines. */
export interface Parts {
  readonly shape?: Partial<ShapeConfig>;
  readonly l1?: number;
  readonly l1Policy?: Partial<CacheConfig>;
  readonly l1i?: number;
  readonly l2?: readonly [lines: number, inclusion: Inclusion];
  readonly l3?: readonly [lines: number, inclusion: Inclusion, sharedBy: SharedConfig['sharedBy']];
  readonly tlb?: TlbConfig;
  readonly prefetch?: PrefetchConfig;
  /** Line n is at home on node n mod `nodes`; directories track nodes. */
  readonly nodes?: number;
  readonly directory?: Partial<DirectoryConfig>;
}

const cacheOf = (lines: number): CacheConfig => ({
  size: lines * LINE,
  ways: 'full',
  replacement: 'LRU',
  write: 'protocol',
  writeAllocate: 'protocol',
});

const numaOf = (nodes: number, directory: Partial<DirectoryConfig>): NumaConfig => ({
  nodes,
  directory: {
    organisation: 'full-map',
    tracks: 'nodes',
    cleanFrom: 'home',
    pointers: 2,
    regionProcessors: 1,
    entries: 1,
    ways: 1,
    ...directory,
  },
  placement: { policy: 'line-interleave', pageBytes: LINE, node: 0, ranges: [], intervalReferences: 1 },
  network: { topology: 'ring', parameters: {}, headerBytes: 8, distances: null },
});

export function machineOf(parts: Parts): MachineConfig {
  const shape = { sockets: 1, diesPerSocket: 1, coresPerDie: 1, threadsPerCore: 1, ...parts.shape };
  const processors = shape.sockets * shape.diesPerSocket * shape.coresPerDie * shape.threadsPerCore;
  const { l1i, l2, l3, tlb = null, prefetch, nodes } = parts;
  const { prefetch: none, ...rest } = plain(processors);
  return {
    ...rest,
    shape,
    protocol: '',
    lineBytes: LINE,
    l1: { ...cacheOf(parts.l1 ?? 1), ...parts.l1Policy },
    l1i: l1i === undefined ? null : cacheOf(l1i),
    l2: l2 === undefined ? null : { ...cacheOf(l2[0]), inclusion: l2[1] },
    l3: l3 === undefined ? null : { ...cacheOf(l3[0]), inclusion: l3[1], sharedBy: l3[2] },
    tlb,
    prefetch: prefetch ?? none,
    bus: { wordBytes: 8, addressBytes: 8 },
    numa: nodes === undefined ? null : numaOf(nodes, parts.directory ?? {}),
    instructions: 'read',
    seed: 0,
    memoryLimitBytes: 2 ** 28,
  };
}

const OPERATIONS = { r: 'read', w: 'write', i: 'instruction' } as const;

/** `0r5 0w5 0i5`: processor 0 reads, writes, fetches from line 5. */
export const recordsOf = (trace: string): ModelRecord[] =>
  trace
    .split(' ')
    .filter((step) => step !== '')
    .map((step): ModelRecord => {
      const [processor, operation, line] = [step[0]!, step[1] as 'r' | 'w' | 'i', step.slice(2)];
      return {
        processor: Number(processor),
        operation: OPERATIONS[operation],
        address: BigInt(line) * BigInt(LINE),
        bytes: 8,
      };
    });

export interface Case {
  readonly title: string;
  readonly machine: MachineConfig;
  /** MESI if nothing is said. */
  readonly protocol?: string;
  readonly before?: string;
  readonly now: string;
  /** Counters that `now` changes, of those that the table is about: `0 fills` by one, `0 fills 2` by two. */
  readonly counts?: readonly string[];
  /**
   * What is held in the end: processor, level, line, state, and * for an L1 that is newer than the L2
   * below it, or an L3 that is newer than memory.
   */
  readonly holds?: readonly string[];
  /** Messages of `now`: `GetS 0>1` goes from node 0 to node 1. */
  readonly sent?: readonly string[];
  /** Lines that `now` prefetches, in order. */
  readonly prefetched?: readonly number[];
}

/** The fields of the case that it leaves to the machine, as the machine has them. */
export function outcomeOf(each: Case, watched: readonly CounterName[]): Partial<Case> {
  const subject = withProtocol(each.machine, each.protocol ?? 'MESI');
  const model = new ModelMachine(subject.machine, subject.model, true);
  const run = (trace: string): Visit[] =>
    recordsOf(trace).flatMap((record) => referencesOf(record, LINE).map((one) => model.refer(one)));
  run(each.before ?? '');
  const counted = model.counters();
  const visits = run(each.now);

  const counts = model.counters().flatMap((counters, processor) =>
    COUNTER_NAMES.filter((name) => watched.includes(name)).flatMap((name) => {
      const by = counters[name] - counted[processor]![name];
      return by === 0 ? [] : [`${processor} ${name}${by === 1 ? '' : ` ${by}`}`];
    }),
  );
  const moves = visits.flatMap((visit) => [visit, ...visit.prefetches]);
  const sent = moves.flatMap(({ messages }) => messages.map(({ type, from, to }) => `${type} ${from}>${to}`));
  const prefetched = visits.flatMap(({ prefetches }) => prefetches.map(({ line }) => Number(line)));
  return {
    ...(each.counts && { counts: counts.sort() }),
    ...(each.holds && { holds: heldIn(model) }),
    ...(each.sent && { sent }),
    ...(each.prefetched && { prefetched }),
  };
}

/** The same fields, as the case has them. */
export const expectedOf = ({ counts, holds, sent, prefetched }: Case): Partial<Case> => ({
  ...(counts && { counts: [...counts].sort() }),
  ...(holds && { holds }),
  ...(sent && { sent }),
  ...(prefetched && { prefetched }),
});

const heldIn = (model: ModelMachine): string[] =>
  model.states().map(({ processor, level, instructions, line, state, dirty }) => {
    const bit = level === 3 || (level === 1 && model.config.l2 !== null);
    const name = `L${level}${instructions ? 'I' : ''}`;
    return `${processor} ${name} ${line}${state === null ? '' : ` ${state}`}${bit && dirty ? '*' : ''}`;
  });
