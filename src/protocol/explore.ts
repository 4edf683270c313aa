/**
 * An exhaustive look at what a compiled protocol does to one line: every sequence of reads, writes
 * and evictions of a few caches, breadth first, so that what it finds it finds by a shortest path.
 *
 * Values are kept as one bit a copy and one for memory: does it hold the newest value? That is
 * enough to tell whether anyone reads an old value, or the newest one is lost.
 */
import {
  type Cell,
  cellOf,
  has,
  isTransaction,
  type OutcomeName,
  type TransactionName,
  wordReachesMemory,
} from './cell.js';
import { type EventName, INVALID } from './codes.js';
import type { Defect } from './defect.js';
import type { CompiledProtocol, StateAttribute } from './types.js';

/** Enough for a requester, an owner and a bystander. */
const CACHES = 3;
/** Of a world packed into a number: 4 bits of state and one of freshness for each cache, then memory's. */
const CACHE_BITS = 5;
const FRESH_BIT = 16;

interface World {
  readonly states: number[];
  /** Whether each copy has the newest value. Of no meaning where the state is invalid. */
  readonly fresh: boolean[];
  memoryFresh: boolean;
}

/** A cell that a step used. */
interface Visit {
  readonly cache: number;
  readonly state: number;
  readonly event: EventName;
}

interface Fault extends Omit<Visit, 'cache'> {
  readonly message: string;
}

interface Arrival {
  readonly from: number;
  readonly cache: number;
  readonly event: EventName;
}

export interface Exploration {
  readonly defect: Defect | null;
  /** Codes of the states that some cache was in. */
  readonly reached: ReadonlySet<number>;
  /** Codes of the states that two caches were in at once. */
  readonly common: ReadonlySet<number>;
}

/** Explores the protocol. Of an incoherent one only the states are visited; values are not judged. */
export function explore(protocol: CompiledProtocol): Exploration {
  const start = pack({
    states: Array(CACHES).fill(INVALID),
    fresh: Array(CACHES).fill(false),
    memoryFresh: true,
  });
  const arrivals = new Map<number, Arrival | null>([[start, null]]);
  const reached = new Set<number>([INVALID]);
  const common = new Set<number>([INVALID]);
  // A Map is visited in the order of insertion, additions included: that is the queue.
  for (const packed of arrivals.keys()) {
    for (let cache = 0; cache < CACHES; cache++) {
      for (const event of ['PrRd', 'PrWr', 'Evict'] as const) {
        const step = new Step(protocol, unpack(packed), cache);
        if (event === 'Evict' && step.world.states[cache] === INVALID) continue;
        const fault = step.take(event) ?? step.judge();
        const next = pack(step.world);
        if (fault !== null) {
          const path = pathTo(protocol, arrivals, { from: packed, cache, event }, next);
          return { defect: describe(protocol, fault, path), reached, common };
        }
        step.world.states.forEach((state, holder, states) => {
          reached.add(state);
          if (states.indexOf(state) < holder) common.add(state);
        });
        if (!arrivals.has(next)) arrivals.set(next, { from: packed, cache, event });
      }
    }
  }
  return { defect: null, reached, common };
}

class Step {
  readonly world: World;
  readonly #protocol: CompiledProtocol;
  readonly #coherent: boolean;
  readonly #cache: number;
  /** The requester's cell first, then the snooped ones in the order of the bus. */
  readonly #visits: Visit[] = [];
  /** The last transaction on the bus. */
  #transaction: TransactionName | null = null;
  /** Caches that take the written word off the bus. */
  readonly #updating = new Set<number>();

  constructor(protocol: CompiledProtocol, world: World, cache: number) {
    this.#protocol = protocol;
    this.#coherent = protocol.source.coherent !== false;
    this.world = world;
    this.#cache = cache;
  }

  /** Changes the world as the table says; a fault if the table says that this cannot happen. */
  take(event: 'PrRd' | 'PrWr' | 'Evict'): Fault | null {
    const { world } = this;
    const cell = this.#visit(this.#cache, event);
    const { transaction } = cell;
    if (transaction === 'impossible') return this.#impossible();
    if (event === 'Evict') {
      if (has(cell, 'WriteBack')) world.memoryFresh = world.fresh[this.#cache] === true;
      world.states[this.#cache] = INVALID;
      return null;
    }
    let outcome: OutcomeName | null = 'alone';
    let supplied: boolean | null = null;
    if (isTransaction(transaction) && this.#coherent) {
      supplied = this.#suppliedBy(transaction);
      outcome = this.#snoop(transaction);
    }
    // The fill sees memory as the flushes of its own transaction left it.
    if (has(cell, 'Fill')) world.fresh[this.#cache] = supplied ?? world.memoryFresh;
    const followed = has(cell, 'ThenUpdate') && outcome !== null && outcome !== 'alone';
    if (followed) outcome = this.#snoop('BusUpd');
    if (outcome === null) return this.#impossible();
    if (event === 'PrWr') this.#write(wordReachesMemory(cell, followed));
    world.states[this.#cache] = cell.next[outcome];
    return null;
  }

  /** Whether the world that `take` left keeps the promises of coherence. */
  judge(): Fault | null {
    return this.#coherent ? (this.#notAlone() ?? this.#stale() ?? this.#lost()) : null;
  }

  #visit(cache: number, event: EventName): Cell {
    const state = this.world.states[cache] ?? INVALID;
    this.#visits.push({ cache, state, event });
    return cellOf(this.#protocol, event, state);
  }

  /** Freshness of what the lowest-numbered supplier puts on the bus, or null if memory answers. */
  #suppliedBy(transaction: TransactionName): boolean | null {
    const supplier = this.world.states.findIndex(
      (state, cache) =>
        cache !== this.#cache &&
        state !== INVALID &&
        has(cellOf(this.#protocol, transaction, state), 'Supply'),
    );
    return supplier < 0 ? null : this.world.fresh[supplier] === true;
  }

  /** Lets every other holder see a transaction. Null if one of them holds that it cannot happen. */
  #snoop(transaction: TransactionName): OutcomeName | null {
    const { states, fresh } = this.world;
    let outcome: OutcomeName = 'alone';
    this.#transaction = transaction;
    for (let cache = 0; cache < CACHES; cache++) {
      if (cache === this.#cache || states[cache] === INVALID) continue;
      const cell = this.#visit(cache, transaction);
      if (cell.transaction === 'impossible') return null;
      if (has(cell, 'Flush')) this.world.memoryFresh = fresh[cache] === true;
      if (has(cell, 'Update')) this.#updating.add(cache);
      if (has(cell, 'Owned')) outcome = 'owned';
      else if (has(cell, 'Shared') && outcome === 'alone') outcome = 'shared';
      states[cache] = cell.next.alone;
    }
    return outcome;
  }

  /** A new newest value: whoever did not get the word is old from now on. */
  #write(toMemory: boolean): void {
    const { fresh } = this.world;
    for (let cache = 0; cache < CACHES; cache++) {
      if (cache !== this.#cache && !this.#updating.has(cache)) fresh[cache] = false;
    }
    if (!toMemory) this.world.memoryFresh = false;
  }

  #impossible(): Fault | null {
    const visit = this.#visits.at(-1);
    return visit ? { ...visit, message: 'is marked "!" (cannot happen), but it happens' } : null;
  }

  #is(cache: number, attribute: StateAttribute): boolean {
    return (
      this.#protocol.states[this.world.states[cache] ?? INVALID]?.attributes.includes(attribute) === true
    );
  }

  #name(cache: number): string {
    return this.#protocol.states[this.world.states[cache] ?? INVALID]?.name ?? '';
  }

  /** The cell by which a cache came where it is: its own last one, else the requester's. */
  #blame(cache: number): Visit {
    const visit = this.#visits.findLast((each) => each.cache === cache) ?? this.#visits[0];
    if (visit === undefined) throw new Error('a step is judged before it is taken');
    return visit;
  }

  #notAlone(): Fault | null {
    const { states, fresh } = this.world;
    const sole = states.findIndex((_, cache) => this.#is(cache, 'exclusive') || this.#is(cache, 'writable'));
    const other = states.findIndex((state, cache) => cache !== sole && state !== INVALID);
    if (sole < 0 || other < 0) return null;
    // A copy that outlives an invalidation, or a write without its word, errs; else whoever claims to be alone.
    const invalidates = this.#transaction === 'BusRdX' || this.#transaction === 'BusUpgr';
    const outlived = sole === this.#cache && (invalidates || fresh[other] === false);
    const guilty = outlived ? other : sole;
    const promise = this.#is(sole, 'exclusive') ? 'exclusive' : 'writable';
    return {
      ...this.#blame(guilty),
      message: `leaves a copy in ${this.#name(sole)}, which is called ${promise}, beside another in ${this.#name(other)}`,
    };
  }

  #stale(): Fault | null {
    const { states, fresh } = this.world;
    const cache = states.findIndex(
      (state, each) => state !== INVALID && fresh[each] === false && this.#is(each, 'readable'),
    );
    if (cache < 0) return null;
    if (cache !== this.#cache) {
      return {
        ...this.#blame(cache),
        message: `leaves a copy in ${this.#name(cache)} that can be read, with an old value`,
      };
    }
    // Somebody kept the newest value to itself: a holder that answered neither requester nor memory.
    const silent = this.#visits.find(
      (visit) =>
        visit.cache !== this.#cache && this.#protocol.states[visit.state]?.attributes.includes('dirty'),
    );
    return {
      ...(silent ?? this.#blame(cache)),
      message: 'the requester gets an old value; the newest one is not put on the bus',
    };
  }

  #lost(): Fault | null {
    const { states, fresh, memoryFresh } = this.world;
    const kept = states.some(
      (state, cache) =>
        state !== INVALID && fresh[cache] && has(cellOf(this.#protocol, 'Evict', state), 'WriteBack'),
    );
    if (memoryFresh || kept) return null;
    const owner = this.#visits.findLast((visit) =>
      this.#protocol.states[visit.state]?.attributes.includes('dirty'),
    );
    return {
      ...(owner ?? this.#blame(this.#cache)),
      message: 'the newest value is neither in memory nor in a copy that will be written back',
    };
  }
}

function pack(world: World): number {
  return world.states.reduce(
    (all, state, cache) =>
      all | ((state | (state !== INVALID && world.fresh[cache] ? FRESH_BIT : 0)) << (cache * CACHE_BITS)),
    world.memoryFresh ? 1 << (CACHES * CACHE_BITS) : 0,
  );
}

function unpack(packed: number): World {
  const caches = Array.from({ length: CACHES }, (_, cache) => packed >>> (cache * CACHE_BITS));
  return {
    states: caches.map((bits) => bits & (FRESH_BIT - 1)),
    fresh: caches.map((bits) => (bits & FRESH_BIT) !== 0),
    memoryFresh: ((packed >>> (CACHES * CACHE_BITS)) & 1) !== 0,
  };
}

/** `P0 PrWr (M I I), P1 PrRd (S S I)`. */
function pathTo(
  protocol: CompiledProtocol,
  arrivals: ReadonlyMap<number, Arrival | null>,
  last: Arrival,
  world: number,
): string {
  const steps: string[] = [];
  let at = world;
  for (let arrival: Arrival | null = last; arrival !== null; arrival = arrivals.get(at) ?? null) {
    const states = unpack(at).states.map((state) => protocol.states[state]?.name ?? '');
    steps.unshift(`P${arrival.cache} ${arrival.event} (${states.join(' ')})`);
    at = arrival.from;
  }
  return steps.join(', ');
}

const describe = (protocol: CompiledProtocol, fault: Fault, path: string): Defect => ({
  state: protocol.states[fault.state]?.name ?? String(fault.state),
  event: fault.event,
  message: `${fault.message}. Shortest path: ${path}`,
});
