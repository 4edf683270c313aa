/** Runs litmus tests on the timed machine, many times, and holds the ends against those that are allowed. */
import type { MachineConfig, MachineInput } from '../../config/machine.js';
import { machineInputOf, parseMachine } from '../../config/parse.js';
import { CohortError } from '../../errors.js';
import { byValues, exploreLitmus } from '../../litmus/explore.js';
import { type MemoryModel, type ModelName, memoryModelNamed } from '../../litmus/models/index.js';
import type { SampledOutcome, SampleResult } from '../../litmus/sample.js';
import { holds, type LitmusTest, observedValue } from '../../litmus/test.js';
import { protocolNamed } from '../../protocols/index.js';
import type { StoreModel } from '../options.js';
import { RepeatedRun } from './repeated-run.js';
import { translateLitmus } from './translate.js';

/** Milliseconds between turns of others, and tellings of how far it is. */
const PATIENCE = 50;
const SEEDS = 2 ** 32;

export interface SampleOptions {
  /** `sc`, `tso` or `pso`, or the model itself; without it: tso. */
  readonly model?: MemoryModel | ModelName;
  /** How often the test is run, 1 to 2^32. */
  readonly runs: number;
  /** A machine's name in the catalogue, or its fields. Default: `smp4`, with a processor for each thread. */
  readonly machine?: MachineInput | string;
  /** Of the first run, 0 to 2^32 − 1; each run after it has the next one. Default: the machine's. */
  readonly seed?: number;
  /** Most states that exploring may visit. */
  readonly limit?: number;
  /** Stops the runs; those made so far are the result, which is `partial`. While exploring: an AbortError. */
  readonly signal?: AbortSignal;
  /** Called about twenty times a second. */
  readonly onProgress?: (progress: { readonly runs: number; readonly of: number }) => void;
}

/** The models that the machine has. */
const storeModelOf = ({ name }: MemoryModel): StoreModel => {
  if (name === 'sc' || name === 'tso' || name === 'pso') return name;
  throw new CohortError(
    `${name} cannot be sampled: the machine’s loads are never late, so that it would show no more than pso. Expected sc, tso or pso; explore ${name} without --sample.`,
    2,
  );
};

const machineFor = (given: MachineInput | string | undefined, test: LitmusTest): MachineConfig => {
  const threads = test.program.threads.length;
  const machine = parseMachine(machineInputOf(given, { processors: threads }));
  if (machine.processors < threads) {
    throw new CohortError(
      `${test.name} has ${threads} threads, and the machine ${machine.processors} processors; expected a processor for each thread: choose a larger machine.`,
      2,
    );
  }
  if (protocolNamed(machine.protocol).coherent === false) {
    throw new CohortError(
      `The machine’s protocol is ${machine.protocol}, which keeps nothing coherent; memory models are about machines with coherent caches: choose another protocol.`,
      2,
    );
  }
  return machine;
};

const requireWhole = (what: string, value: number, least: number, most: number): void => {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new CohortError(`${what} is ${value}; expected a whole number from ${least} to ${most}`, 2);
};

/**
 * Explores the test under the model, then runs it so often on the machine, timed, each time with another
 * seed: threads begin late by up to a few hundred cycles, with some locations in their caches and some
 * stores under way. The same options give the same result.
 * @throws CohortError: what is not taken (exit code 2), or a test that does not come to an end.
 */
export const sampleLitmus = async (test: LitmusTest, options: SampleOptions): Promise<SampleResult> => {
  const { model: given = 'tso', runs, limit, signal, onProgress } = options;
  const model = typeof given === 'string' ? memoryModelNamed(given) : given;
  const storeModel = storeModelOf(model);
  requireWhole('runs', runs, 1, SEEDS);
  const machine = machineFor(options.machine, test);
  const { seed = machine.seed } = options;
  requireWhole('seed', seed, 0, SEEDS - 1);
  const explored = await exploreLitmus(test, {
    model,
    ...(limit !== undefined && { limit }),
    ...(signal && { signal }),
  });
  const allowed = new Set(explored.outcomes.map(({ values }) => values.join(',')));
  const translated = translateLitmus(test, machine.lineBytes);
  const repeated = new RepeatedRun(translated.program, machine, storeModel);
  const found = new Map<string, SampledOutcome>();
  let [done, unfinished] = [0, 0];
  let looked = performance.now();
  for (; done < runs && !signal?.aborted; done++) {
    const own = (seed + done) % SEEDS;
    const memory = repeated.run(own);
    if (memory === undefined) unfinished++;
    else {
      const final = translated.finalState(memory);
      const values = test.observed.map((each) => observedValue(each, final));
      const key = values.join(',');
      const before = found.get(key) ?? {
        values,
        holds: holds(test.condition.proposition, final),
        count: 0,
        seed: own,
        allowed: allowed.has(key),
      };
      found.set(key, { ...before, count: before.count + 1 });
    }
    if (performance.now() - looked < PATIENCE) continue;
    onProgress?.({ runs: done + 1, of: runs });
    await new Promise((resolve) => setTimeout(resolve));
    looked = performance.now();
  }
  return {
    test,
    model: model.name,
    seed,
    runs: done,
    unfinished,
    partial: done < runs,
    outcomes: [...found.values()].sort(byValues),
    explored,
  };
};
