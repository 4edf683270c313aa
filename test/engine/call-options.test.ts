/** Options of the library that TypeScript would not let through, and JavaScript does. */
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import { type CompareOptions, compare, type SimulateOptions, simulate } from '../../src/simulate.js';
import { workloadSource } from '../../src/workloads/index.js';

const trace = () => workloadSource('migratory', { processors: 2, references: 100, seed: 1 });

describe('simulate', () => {
  it.each<[options: object, message: string]>([
    [{ timed: 'yes' }, 'run: timed is "yes"; expected true or false.'],
    [{ classify: 1 }, 'run: classify is 1; expected true or false.'],
    [{ machine: 4 }, 'run: machine is 4; expected a machine’s name or an object with its fields.'],
    [
      { protocol: {} },
      'run: protocol is [object Object]; expected a protocol’s name or an object with its states and its grid.',
    ],
    [
      { timd: true },
      'run: "timd" is not an option; expected one of machine, protocol, classify, timed. Did you mean "timed"?',
    ],
    [{ trace: undefined }, 'simulate: trace is missing; expected a trace: a source, a batch, or batches.'],
    [{ trace: 'a.din' }, 'simulate: trace is "a.din"; expected a trace: a source, a batch, or batches.'],
    [{ signal: 5 }, 'simulate: signal is 5; expected an AbortSignal.'],
    [{ signal: 0 }, 'simulate: signal is 0; expected an AbortSignal.'],
    [{ signal: {} }, 'simulate: signal is [object Object]; expected an AbortSignal.'],
    [{ onProgress: 'log' }, 'simulate: onProgress is "log"; expected a function.'],
  ])('refuses %j', async (options, message) => {
    const call = simulate({ trace: trace(), ...options } as SimulateOptions);
    await expect(call).rejects.toThrow(new CohortError(message, 2));
  });
});

describe('compare', () => {
  it.each<[options: object, message: string]>([
    [{ runs: 'MSI' }, 'compare: runs is "MSI"; expected a list.'],
    [{ runs: [{}, { timed: 'no' }] }, 'runs.1: timed is "no"; expected true or false.'],
    [{ runs: [{}, 'MSI'] }, 'runs.1 is "MSI"; expected an object with machine, protocol, classify, timed.'],
    [
      { runs: [{}], timed: true },
      'compare: "timed" is not an option; expected one of trace, runs, signal, onProgress, onStats.',
    ],
  ])('refuses %j', async (options, message) => {
    const call = compare({ trace: trace(), runs: [], ...options } as CompareOptions);
    await expect(call).rejects.toThrow(new CohortError(message, 2));
  });
});
