import { CohortError } from '../../errors.js';
import { sampleLitmus } from '../../execute/litmus/sample.js';
import type { LitmusTest, MemoryModel } from '../../litmus/index.js';
import {
  disallowedOutcomes,
  type SampleResult,
  sampleCounts,
  sampleReport,
  sampleText,
} from '../../litmus/sample.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines, widthOf } from '../io.js';
import { indentedJson } from '../json.js';
import { loadMachine } from '../load.js';
import { progressBar } from '../progress.js';
import { columns } from '../table.js';

/** What only runs on the machine take. */
export interface LitmusSampleOptions {
  /** Runs of each test. */
  readonly sample?: number;
  readonly machine?: string;
  readonly seed?: number;
  readonly progress: boolean;
}

/** Options that mean nothing where tests are explored alone. */
export const refuseSampleOptions = ({ machine, seed }: LitmusSampleOptions): void => {
  const given = machine !== undefined ? '--machine' : seed !== undefined ? '--seed' : undefined;
  if (given === undefined) return;
  throw new CohortError(
    `${given} is about runs on the machine; add --sample and their number, or leave it out`,
    2,
  );
};

/** In how many runs the proposition held, under each model. */
const tableOf = (results: readonly SampleResult[], models: readonly MemoryModel[]): string[][] => {
  const rows: string[][] = [['test', ...models.map(({ name }) => name), 'about']];
  for (let i = 0; i < results.length; i += models.length) {
    const ofTest = results.slice(i, i + models.length);
    const { name, about } = ofTest[0]!.test;
    const cells = ofTest.map((result) => `${sampleCounts(result).positive} of ${result.runs}`);
    rows.push([name, ...cells, ...models.slice(cells.length).map(() => ''), about]);
  }
  return rows;
};

/** What the standard error is told of a run that ended as it must not. */
const accusation = ({ test, model, outcomes }: SampleResult, machine: string | undefined): string => {
  const seeds = disallowedOutcomes({ outcomes })
    .map(({ seed }) => seed)
    .join(', ');
  const on = machine === undefined ? '' : ` --machine ${machine}`;
  return `cohort: ${test.name}: the machine ended in a state that ${model} does not allow (seed ${seeds}). This is a defect of Cohort; --model ${model}${on} --sample 1 --seed shows it again.`;
};

/** Runs each test so often on the machine under each model. */
export const sampleTests = async (
  tests: readonly LitmusTest[],
  models: readonly MemoryModel[],
  runs: number,
  options: LitmusSampleOptions & { readonly limit?: number; readonly format: 'text' | 'json' | 'table' },
  io: Io,
): Promise<number> => {
  const { machine: named, seed, limit, format } = options;
  const machine = named === undefined ? undefined : await loadMachine({ machine: named });
  const total = tests.length * models.length * runs;
  const results: SampleResult[] = [];
  const bar = progressBar(options.progress, 'Sampling', io, 'runs');
  try {
    for (const { test, model } of tests.flatMap((test) => models.map((model) => ({ test, model })))) {
      const before = results.length * runs;
      const result = await sampleLitmus(test, {
        model,
        runs,
        signal: io.signal,
        onProgress: ({ runs: done }) => bar.update(before + done, { done: before + done, total }),
        ...(machine && { machine }),
        ...(seed !== undefined && { seed }),
        ...(limit !== undefined && { limit }),
      });
      if (format === 'text') {
        bar.clear();
        const head = models.length > 1 ? `Model ${model.name}: ${model.title}\n` : '';
        await print(io.stdout, `${results.length > 0 ? '\n' : ''}${head}${sampleText(result)}`);
      }
      results.push(result);
      if (result.partial) break;
    }
  } finally {
    bar.clear();
  }
  if (format === 'json') await print(io.stdout, indentedJson(results.map(sampleReport)));
  if (format === 'table') await print(io.stdout, columns(tableOf(results, models), widthOf(io)));
  const wrong = results.filter((result) => disallowedOutcomes(result).length > 0);
  await printLines(
    io.stderr,
    wrong.map((result) => accusation(result, named)),
  );
  if (wrong.length > 0) return EXIT.failure;
  if (!results.some(({ partial }) => partial)) return EXIT.ok;
  await printLines(io.stderr, ['cohort: stopped before all runs were made; the histogram is partial']);
  return EXIT.interrupted;
};
