/**
 * What does it take to explore the whole catalogue of litmus tests, every execution of each, under each
 * memory model?
 *
 * Timed: reading and exploring all tests, in processor time of one thread.
 */
import { LITMUS_TESTS } from '../../src/litmus/catalogue/index.js';
import { exploreLitmus, MEMORY_MODELS, type MemoryModel, parseLitmus } from '../../src/litmus/index.js';
import { processorTime } from '../clock.js';
import { type Answer, type Ask, type Question, secondsCell } from '../question.js';

/** Seconds for the whole catalogue under all models. */
const AIM = { atMost: 10 };

/** Explores the catalogue; tells how many states that takes. */
async function exploreAll(model: MemoryModel): Promise<number> {
  let states = 0;
  for (const { text, name } of LITMUS_TESTS) {
    const { visited } = await exploreLitmus(parseLitmus(text, name), { model });
    states += visited;
  }
  return states;
}

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

async function answer({ rounds, wants }: Ask): Promise<Answer> {
  const wanted = MEMORY_MODELS.filter(({ name }) => wants(name));
  const seconds = new Map<MemoryModel, number[]>(wanted.map((model) => [model, []]));
  const states: string[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const model of wanted) {
      const began = processorTime();
      const visited = await exploreAll(model);
      seconds.get(model)!.push((processorTime() - began) / 1e9);
      if (round === 0) states.push(`${visited} under ${model.name}`);
    }
  }
  const medians = wanted.map((model) => median(seconds.get(model)!));
  const whole = wanted.length === MEMORY_MODELS.length;
  const total = medians.reduce((sum, each) => sum + each, 0);
  return {
    columns: ['model', 'whole catalogue'],
    rows: [
      ...wanted.map(({ name }, i) => ({ label: name, cells: [secondsCell(medians[i]!)] })),
      ...(whole ? [{ label: 'all', cells: [secondsCell(total, AIM)] }] : []),
    ],
    notes: [`${LITMUS_TESTS.length} tests; states visited: ${states.join(', ')}.`],
  };
}

export const litmus: Question = {
  name: 'litmus',
  title: 'The catalogue of litmus tests, every execution, in processor time',
  answer,
};
