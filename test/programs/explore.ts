/**
 * Every interleaving of a program. Only what threads can see of each other is a point at which they
 * interleave: accesses to memory, buffered stores that drain, wait and wake. Between two such points a
 * thread runs on by itself. States are told apart by 52 bits of hash, as in hash compaction (U. Stern
 * and D. L. Dill, Improved Probabilistic Verification by Hash Compaction, 1995).
 */
import type { Program } from '../../src/programs/program.js';
import { type Action, act, actionsOf } from './interpreter.js';
import { Fault, HALTED, Machine, type Model, READY } from './machine.js';

export interface ExploreOptions {
  readonly model?: Model;
  /** More states than this: an error. Default 2,000,000. */
  readonly states?: number;
  /** Asked of every state in which all threads have ended: what is wrong with it, or nothing. */
  readonly check?: (machine: Machine) => string | undefined;
  /** End with the first fault, deadlock or wrong end. */
  readonly first?: boolean;
}

export interface Exploration {
  readonly states: number;
  readonly ends: number;
  /** Faults (mutual exclusion among them), each once. */
  readonly faults: ReadonlySet<string>;
  /** What `check` said of ends, each once. */
  readonly wrong: ReadonlySet<string>;
  readonly deadlocks: number;
  /** States from which no end, fault or deadlock can be reached: livelock. */
  readonly trapped: number;
}

const isPoint = (machine: Machine, thread: number): boolean => {
  const word = machine.pending(thread);
  if (!word) return false;
  switch (word.instruction.class) {
    case 'load':
    case 'store':
    case 'atomic':
      return true;
    case 'fence':
      return machine.model !== 'sc';
    case 'blocking':
      return word.instruction.mnemonic !== 'yield';
    default:
      return false;
  }
};

const MOST_LOCAL_STEPS = 100_000;

/** Runs a thread on to its next point. */
const settle = (machine: Machine, thread: number): void => {
  for (let i = 0; machine.statusOf(thread) === READY && !isPoint(machine, thread); i++) {
    if (i > MOST_LOCAL_STEPS) throw new Error(`thread ${thread} loops without touching memory`);
    machine.step(thread);
  }
  if (machine.statusOf(thread) === HALTED) machine.forget(thread);
};

const hash = (words: Int32Array): number => {
  let a = 0x9e3779b9 | 0;
  let b = 0x85ebca6b | 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b + word, 0x9e3779b1);
    b = (b << 13) | (b >>> 19);
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15), 0x846ca68b);
  return ((a ^ (a >>> 15)) >>> 0) * 0x100000 + ((b ^ (b >>> 13)) >>> 12);
};

/** Visits every state that some interleaving reaches. */
export const explore = (program: Program, options: ExploreOptions = {}): Exploration => {
  const { model = 'sc', states: most = 2_000_000, check, first = false } = options;
  const machine = new Machine(program, model);
  if (machine.words.some(({ instruction }) => instruction.class === 'message')) {
    throw new Error(`${program.name} has messages, which are no part of a state here`);
  }
  const words = new Int32Array(machine.state.buffer);
  const numbers = new Map<number, number>();
  /** Edges backwards: who leads here. */
  const from: number[] = [];
  const to: number[] = [];
  const good: number[] = [];
  const faults = new Set<string>();
  const wrong = new Set<string>();
  let deadlocks = 0;
  let ends = 0;

  for (let thread = 0; thread < machine.threads; thread++) settle(machine, thread);
  numbers.set(hash(words), 0);
  const waiting: { number: number; state: Uint8Array }[] = [{ number: 0, state: machine.state.slice() }];

  const visit = (number: number, state: Uint8Array): void => {
    machine.state.set(state);
    if (machine.allHalted) {
      ends++;
      good.push(number);
      const what = check?.(machine);
      if (what !== undefined) wrong.add(what);
      return;
    }
    const actions = actionsOf(machine);
    if (actions.length === 0) {
      deadlocks++;
      good.push(number);
      return;
    }
    for (const action of actions) {
      machine.state.set(state);
      follow(number, action);
    }
  };

  const follow = (number: number, action: Action): void => {
    try {
      act(machine, action);
      for (let thread = 0; thread < machine.threads; thread++) settle(machine, thread);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.add(error.message);
      good.push(number);
      return;
    }
    const key = hash(words);
    let next = numbers.get(key);
    if (next === undefined) {
      next = numbers.size;
      if (next >= most) throw new Error(`${program.name} has more than ${most} states`);
      numbers.set(key, next);
      waiting.push({ number: next, state: machine.state.slice() });
    }
    from.push(number);
    to.push(next);
  };

  for (let item = waiting.pop(); item; item = waiting.pop()) {
    visit(item.number, item.state);
    if (first && faults.size + wrong.size + deadlocks > 0) break;
  }
  const trapped = waiting.length > 0 ? 0 : numbers.size - reaching(numbers.size, from, to, good);
  return { states: numbers.size, ends, faults, wrong, deadlocks, trapped };
};

/** How many states can reach one of `good`. */
const reaching = (
  count: number,
  from: readonly number[],
  to: readonly number[],
  good: readonly number[],
): number => {
  const begins = new Int32Array(count + 1);
  for (const state of to) begins[state + 1]!++;
  for (let i = 0; i < count; i++) begins[i + 1]! += begins[i]!;
  const next = begins.slice();
  const sources = new Int32Array(from.length);
  from.forEach((source, i) => {
    sources[next[to[i]!]!++] = source;
  });
  const seen = new Uint8Array(count);
  const work: number[] = [];
  let reached = 0;
  const add = (state: number): void => {
    if (seen[state]) return;
    seen[state] = 1;
    reached++;
    work.push(state);
  };
  good.forEach(add);
  for (let state = work.pop(); state !== undefined; state = work.pop()) {
    for (let i = begins[state]!; i < begins[state + 1]!; i++) add(sources[i]!);
  }
  return reached;
};
