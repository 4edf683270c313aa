/**
 * Every interleaving of a program. Only what threads can see of each other is a point at which they
 * interleave: accesses to memory, buffered stores that drain, wait and wake. Between two such points a
 * thread runs on by itself. States are told apart by 52 bits of hash, as in hash compaction (U. Stern
 * and D. L. Dill, Improved Probabilistic Verification by Hash Compaction, 1995).
 */
import type { Program } from '../../src/programs/program.js';
import { fairCycles, reaching } from './graph.js';
import { type Action, act, actionsOf } from './interpreter.js';
import { Machine } from './machine.js';
import { Fault, HALTED, type Model, READY } from './machine-state.js';

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
  /** Parts of the states in which a fair run can stay for ever: livelock that takes an unlucky schedule. */
  readonly livelocks: number;
}

const isPoint = (machine: Machine, thread: number): boolean => {
  const word = machine.pending(thread);
  if (!word) return false;
  switch (word.instruction.class) {
    case 'load':
    case 'store':
    case 'atomic':
    case 'message':
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

/** A number for the thread, or for its store buffer. */
const agentOf = ({ threads }: Machine, { thread, drain }: Action): number =>
  drain >= 0 ? threads + thread : thread;

/** Visits every state that some interleaving reaches. */
export const explore = (program: Program, options: ExploreOptions = {}): Exploration => {
  const { model = 'sc', states: most = 2_000_000, check, first = false } = options;
  const machine = new Machine(program, model);
  const words = new Int32Array(machine.state.buffer);
  const numbers = new Map<number, number>();
  const from: number[] = [];
  const to: number[] = [];
  const agent: number[] = [];
  const enabled: number[] = [];
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
    enabled[number] = 0;
    if (machine.allHalted) {
      ends++;
      good.push(number);
      const what = check?.(machine);
      if (what !== undefined) wrong.add(what);
      return;
    }
    const actions = actionsOf(machine);
    for (const action of actions) enabled[number]! |= 1 << agentOf(machine, action);
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
      if (machine.hasSent) throw new Error(`${program.name} has messages, which are no part of a state here`);
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
    agent.push(agentOf(machine, action));
  };

  for (let item = waiting.pop(); item; item = waiting.pop()) {
    visit(item.number, item.state);
    if (first && faults.size + wrong.size + deadlocks > 0) break;
  }
  const graph = { states: numbers.size, from, to, agent, enabled };
  // Who stopped early does not know the whole graph.
  const whole = waiting.length === 0;
  return {
    states: numbers.size,
    ends,
    faults,
    wrong,
    deadlocks,
    trapped: whole ? numbers.size - reaching(graph, good) : 0,
    livelocks: whole ? fairCycles(graph) : 0,
  };
};
