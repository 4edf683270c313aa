/**
 * From what the core counts (visits of table cells, and tallies) to the counters of the report.
 * `assembly/counters.ts` draws one processor's record; the definitions are in `src/counters.ts`.
 */
import { COUNTER_NAMES, type Counters } from '../counters.js';
import {
  ACTION,
  EVENT,
  EVENTS,
  type EventName,
  INVALID,
  NEXT_SHIFT,
  OUTCOME,
  STATES,
  TXN,
  TXN_SHIFT,
} from '../protocol/codes.js';
import type { CompiledProtocol, CompiledState, StateAttribute } from '../protocol/types.js';
import type { Transition } from '../result.js';
import { SLOTS, tallyOf } from './record.js';

/** One cell that was visited: what the table says of it, and how often. */
interface Visit {
  readonly event: EventName;
  readonly cell: number;
  readonly from: CompiledState;
  readonly to: CompiledState;
  /** PrRd, PrWr: another cache supplied the line. Snooped events: this copy supplied it. */
  readonly supplied: boolean;
  /** A prefetch, which is no reference. */
  readonly prefetched: boolean;
  readonly count: number;
}

const OUTCOME_NAMES = ['alone', 'shared', 'owned'] as const satisfies readonly (keyof typeof OUTCOME)[];

const transactionOf = (cell: number): number => (cell >>> TXN_SHIFT) & 7;
const has = (cell: number, action: number): boolean => (cell & action) !== 0;
const is = (state: CompiledState, attribute: StateAttribute): boolean => state.attributes.includes(attribute);

interface Slot {
  readonly slot: number;
  readonly outcome: keyof typeof OUTCOME;
  readonly supplied: boolean;
}

/** The slot of reads that took over a newer line: they come to the state that a write would have come to. */
const TAKEN_OVER: Slot = { slot: 3, outcome: 'alone', supplied: false };

const slotsOf = (event: EventName): readonly Slot[] => {
  if (event === 'Evict') return [{ slot: 0, outcome: 'alone', supplied: false }];
  if (event !== 'PrRd' && event !== 'PrWr') {
    return [false, true].map((supplied) => ({ slot: Number(supplied), outcome: 'alone', supplied }));
  }
  const byOutcome = OUTCOME_NAMES.flatMap((outcome) =>
    [false, true].map((supplied) => ({ slot: OUTCOME[outcome] | (supplied ? 4 : 0), outcome, supplied })),
  );
  return event === 'PrRd' ? [...byOutcome, TAKEN_OVER] : byOutcome;
};

const EVENT_NAMES = Object.keys(EVENT) as EventName[];
/** The slots in which visits of an event are counted, as in assembly/counters.ts. */
const SLOTS_OF = new Map(EVENT_NAMES.map((event) => [event, slotsOf(event)]));
const slots = (event: EventName): readonly Slot[] => SLOTS_OF.get(event) ?? [];

/** The state that a visit of a cell comes to. */
const nextIn = (
  protocol: CompiledProtocol,
  cell: number,
  { slot, outcome }: Slot,
): CompiledState | undefined => {
  const deciding = slot === TAKEN_OVER.slot ? (protocol.table[EVENT.PrWr * STATES + INVALID] ?? 0) : cell;
  return protocol.states[(deciding >>> NEXT_SHIFT[outcome]) & (STATES - 1)];
};

/** A processor's own events. */
const REFERENCES = [EVENT.PrRd, EVENT.PrWr] as const;

/** References of a processor, and how many of them missed in its coherent cache. */
export interface Referred {
  readonly references: number;
  readonly misses: number;
}

/**
 * Those of one record, of which every slice of a scheduler asks: its visits in the rows of the processor's own
 * events, by the lower and upper halves of their counts, since big integers would be made and dropped.
 */
export const referredOf = ({ states }: CompiledProtocol, halves: Uint32Array): Referred => {
  let references = 0;
  let misses = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    for (const event of REFERENCES) {
      const row = (slot * EVENTS + event) * STATES;
      for (let state = 0; state < states.length; state++) {
        const at = 2 * (row + state);
        const visits = halves[at]! + halves[at + 1]! * 2 ** 32;
        references += visits;
        if (state === INVALID) misses += visits;
      }
    }
  }
  return { references, misses };
};

/** What one record counts of bus transactions, or with `numa` of requests to directories: quicker than `countersOf`. */
export const trafficOf = (protocol: CompiledProtocol, record: BigUint64Array, numa: boolean): number => {
  if (numa) return tallyOf(record, 'localRequests') + tallyOf(record, 'remoteRequests');
  let transactions =
    tallyOf(record, 'followingUpdates') + tallyOf(record, 'pastReads') + tallyOf(record, 'pastWrites');
  for (const { code } of protocol.states) {
    for (const event of REFERENCES) {
      if (transactionOf(protocol.table[event * STATES + code] ?? 0) === TXN.none) continue;
      for (let slot = 0; slot < SLOTS; slot++) transactions += visitsIn(record, slot, event, code);
    }
    const leaves = protocol.table[EVENT.Evict * STATES + code] ?? 0;
    if (code === INVALID) transactions += prefetchesIn(protocol, record);
    else if (has(leaves, ACTION.WriteBack)) transactions += visitsIn(record, 0, EVENT.Evict, code);
  }
  return transactions;
};

const visitsIn = (record: BigUint64Array, slot: number, event: number, state: number): number =>
  Number(record[(slot * EVENTS + event) * STATES + state]);

/** Prefetches that were transactions. */
const prefetchesIn = ({ table }: CompiledProtocol, record: BigUint64Array): number => {
  if (transactionOf(table[EVENT.PrRd * STATES + INVALID] ?? 0) === TXN.none) return 0;
  let prefetches = 0;
  for (let slot = 0; slot < SLOTS; slot++) prefetches += visitsIn(record, slot, EVENT.Evict, INVALID);
  return prefetches;
};

/** Every visited cell of one record. */
const visitsOf = (protocol: CompiledProtocol, record: BigUint64Array): Visit[] => {
  const visits: Visit[] = [];
  for (const event of EVENT_NAMES) {
    for (const each of slots(event)) {
      const { slot, supplied } = each;
      for (const from of protocol.states) {
        const count = Number(record[(slot * EVENTS + EVENT[event]) * STATES + from.code] ?? 0n);
        if (count === 0 || (event === 'Evict' && from.code === INVALID)) continue;
        const cell = protocol.table[EVENT[event] * STATES + from.code] ?? 0;
        const to = event === 'Evict' ? protocol.states[INVALID] : nextIn(protocol, cell, each);
        if (to) visits.push({ event, cell, from, to, supplied, prefetched: false, count });
      }
    }
  }
  return [...visits, ...prefetchesOf(protocol, record)];
};

/** Prefetches: reads of the invalid state, counted in the row of Evict, where that state is never. */
const prefetchesOf = (protocol: CompiledProtocol, record: BigUint64Array): Visit[] => {
  const [from] = protocol.states;
  const cell = protocol.table[EVENT.PrRd * STATES + INVALID] ?? 0;
  return slots('PrRd').flatMap((each) => {
    const { slot, supplied } = each;
    const count = Number(record[(slot * EVENTS + EVENT.Evict) * STATES + INVALID] ?? 0n);
    const to = nextIn(protocol, cell, each);
    if (count === 0 || !from || !to) return [];
    return [{ event: 'PrRd' as const, cell, from, to, supplied, prefetched: true, count }];
  });
};

const isProcessorEvent = (visit: Visit): boolean => visit.event === 'PrRd' || visit.event === 'PrWr';
const isSnoop = (visit: Visit): boolean => EVENT[visit.event] >= EVENT.BusRd;
const isHeld = (visit: Visit): boolean => visit.from.code !== INVALID;

const sum = (visits: readonly Visit[], keep: (visit: Visit) => boolean): number =>
  visits.reduce((total, visit) => (keep(visit) ? total + visit.count : total), 0);

/** Whether some copy is invalidated by another processor's BusWr. */
export const wordInvalidates = (protocol: CompiledProtocol): boolean =>
  protocol.states.some(({ code }) => {
    const cell = protocol.table[EVENT.BusWr * STATES + code] ?? 0;
    return code !== INVALID && transactionOf(cell) !== TXN.impossible && (cell & (STATES - 1)) === INVALID;
  });

/** Sizes, in bytes, that turn counts into traffic. */
export interface BusWidths {
  readonly lineBytes: number;
  readonly wordBytes: number;
  readonly addressBytes: number;
  /** The caches that the machine has beside L1. */
  readonly l1i: boolean;
  readonly l2: boolean;
  readonly l3: boolean;
  /** Whether the general loop ran, which counts hits by level. */
  readonly general: boolean;
  /** Whether directories and a network take the bus's place, so that nothing crosses a bus. */
  readonly numa: boolean;
}

const countReferences = (all: readonly Visit[]) => {
  const visits = all.filter(({ prefetched }) => !prefetched);
  const reads = sum(visits, (v) => v.event === 'PrRd');
  const writes = sum(visits, (v) => v.event === 'PrWr');
  const readHits = sum(visits, (v) => v.event === 'PrRd' && isHeld(v));
  const writeHits = sum(visits, (v) => v.event === 'PrWr' && isHeld(v));
  return {
    references: reads + writes,
    reads,
    writes,
    hits: readHits + writeHits,
    readHits,
    writeHits,
    misses: reads + writes - readHits - writeHits,
    readMisses: reads - readHits,
    writeMisses: writes - writeHits,
  };
};

const countMissKinds = (record: BigUint64Array) => {
  const trueSharingMisses = tallyOf(record, 'trueSharing');
  const falseSharingMisses = tallyOf(record, 'falseSharing');
  return {
    coldMisses: tallyOf(record, 'cold'),
    capacityMisses: tallyOf(record, 'capacity'),
    conflictMisses: tallyOf(record, 'conflict'),
    coherenceMisses: trueSharingMisses + falseSharingMisses,
    trueSharingMisses,
    falseSharingMisses,
  };
};

const countTransactions = (visits: readonly Visit[], record: BigUint64Array, writeBacks: number) => {
  const issued = (code: number): number =>
    sum(visits, (v) => isProcessorEvent(v) && transactionOf(v.cell) === code);
  const busRd = issued(TXN.BusRd) + tallyOf(record, 'pastReads');
  const busRdX = issued(TXN.BusRdX);
  const busUpgr = issued(TXN.BusUpgr);
  const busUpd = issued(TXN.BusUpd) + tallyOf(record, 'followingUpdates');
  const busWr = issued(TXN.BusWr) + tallyOf(record, 'pastWrites');
  const busTransactions = busRd + busRdX + busUpgr + busUpd + busWr + writeBacks;
  return { busRd, busRdX, busUpgr, busUpd, busWr, busWB: writeBacks, busTransactions };
};

const countLines = (visits: readonly Visit[]) => ({
  fills: sum(visits, (v) => isProcessorEvent(v) && has(v.cell, ACTION.Fill) && v.to.code !== INVALID),
  evictions: sum(visits, (v) => v.event === 'Evict'),
  writeBacks: sum(visits, (v) => v.event === 'Evict' && has(v.cell, ACTION.WriteBack)),
  flushes: sum(visits, (v) => isSnoop(v) && has(v.cell, ACTION.Flush)),
});

const countSharing = (protocol: CompiledProtocol, visits: readonly Visit[], record: BigUint64Array) => {
  const invalidating: number[] = [TXN.BusUpgr, TXN.BusRdX];
  if (wordInvalidates(protocol)) invalidating.push(TXN.BusWr);
  return {
    upgrades: sum(
      visits,
      (v) =>
        v.event === 'PrWr' &&
        isHeld(v) &&
        !is(v.from, 'writable') &&
        invalidating.includes(transactionOf(v.cell)),
    ),
    invalidationsSent: tallyOf(record, 'invalidationsSent'),
    invalidationsReceived: sum(visits, (v) => isSnoop(v) && v.to.code === INVALID),
    interventions: sum(
      visits,
      (v) => isSnoop(v) && is(v.from, 'exclusive') && is(v.to, 'readable') && !is(v.to, 'exclusive'),
    ),
    cacheToCacheTransfers: sum(visits, (v) => isProcessorEvent(v) && v.supplied),
    cacheToCacheSupplies: sum(visits, (v) => isSnoop(v) && v.supplied),
    updatesSent: tallyOf(record, 'updatesSent'),
    updatesReceived: sum(visits, (v) => isSnoop(v) && has(v.cell, ACTION.Update)),
  };
};

const countLevels = (
  record: BigUint64Array,
  { l1i, l2, general }: BusWidths,
  of: { references: number; hits: number; misses: number; evictions: number },
) => {
  const l1Hits = l2 || general ? tallyOf(record, 'upperHits') : of.hits;
  const l2Hits = general ? tallyOf(record, 'secondHits') : of.hits - l1Hits;
  return {
    l1Hits,
    l1Misses: of.references - l1Hits,
    l1Evictions: l2 || l1i ? tallyOf(record, 'upperEvictions') : of.evictions,
    l1WriteBacks: tallyOf(record, 'upperWriteBacks'),
    l1WriteThroughs: tallyOf(record, 'upperWriteThroughs'),
    l1iHits: tallyOf(record, 'fetchHits'),
    l1iMisses: tallyOf(record, 'fetchMisses'),
    l2Hits: l2 ? l2Hits : 0,
    l2Misses: l2 ? of.references - l1Hits - l2Hits : 0,
    l2VictimFills: tallyOf(record, 'victimFills'),
    backInvalidations: tallyOf(record, 'backInvalidations'),
  };
};

const countShared = (record: BigUint64Array) => ({
  l3Hits: tallyOf(record, 'sharedHits'),
  l3Misses: tallyOf(record, 'sharedMisses'),
  l3RemoteHits: tallyOf(record, 'sharedRemoteHits'),
  l3Fills: tallyOf(record, 'sharedFills'),
  l3Evictions: tallyOf(record, 'sharedEvictions'),
  l3WriteBacks: tallyOf(record, 'sharedWriteBacks'),
  l3BackInvalidations: tallyOf(record, 'sharedBackInvalidations'),
});

const countAids = (record: BigUint64Array) => ({
  tlbMisses: tallyOf(record, 'tlbMisses'),
  pageWalks: tallyOf(record, 'pageWalks'),
  prefetches: tallyOf(record, 'prefetches'),
  usefulPrefetches: tallyOf(record, 'usefulPrefetches'),
  uselessPrefetches: tallyOf(record, 'uselessPrefetches'),
});

const countBusBytes = (lines: number, words: number, transactions: number, widths: BusWidths) => {
  const busDataBytes = widths.numa ? 0 : lines * widths.lineBytes + words * widths.wordBytes;
  const busAddressBytes = widths.numa ? 0 : transactions * widths.addressBytes;
  return { busDataBytes, busAddressBytes, busBytes: busDataBytes + busAddressBytes };
};

const countNuma = (record: BigUint64Array) => ({
  localRequests: tallyOf(record, 'localRequests'),
  remoteRequests: tallyOf(record, 'remoteRequests'),
  nodeRequests: tallyOf(record, 'nodeRequests'),
  recalls: tallyOf(record, 'recalls'),
  uselessInvalidations: tallyOf(record, 'uselessInvalidations'),
  pageMigrations: tallyOf(record, 'pageMigrations'),
  tlbShootdowns: tallyOf(record, 'tlbShootdowns'),
});

/** What only clocks tell (timing.ts). */
const NOT_COUNTED = { forwardedLoads: 0, latePrefetches: 0 } as const;

type All<T extends readonly unknown[]> = T extends readonly [infer First, ...infer Rest]
  ? First & All<Rest>
  : unknown;

/** Some counters: joining parts into an object that has their keys already is many times as quick. */
let template: Counters | undefined;

const joined = <const T extends readonly object[]>(
  parts: T & (All<T> extends Counters ? unknown : never),
): Counters => {
  template ??= Object.assign({}, ...parts) as Counters;
  return Object.assign({ ...template }, ...parts);
};

/** The counters of one processor, from its record. */
export const countersOf = (
  protocol: CompiledProtocol,
  record: BigUint64Array,
  widths: BusWidths,
): Counters => {
  const visits = visitsOf(protocol, record);
  const references = countReferences(visits);
  const lines = countLines(visits);
  const sharing = countSharing(protocol, visits, record);
  const transactions = countTransactions(visits, record, lines.writeBacks);
  const carried = sum(visits, (v) => isSnoop(v) && v.supplied && has(v.cell, ACTION.Flush));
  const linesOnBus = lines.fills + lines.writeBacks + lines.flushes - carried;
  const wordsOnBus = tallyOf(record, 'busWords');
  const shared = countShared(record);
  const fromCaches = sharing.cacheToCacheTransfers + shared.l3Hits + shared.l3RemoteHits;
  return joined([
    references,
    countMissKinds(record),
    lines,
    sharing,
    transactions,
    countBusBytes(linesOnBus, wordsOnBus, transactions.busTransactions, widths),
    {
      memoryReads: lines.fills - fromCaches,
      memoryWrites: lines.flushes + (widths.l3 ? shared.l3WriteBacks : lines.writeBacks),
      memoryWordReads: tallyOf(record, 'memoryWordsRead'),
      memoryWordWrites: tallyOf(record, 'memoryWords'),
    },
    countLevels(record, widths, { ...references, ...lines }),
    shared,
    countAids(record),
    countNuma(record),
    NOT_COUNTED,
  ]);
};

/** The sum over processors. */
export const totalOf = (processors: readonly Counters[]): Counters =>
  Object.fromEntries(
    COUNTER_NAMES.map((name) => [name, processors.reduce((sum, counters) => sum + counters[name], 0)]),
  ) as Counters;

/** The transition matrix over all processors, in the order of `Result.transitions`. */
export const transitionsOf = (
  protocol: CompiledProtocol,
  records: readonly BigUint64Array[],
): Transition[] => {
  const counts = new Map<string, { visit: Visit; count: number }>();
  for (const visit of records.flatMap((record) => visitsOf(protocol, record))) {
    const key = `${visit.from.code}/${visit.to.code}/${visit.event}`;
    const entry = counts.get(key) ?? { visit, count: 0 };
    entry.count += visit.count;
    counts.set(key, entry);
  }
  return [...counts.values()]
    .sort(
      ({ visit: a }, { visit: b }) =>
        a.from.code - b.from.code || a.to.code - b.to.code || EVENT[a.event] - EVENT[b.event],
    )
    .map(({ visit, count }) => ({
      from: visit.from.name,
      to: visit.to.name,
      cause: visit.event,
      count,
    }));
};
