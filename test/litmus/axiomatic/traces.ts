/**
 * What each thread of a test may do, for every value that its reads could give: the first half of an
 * axiomatic checker that knows no machine. Threads must not loop.
 */
import type { Access, Operand, Program, Thread } from '../../../src/litmus/program.js';
import { compare, compute, locationAt } from '../../../src/litmus/values.js';

/** An access that was made. An atomic operation reads and writes; events know each other by number. */
export interface Event {
  readonly thread: number;
  readonly access: Access;
  readonly location: number;
  readonly read: number | undefined;
  readonly written: number | undefined;
  /** Places, in the thread, of the reads on which its address, its data and its being there depend. */
  readonly address: ReadonlySet<number>;
  readonly data: ReadonlySet<number>;
  readonly control: ReadonlySet<number>;
}

export interface Barrier {
  /** How many accesses of the thread come before it. */
  readonly position: number;
  readonly before: number;
  readonly after: number;
}

/** One way through a thread. */
export interface Trace {
  readonly events: readonly Event[];
  readonly barriers: readonly Barrier[];
  readonly registers: readonly number[];
}

interface Held {
  readonly value: number;
  readonly from: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();
const MOST_STEPS = 200;

const union = (...sets: ReadonlySet<number>[]): ReadonlySet<number> =>
  new Set(sets.flatMap((set) => [...set]));

interface Progress {
  readonly at: number;
  readonly registers: readonly Held[];
  readonly events: readonly Event[];
  readonly barriers: readonly Barrier[];
  readonly control: ReadonlySet<number>;
}

/** Values that each location may hold at some time. */
export type Domains = readonly ReadonlySet<number>[];

const held = (operand: Operand, registers: readonly Held[]): Held =>
  'constant' in operand ? { value: operand.constant, from: NONE } : registers[operand.register]!;

const withRegister = (registers: readonly Held[], to: number, value: Held): Held[] => {
  const copy = registers.slice();
  copy[to] = value;
  return copy;
};

/** Every way through a thread whose reads give values of the domains. */
export const tracesOf = (number: number, thread: Thread, locations: number, domains: Domains): Trace[] => {
  const traces: Trace[] = [];
  const go = (progress: Progress, steps: number): void => {
    if (steps > MOST_STEPS) throw new Error('the thread loops');
    const { at, registers, events, barriers, control } = progress;
    const instruction = thread.instructions[at];
    const next = (change: Partial<Progress>): void => go({ ...progress, at: at + 1, ...change }, steps + 1);
    if (!instruction) {
      traces.push({ events, barriers, registers: registers.map(({ value }) => value) });
    } else if (instruction.kind === 'compute') {
      const [a, b] = [held(instruction.a, registers), held(instruction.b, registers)];
      const result = { value: compute(instruction.operator, a.value, b.value), from: union(a.from, b.from) };
      next({ registers: withRegister(registers, instruction.to, result) });
    } else if (instruction.kind === 'branch') {
      const [a, b] = [held(instruction.a, registers), held(instruction.b, registers)];
      const taken = compare(instruction.comparison, a.value, b.value);
      next({ at: taken ? instruction.target : at + 1, control: union(control, a.from, b.from) });
    } else if (instruction.kind === 'fence') {
      const { before, after } = instruction;
      next({ barriers: [...barriers, { position: events.length, before, after }] });
    } else {
      access(instruction, progress, next);
    }
  };
  const access = (
    instruction: Access,
    { registers, events, control }: Progress,
    next: (change: Partial<Progress>) => void,
  ): void => {
    const base = held(instruction.address.base, registers);
    const { offset } = instruction.address;
    const address = offset === 0 ? base.value : compute('add', base.value, offset);
    const location = locationAt(address, locations);
    // An address that is no location belongs to a value that is never read.
    if (location < 0) return;
    const common = { thread: number, access: instruction, location, address: base.from, control };
    if (instruction.kind === 'store') {
      const { value, from } = held(instruction.value, registers);
      next({ events: [...events, { ...common, read: undefined, written: value, data: from }] });
      return;
    }
    const source = new Set([events.length]);
    for (const read of domains[location]!) {
      const result = withRegister(registers, instruction.to, { value: read, from: source });
      let written: number | undefined;
      let data = NONE;
      if (instruction.kind === 'atomic') {
        const [value, expected] = [held(instruction.value, registers), held(instruction.expected, registers)];
        data = union(value.from, expected.from);
        if (instruction.update === 'swap') written = value.value;
        else if (instruction.update === 'compare') written = read === expected.value ? value.value : read;
        else written = compute(instruction.update, read, value.value);
      }
      next({ registers: result, events: [...events, { ...common, read, written, data }] });
    }
  };
  const registers = thread.registers.map((value) => ({ value, from: NONE }));
  go({ at: 0, registers, events: [], barriers: [], control: NONE }, 0);
  return traces;
};

/** The traces of all threads, over all values that any of their writes may have. */
export const allTraces = ({ threads, locations, memory }: Program): Trace[][] => {
  let domains: ReadonlySet<number>[] = memory.map((value) => new Set([value]));
  for (;;) {
    const traces = threads.map((thread, i) => tracesOf(i, thread, locations.length, domains));
    const events = traces.flat().flatMap((trace) => trace.events);
    const wider = domains.map(
      (domain, location) =>
        new Set([
          ...domain,
          ...events.flatMap((event) =>
            event.location === location && event.written !== undefined ? [event.written] : [],
          ),
        ]),
    );
    if (wider.every(({ size }, i) => size === domains[i]!.size)) return traces;
    // A sum of a few ones is as far as values can get.
    if (wider.some(({ size }) => size > 12)) return traces;
    domains = wider;
  }
};
