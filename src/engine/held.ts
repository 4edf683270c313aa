/** What the caches hold, read from the core's memory. Where things lie: assembly/cache.ts, assembly/levels.ts. */
import type { MachineConfig } from '../config/machine.js';
import { STATES } from '../protocol/codes.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { type Core, unsigned } from './core.js';

/** One line in one cache. */
export interface HeldLine {
  /** The processor; of a core with several threads the first, and of an L3 the first that shares it. */
  readonly processor: number;
  readonly level: 1 | 2 | 3;
  readonly cache: 'L1D' | 'L1I' | 'L2' | 'L3';
  /** Address divided by the size of a line. */
  readonly line: bigint;
  /** The state's name: one for all private caches of a core. Of an L3, which has none: `clean` or `dirty`. */
  readonly state: string;
  /** An L1 above an L2: newer than what is below. An L3: newer than memory. Any other: the state is a dirty one. */
  readonly dirty: boolean;
}

const POLICY_DIRTY = 16;
const EMPTY = 0xffffffff;
/** Lines of a page of the core's page table, as in assembly/layout.ts. */
const LINES_PER_PAGE = 64;
/** u32 of a level's descriptor, as in assembly/levels.ts. */
const DESCRIPTOR_WORDS = 16;
const LIMITED = 1;
const CACHES = ['L1D', 'L1I', 'L2', 'L3'] as const;

/** The blocks of a region: one a set and instance, where an instance is a processor, a core or a cluster. */
interface Blocks {
  readonly start: number;
  readonly sets: number;
  readonly lanes: number;
  /** Bits of an instance's number. */
  readonly bits: number;
}

interface Entry {
  readonly instance: number;
  /** The core's number of the line. */
  readonly line: number;
  readonly word: number;
}

/** The entries in use of a region of blocks. */
const entriesOf = ({ memory }: Core, { start, sets, lanes, bits }: Blocks): Entry[] => {
  const words = new Uint32Array(memory.buffer);
  const used: Entry[] = [];
  for (let block = 0; block < sets << bits; block++) {
    const at = start / 4 + block * lanes * 2;
    for (let way = 0; way < lanes; way++) {
      const line = words[at + way] ?? EMPTY;
      if (line !== EMPTY)
        used.push({ instance: block & ((1 << bits) - 1), line, word: words[at + lanes + way] ?? 0 });
    }
  }
  return used;
};

const addressOf = ({ exports }: Core, line: number): bigint =>
  BigInt.asUintN(64, exports.lineAddressOf(line));

const stateNamed = ({ states }: CompiledProtocol, code: number): { state: string; dirty: boolean } => ({
  state: states[code]?.name ?? `state ${code}`,
  dirty: states[code]?.attributes.includes('dirty') ?? false,
});

/** States that lie beside the lines: a byte a processor in each line's record. */
const statesBesideLines = ({ exports, memory }: Core, processors: number): Entry[] => {
  const stride = unsigned(exports.lineStride);
  const count = exports.pagesInUse() * LINES_PER_PAGE;
  const bytes = new Uint8Array(memory.buffer, unsigned(exports.lines), count * stride);
  const held: Entry[] = [];
  for (let line = 0; line < count; line++) {
    for (let p = 0; p < processors; p++) {
      const word = bytes[line * stride + p] ?? 0;
      if (word & (STATES - 1)) held.push({ instance: p, line, word });
    }
  }
  return held;
};

const inBlocks = (core: Core): Entry[] => {
  const { exports } = core;
  return entriesOf(core, {
    start: unsigned(exports.cache),
    sets: unsigned(exports.sets),
    lanes: unsigned(exports.lanes),
    bits: unsigned(exports.pBits),
  });
};

/** Of a machine that does not run in the general loop. */
const plainLines = (core: Core, machine: MachineConfig, protocol: CompiledProtocol): HeldLine[] => {
  const { exports } = core;
  const { l1, l2 } = machine;
  const unlimited = (l2 ?? l1).size === 'unlimited';
  const entries = unlimited ? statesBesideLines(core, machine.processors) : inBlocks(core);
  const place = l2 === null ? ({ level: 1, cache: 'L1D' } as const) : ({ level: 2, cache: 'L2' } as const);
  const key = (processor: number, line: number): string => `${processor}/${line}`;
  const names = new Map<string, string>();
  const held = entries.map(({ instance, line, word }): HeldLine => {
    const named = stateNamed(protocol, word & (STATES - 1));
    names.set(key(instance, line), named.state);
    return { processor: instance, ...place, line: addressOf(core, line), ...named };
  });
  if (l2 === null) return held;
  const upper = entriesOf(core, {
    start: unsigned(exports.upper),
    sets: unsigned(exports.upperSets),
    lanes: unsigned(exports.upperLanes),
    bits: unsigned(exports.pBits),
  });
  const above = upper.map(
    ({ instance, line, word }): HeldLine => ({
      processor: instance,
      level: 1,
      cache: 'L1D',
      line: addressOf(core, line),
      state: names.get(key(instance, line)) ?? 'not in L2',
      dirty: (word & POLICY_DIRTY) !== 0,
    }),
  );
  return [...held, ...above];
};

/** The blocks of a level; undefined where it has no limit, or is not there. */
const levelBlocks = ({ exports, memory }: Core, index: number): Blocks | undefined => {
  const at = unsigned(exports.descriptors) + index * DESCRIPTOR_WORDS * 4;
  const [kind, start = 0, setMask = 0, , lanes = 0, , , , bits = 0] = new Uint32Array(
    memory.buffer,
    at,
    DESCRIPTOR_WORDS,
  );
  return kind === LIMITED ? { start, sets: setMask + 1, lanes, bits } : undefined;
};

/** Of a machine that runs in the general loop. `clusterShare`: processors that share an L3. */
const generalLines = (
  core: Core,
  machine: MachineConfig,
  protocol: CompiledProtocol,
  clusterShare: number,
): HeldLine[] => {
  const { l1i, l2, l3, shape } = machine;
  const states = statesBesideLines(core, machine.processors);
  const key = (processor: number, line: number): string => `${processor}/${line}`;
  const codes = new Map(states.map(({ instance, line, word }) => [key(instance, line), word & (STATES - 1)]));
  const present = { L1D: true, L1I: l1i !== null, L2: l2 !== null, L3: l3 !== null };
  return CACHES.filter((cache) => present[cache]).flatMap((cache) => {
    const blocks = levelBlocks(core, CACHES.indexOf(cache));
    const share = cache === 'L3' ? clusterShare : shape.threadsPerCore;
    const entries = blocks
      ? entriesOf(core, blocks).map((entry) => ({ ...entry, instance: entry.instance * share }))
      : states.map((entry) => ({ ...entry, word: 0 }));
    return entries.map(({ instance, line, word }): HeldLine => {
      const marked = (word & POLICY_DIRTY) !== 0;
      const where = { processor: instance, cache, line: addressOf(core, line) };
      if (cache === 'L3') return { ...where, level: 3, state: marked ? 'dirty' : 'clean', dirty: marked };
      const { state, dirty } = stateNamed(protocol, codes.get(key(instance, line)) ?? 0);
      if (cache === 'L2') return { ...where, level: 2, state, dirty };
      return { ...where, level: 1, state, dirty: l2 === null ? dirty : marked };
    });
  });
};

const compare = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Every line held, sorted by processor, cache (L1D, L1I, L2, L3) and line. `clusterShare`: processors
 * that share an L3, if the machine runs in the general loop.
 */
export const heldLines = (
  core: Core,
  machine: MachineConfig,
  protocol: CompiledProtocol,
  clusterShare: number | undefined,
): HeldLine[] => {
  const held =
    clusterShare === undefined
      ? plainLines(core, machine, protocol)
      : generalLines(core, machine, protocol, clusterShare);
  return held.sort(
    (a, b) =>
      a.processor - b.processor ||
      CACHES.indexOf(a.cache) - CACHES.indexOf(b.cache) ||
      compare(a.line, b.line),
  );
};
