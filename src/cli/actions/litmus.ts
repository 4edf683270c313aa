import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CohortError } from '../../errors.js';
import { findLitmusTest, LITMUS_TESTS, litmusTestNamed } from '../../litmus/catalogue/index.js';
import {
  exploreLitmus,
  type LitmusResult,
  type LitmusTest,
  litmusReport,
  litmusText,
  MEMORY_MODELS,
  type MemoryModel,
  memoryModelNamed,
  observationOf,
  parseLitmus,
  witnessText,
} from '../../litmus/index.js';
import { EXIT } from '../failure.js';
import { type Io, print, printLines, widthOf } from '../io.js';
import { indentedJson } from '../json.js';
import { inputName, readText, STDIN } from '../read-text.js';
import { columns, wrap } from '../table.js';
import { type LitmusSampleOptions, refuseSampleOptions, sampleTests } from './litmus-sample.js';

export interface LitmusCommandOptions extends LitmusSampleOptions {
  /** Names, each perhaps several with commas. */
  readonly model?: readonly string[];
  readonly show?: boolean;
  readonly limit?: number;
  readonly format: 'text' | 'json' | 'table';
}

const ENDING = '.litmus';
const EXPECTED = 'a litmus test in herd7’s format';

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

const filesIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  if (names.length === 0) throw new CohortError(`${folder}: has no ${ENDING} files in it`);
  return names.map((name) => join(folder, name));
};

const readTest = async (path: string): Promise<LitmusTest> =>
  parseLitmus(await readText(path, EXPECTED), inputName(path));

/** The tests to explore, and what was wrong with files of folders, which does not stop the others. */
class Tests {
  readonly all: LitmusTest[] = [];
  readonly refusals: string[] = [];
  private readonly ofFolders = new Set<LitmusTest>();

  /** Adds a test of the catalogue, a file, or all of a folder. */
  async add(named: string): Promise<void> {
    if (named !== STDIN && !named.endsWith(ENDING)) {
      if (findLitmusTest(named)) return this.take(litmusTestNamed(named));
      if (await isFolder(named)) return this.addFolder(named);
      // What looks like a path is one; else it was to be a name.
      if (!/[/\\]/.test(named)) return this.take(litmusTestNamed(named));
    }
    this.take(await readTest(named));
  }

  private take(test: LitmusTest): void {
    this.all.push(test);
  }

  private async addFolder(folder: string): Promise<void> {
    for (const file of await filesIn(folder)) {
      const test = await readTest(file).catch((error: unknown) => this.refuse(error));
      if (!test) continue;
      this.take(test);
      this.ofFolders.add(test);
    }
  }

  private refuse(error: unknown, name = ''): undefined {
    if (!(error instanceof CohortError)) throw error;
    // Errors of the format name the file, others what of the test is wrong.
    const named = name === '' || error.message.startsWith(name) ? '' : `${name}: `;
    this.refusals.push(`cohort: ${named}${error.message}`);
  }

  /** What `explore` gives of a test; nothing of one that cannot be explored, if it is of a folder. */
  async explored(
    test: LitmusTest,
    explore: (test: LitmusTest) => Promise<LitmusResult>,
  ): Promise<LitmusResult | undefined> {
    if (!this.ofFolders.has(test)) return explore(test);
    return explore(test).catch((error: unknown) => this.refuse(error, test.name));
  }
}

const chosenModels = (lists: readonly string[] = ['tso']): MemoryModel[] => {
  const names = lists
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const models = new Set(names.map((name) => memoryModelNamed(name, '--model')));
  // From the strictest on, in whatever order they were given.
  return MEMORY_MODELS.filter((model) => models.has(model));
};

/** A line a test: how often its proposition holds at the end, under each model. */
const tableOf = (models: readonly MemoryModel[], results: readonly LitmusResult[]): string[][] => {
  const rows: string[][] = [['test', ...models.map(({ name }) => name), 'about']];
  for (let i = 0; i < results.length; i += models.length) {
    const ofTest = results.slice(i, i + models.length);
    const { name, about } = ofTest[0]!.test;
    rows.push([name, ...ofTest.map(observationOf), about]);
  }
  return rows;
};

/** Explores each test under each model, or runs it with `sample`; what is told in the form of herd7 is told as soon as it is known. */
export const exploreTests = async (
  names: readonly string[],
  options: LitmusCommandOptions,
  io: Io,
): Promise<number> => {
  const { model, show = false, limit, format, sample } = options;
  const models = chosenModels(model);
  if (show && format === 'table') {
    throw new CohortError(
      '--show prints executions, for which a table has no room; leave one of both out',
      2,
    );
  }
  if (show && sample !== undefined) {
    throw new CohortError(
      '--show prints executions that were explored, and --sample runs tests; leave one of both out',
      2,
    );
  }
  if (sample === undefined) refuseSampleOptions(options);
  const given = names.length === 0 ? LITMUS_TESTS.map(({ name }) => name) : names;
  const tests = new Tests();
  for (const named of given) await tests.add(named);
  if (sample !== undefined) {
    const code = await sampleTests(tests.all, models, sample, options, io);
    await printLines(io.stderr, tests.refusals);
    return Math.max(code, tests.refusals.length > 0 ? EXIT.failure : EXIT.ok);
  }
  const results: LitmusResult[] = [];
  for (const test of tests.all) {
    const ofTest: LitmusResult[] = [];
    for (const each of models) {
      const how = { model: each, signal: io.signal, ...(limit !== undefined && { limit }) };
      const result = await tests.explored(test, (one) => exploreLitmus(one, how));
      if (!result) break;
      if (format === 'text') {
        // herd7 has no such line, and needs none: it knows one model at a time.
        const head = models.length > 1 ? `Model ${each.name}: ${each.title}\n` : '';
        const way = show ? `\n${witnessText(result)}` : '';
        await print(
          io.stdout,
          `${results.length + ofTest.length > 0 ? '\n' : ''}${head}${litmusText(result)}${way}`,
        );
      }
      ofTest.push(result);
    }
    if (ofTest.length === models.length) results.push(...ofTest);
  }
  if (format === 'json') await print(io.stdout, indentedJson(results.map(litmusReport)));
  if (format === 'table') await print(io.stdout, columns(tableOf(models, results), widthOf(io)));
  await printLines(io.stderr, tests.refusals);
  return tests.refusals.length > 0 ? EXIT.failure : EXIT.ok;
};

/** A test of the catalogue: its text, and what was published of it. */
export const showLitmus = async (name: string, io: Io): Promise<number> => {
  litmusTestNamed(name);
  const { text, reachable, source } = findLitmusTest(name)!;
  const rows = MEMORY_MODELS.map(({ name: model, title }) => [model, reachable[model] ? 'yes' : 'no', title]);
  await print(
    io.stdout,
    `${text}\n${text.includes('forall') ? 'Can it end otherwise?' : 'Can it end so?'}\n${columns(rows, widthOf(io))}\n${wrap(`Source: ${source}`, widthOf(io))}`,
  );
  return EXIT.ok;
};
