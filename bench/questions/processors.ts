/**
 * What do many processors cost? Every processor uses memory of its own, eight times its cache, so
 * that nearly every reference misses and asks who else holds the line; nobody does.
 *
 * Timed: simulating 2^20 records, batch by batch, with the batch in place.
 */
import { contest } from '../contest.js';
import { checkSameWork } from '../contestant.js';
import { engineContestant } from '../contestants/engine.js';
import { randomStream, streamOf } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { type Setup, setupOf } from '../setup.js';

const PROCESSORS = [4, 8, 16, 64, 256];
const OF_PROCESSORS = 8;
const MOST = { atMost: 2 };
const KIB = 1024;

interface Load {
  readonly name: string;
  readonly setup: (processors: number) => Setup;
  readonly promised: boolean;
}

const LOADS: readonly Load[] = [
  {
    name: 'random 256 KiB',
    setup: (processors) => setupOf(randomStream(processors, 256 * KIB), processors),
    promised: true,
  },
  {
    name: 'random 1 MiB',
    setup: (processors) => setupOf(randomStream(processors, 1024 * KIB), processors),
    promised: false,
  },
  ...['hits', 'mix', 'false-sharing'].map((kernel) => ({
    name: kernel,
    setup: (processors: number) => setupOf(streamOf(kernel, processors), processors),
    promised: false,
  })),
];

async function row(load: Load, ask: Ask) {
  const setups = PROCESSORS.map(load.setup);
  const contestants = setups.map((setup, i) => engineContestant(setup, `${PROCESSORS[i]} processors`));
  for (const contestant of contestants) await checkSameWork([contestant]);
  const timings = await contest(contestants, setups[0]?.stream.count ?? 0, ask);
  const base = timings[PROCESSORS.indexOf(OF_PROCESSORS)]?.median ?? Number.NaN;
  const last = timings.at(-1)?.median ?? Number.NaN;
  return {
    label: load.name,
    cells: [...timings.map(timeCell), ratioCell(last / base, load.promised ? MOST : undefined)],
  };
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const load of LOADS) if (ask.wants(load.name)) rows.push(await row(load, ask));
  return {
    columns: [
      'stream',
      ...PROCESSORS.map((p) => `${p} processors`),
      `${PROCESSORS.at(-1)} / ${OF_PROCESSORS}`,
    ],
    rows,
    notes: [],
  };
}

export const processors: Question = {
  name: 'processors',
  title: 'What many processors cost (32 KiB 8-way LRU, MESI)',
  answer,
};
