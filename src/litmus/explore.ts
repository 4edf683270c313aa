/** Explores every execution of a litmus test under a memory model. */
import { CohortError } from '../errors.js';
import { memoryModelNamed } from './models/index.js';
import type { Machine, MemoryModel, ModelName, Step } from './models/model.js';
import { holds, type LitmusTest, observedValue } from './test.js';

/** States after which exploring ends with an error, unless `limit` says otherwise. */
export const DEFAULT_LIMIT = 1_000_000;

/** Milliseconds between two looks at the signal. */
const PATIENCE = 50;
/** States between two looks at the clock. */
const STATES_AT_ONCE = 256;

export interface LitmusOptions {
  /** A model or its name; without it: tso. */
  readonly model?: MemoryModel | ModelName;
  /** Most states of the machine to visit; 1 to 2^31 − 1. */
  readonly limit?: number;
  /** Aborted: exploring ends with an AbortError. */
  readonly signal?: AbortSignal;
  /** Called now and then. */
  readonly onProgress?: (progress: { readonly states: number }) => void;
}

/** One way in which the test can end, as far as it is observed. */
export interface Outcome {
  /** In the order of the test's `observed`. */
  readonly values: readonly number[];
  /** Whether the condition's proposition holds for it. */
  readonly holds: boolean;
}

export interface Execution {
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
}

export interface LitmusResult {
  readonly test: LitmusTest;
  readonly model: ModelName;
  /** Every way in which the test can end, each once, by values. */
  readonly outcomes: readonly Outcome[];
  /** Whether what the condition claims is so: `exists` some, `~exists` none, `forall` all. */
  readonly ok: boolean;
  /** States of the machine that were visited. */
  readonly visited: number;
  /**
   * A shortest execution whose outcome decides the condition: one for which the proposition holds, or,
   * for `forall`, does not. `undefined`: there is none.
   */
  readonly witness: Execution | undefined;
}

interface Found {
  readonly outcome: Outcome;
  /** Number of the first state that ended so. */
  readonly state: number;
}

/** Breadth first, so that the first execution found to an end is a shortest one. */
class Search<State> {
  private readonly seen = new Set<string>();
  /** States that are yet to be gone on from; `undefined` after that. */
  private readonly states: (State | undefined)[] = [];
  /** From which state a state was reached first, and by which of its steps. */
  private readonly parents: number[] = [];
  private readonly ways: number[] = [];
  private readonly found = new Map<string, Found>();
  private next = 0;

  constructor(
    private readonly test: LitmusTest,
    private readonly machine: Machine<State>,
    private readonly limit: number,
    private readonly model: ModelName,
  ) {
    this.add(machine.start(), -1, -1);
  }

  private add(state: State, parent: number, way: number): void {
    const key = this.machine.key(state);
    if (this.seen.has(key)) return;
    if (this.seen.size >= this.limit) this.tooMany();
    this.seen.add(key);
    this.states.push(state);
    this.parents.push(parent);
    this.ways.push(way);
  }

  private tooMany(): never {
    throw new CohortError(
      `${this.test.name} under ${this.model}: more than ${this.limit} states; expected a test whose threads come to an end within them. Shorten it, see whether a loop goes on without end, or raise the limit (--limit).`,
    );
  }

  get visited(): number {
    return this.seen.size;
  }

  /** Goes on from some states; `false`: there is none left. */
  go(states: number): boolean {
    for (let i = 0; i < states; i++) {
      const number = this.next;
      const state = this.states[number];
      if (state === undefined) return false;
      this.states[number] = undefined;
      this.next++;
      let way = 0;
      this.machine.steps(state, (reached) => this.add(reached, number, way++));
      // Only a state without a way on can be an end.
      if (way === 0) this.end(state, number);
    }
    return true;
  }

  private end(state: State, number: number): void {
    const final = this.machine.final(state);
    if (!final) return;
    const values = this.test.observed.map((each) => observedValue(each, final));
    const key = values.join(',');
    if (this.found.has(key)) return;
    this.found.set(key, {
      outcome: { values, holds: holds(this.test.condition.proposition, final) },
      state: number,
    });
  }

  /** The steps to a state, made anew. */
  private stepsTo(number: number): Step[] {
    const ways: number[] = [];
    for (let at = number; this.parents[at]! >= 0; at = this.parents[at]!) ways.unshift(this.ways[at]!);
    const steps: Step[] = [];
    let state = this.machine.start();
    for (const wanted of ways) {
      let way = 0;
      this.machine.steps(state, (reached, step) => {
        if (way++ !== wanted) return;
        steps.push(step());
        state = reached;
      });
    }
    return steps;
  }

  result(): LitmusResult {
    const found = [...this.found.values()];
    const { quantifier } = this.test.condition;
    const decides = quantifier !== 'forall';
    const witness = found.find(({ outcome }) => outcome.holds === decides);
    return {
      test: this.test,
      model: this.model,
      outcomes: found.map(({ outcome }) => outcome).sort(byValues),
      ok: (witness !== undefined) === (quantifier === 'exists'),
      visited: this.visited,
      witness: witness && { steps: this.stepsTo(witness.state), outcome: witness.outcome },
    };
  }
}

export const byValues = ({ values: a }: Outcome, { values: b }: Outcome): number => {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
};

const checkLimit = (limit: number): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit < 2 ** 31) return limit;
  throw new CohortError(`limit is ${limit}; expected a whole number of states, 1 to 2147483647`, 2);
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Goes through the whole search, and lets others have a turn now and then. */
const finish = async <State>(
  search: Search<State>,
  { signal, onProgress }: LitmusOptions,
): Promise<LitmusResult> => {
  let looked = performance.now();
  while (search.go(STATES_AT_ONCE)) {
    if (performance.now() - looked < PATIENCE) continue;
    onProgress?.({ states: search.visited });
    await nextTurn();
    signal?.throwIfAborted();
    looked = performance.now();
  }
  return search.result();
};

/**
 * Explores every execution of the test under the model, and tells how it can end. A test that visits
 * more states than `limit`: CohortError; so does one that accesses an address that is no location.
 */
export const exploreLitmus = async (test: LitmusTest, options: LitmusOptions = {}): Promise<LitmusResult> => {
  const { model: given = 'tso', limit = DEFAULT_LIMIT, signal } = options;
  const model = typeof given === 'string' ? memoryModelNamed(given) : given;
  const most = checkLimit(limit);
  signal?.throwIfAborted();
  return model.explore(test.program, (machine) =>
    finish(new Search(test, machine, most, model.name), options),
  );
};
