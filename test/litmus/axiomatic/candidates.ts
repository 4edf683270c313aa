/** Candidate executions: who reads from whom, and in which order each location was written. */
import type { LitmusTest } from '../../../src/litmus/test.js';
import { holds, observedValue } from '../../../src/litmus/test.js';
import { allTraces, type Event, type Trace } from './traces.js';

/** Pairs of events, by number: `has(a, b)` if a comes before b. */
export class Relation {
  private readonly rows: Uint32Array;

  constructor(readonly size: number) {
    if (size > 32) throw new Error('more than 32 events');
    this.rows = new Uint32Array(size);
  }

  add(a: number, b: number): void {
    this.rows[a]! |= 1 << b;
  }

  has(a: number, b: number): boolean {
    return (this.rows[a]! & (1 << b)) !== 0;
  }

  /** All pairs of both. */
  or(other: Relation): Relation {
    const both = new Relation(this.size);
    for (let a = 0; a < this.size; a++) both.rows[a] = this.rows[a]! | other.rows[a]!;
    return both;
  }

  /** Takes away, one after the other, the events before which nothing is left. */
  get acyclic(): boolean {
    let left = this.size === 32 ? 0xffffffff : (1 << this.size) - 1;
    for (;;) {
      let pointed = 0;
      for (let a = 0; a < this.size; a++) if (left & (1 << a)) pointed |= this.rows[a]!;
      const kept = left & pointed;
      if (kept === left) return left === 0;
      left = kept;
    }
  }
}

/** One candidate. Events are numbered thread by thread; an atomic operation is one event. */
export interface Candidate {
  readonly events: readonly Event[];
  /** Number of the first event of each thread. */
  readonly first: readonly number[];
  readonly traces: readonly Trace[];
  /** The write that each event reads from; -1: the initial value; `undefined`: it reads nothing. */
  readonly from: readonly (number | undefined)[];
  /** The writes to each location, in their order. */
  readonly order: readonly (readonly number[])[];
}

/** Whether the first event of a pair comes earlier in the same thread. */
export const inProgramOrder = ({ events }: Candidate, a: number, b: number): boolean =>
  a < b && events[a]!.thread === events[b]!.thread;

const permutations = (items: readonly number[]): number[][] =>
  items.length < 2
    ? [items.slice()]
    : items.flatMap((item, i) =>
        permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
      );

/** One of each list, in all ways. */
function* choices<T>(lists: readonly (readonly T[])[], chosen: readonly T[] = []): Generator<readonly T[]> {
  const list = lists[chosen.length];
  if (!list) yield chosen;
  else for (const each of list) yield* choices(lists, [...chosen, each]);
}

/** Rules that are the same everywhere are looked at here: they do away with most candidates. */
export function* candidatesOf({ program }: LitmusTest): Generator<Candidate> {
  const { memory } = program;
  for (const traces of choices(allTraces(program))) {
    const events = traces.flatMap((trace) => trace.events);
    const first: number[] = [];
    let count = 0;
    for (const trace of traces) {
      first.push(count);
      count += trace.events.length;
    }
    const sources = events.map(({ read, location }, reader): (number | undefined)[] => {
      if (read === undefined) return [undefined];
      const writers = events.flatMap((event, writer) =>
        writer !== reader && event.location === location && event.written === read ? [writer] : [],
      );
      return memory[location] === read ? [-1, ...writers] : writers;
    });
    if (sources.some(({ length }) => length === 0)) continue;
    const orders = memory.map((_, location) =>
      permutations(
        events.flatMap((event, i) => (event.location === location && event.written !== undefined ? [i] : [])),
      ),
    );
    for (const from of choices(sources)) {
      for (const order of choices(orders)) {
        const candidate = { events, first, traces, from, order };
        if (isAtomic(candidate)) yield candidate;
      }
    }
  }
}

/** An atomic operation reads from the write just before its own. */
const isAtomic = ({ events, from, order }: Candidate): boolean =>
  events.every(({ access, location }, i) => {
    if (access.kind !== 'atomic') return true;
    const writes = order[location]!;
    return from[i] === (writes[writes.indexOf(i) - 1] ?? -1);
  });

export interface Communication {
  /** From a write to a read of it; `external`: by another thread. */
  readonly readFrom: Relation;
  readonly externalReadFrom: Relation;
  /** From a write to later writes of the location. */
  readonly coherence: Relation;
  /** From a read to the writes after that which it read. */
  readonly fromRead: Relation;
}

export const communicationOf = ({ events, from, order }: Candidate): Communication => {
  const relation = (): Relation => new Relation(events.length);
  const [readFrom, externalReadFrom, coherence, fromRead] = [relation(), relation(), relation(), relation()];
  for (const [reader, writer] of from.entries()) {
    if (writer === undefined) continue;
    const writes = order[events[reader]!.location]!;
    for (const later of writes.slice(writes.indexOf(writer) + 1))
      if (later !== reader) fromRead.add(reader, later);
    if (writer < 0) continue;
    readFrom.add(writer, reader);
    if (events[writer]!.thread !== events[reader]!.thread) externalReadFrom.add(writer, reader);
  }
  for (const writes of order) {
    writes.forEach((a, i) => {
      for (const b of writes.slice(i + 1)) coherence.add(a, b);
    });
  }
  return { readFrom, externalReadFrom, coherence, fromRead };
};

/** The final states of the candidates that `allows` lets pass, as comma-separated observed values. */
export const axiomaticOutcomes = (
  test: LitmusTest,
  allows: (candidate: Candidate) => boolean,
): { readonly outcomes: ReadonlySet<string>; readonly witnessed: boolean } => {
  const outcomes = new Set<string>();
  let witnessed = false;
  for (const candidate of candidatesOf(test)) {
    if (!allows(candidate)) continue;
    const { events, order, traces } = candidate;
    const memory = test.program.memory.map((value, location) => {
      const last = order[location]!.at(-1);
      return last === undefined ? value : events[last]!.written!;
    });
    const final = { memory, registers: traces.map(({ registers }) => registers) };
    outcomes.add(test.observed.map((each) => observedValue(each, final)).join(','));
    witnessed ||= holds(test.condition.proposition, final);
  }
  return { outcomes, witnessed };
};
