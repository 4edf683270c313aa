/**
 * Does a reference cost more where there are more processors, but no more of them share its line?
 * Groups of processors use the same few lines, 30 % of it writes: every line has as many sharers on
 * the largest machine as on the smallest.
 *
 * Timed: simulating 2^20 records over a full map with 4 processors a node, batch by batch, with the
 * batch in place; the smallest and the largest machine also on a bus, which shows what is not the
 * directory's part.
 */
import type { NumaInput } from '../../src/config/numa.js';
import { contest } from '../contest.js';
import { type Contestant, checkSameWork } from '../contestant.js';
import { engineContestant } from '../contestants/engine.js';
import { groupsStream, STREAM_RECORDS } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { machineOf, setupOf } from '../setup.js';

const FEWEST = 4;
const MOST = 1024;
const PROCESSORS = [FEWEST, 16, 64, 256, MOST];
const PROCESSORS_OF_A_NODE = 4;
/** The sharers do not grow, and so the cost may not. */
const NO_GROWTH = { atMost: 1 };

interface Load {
  readonly name: string;
  readonly sharers: number;
  /** Lines of each group. */
  readonly lines: number;
}

const LOADS: readonly Load[] = [
  { name: 'two share 4 lines', sharers: 2, lines: 4 },
  { name: 'four share 4 lines', sharers: 4, lines: 4 },
  { name: 'two share 64 lines', sharers: 2, lines: 64 },
];

function contestantOf({ sharers, lines }: Load, processors: number, numa: NumaInput | null): Contestant {
  const setup = setupOf(groupsStream(processors, sharers, lines), processors);
  const name = `${processors} processors, ${numa === null ? 'bus' : 'full map'}`;
  return engineContestant({ ...setup, machine: machineOf(processors, { numa }) }, name);
}

const fullMap = (processors: number): NumaInput => ({
  nodes: processors / PROCESSORS_OF_A_NODE,
  directory: { organisation: 'full-map' },
});

async function row(load: Load, ask: Ask) {
  const onDirectories = PROCESSORS.map((processors) => contestantOf(load, processors, fullMap(processors)));
  const onBus = [FEWEST, MOST].map((processors) => contestantOf(load, processors, null));
  for (const contestant of [...onDirectories, ...onBus]) await checkSameWork([contestant]);
  const timings = await contest([...onDirectories, ...onBus], STREAM_RECORDS, ask);
  const medians = timings.map(({ median }) => median);
  const growth = (from: number, to: number): number =>
    (medians[to] ?? Number.NaN) / (medians[from] ?? Number.NaN);
  const last = PROCESSORS.length - 1;
  return {
    label: load.name,
    cells: [
      ...timings.slice(0, PROCESSORS.length).map(timeCell),
      ratioCell(growth(0, last), NO_GROWTH),
      ...timings.slice(PROCESSORS.length).map(timeCell),
      ratioCell(growth(last + 1, last + 2)),
    ],
  };
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const load of LOADS) if (ask.wants(load.name)) rows.push(await row(load, ask));
  return {
    columns: [
      'stream',
      ...PROCESSORS.map((p) => `${p} processors`),
      `${MOST} / ${FEWEST}`,
      `bus, ${FEWEST}`,
      `bus, ${MOST}`,
      `${MOST} / ${FEWEST} on the bus`,
    ],
    rows,
    notes: [],
  };
}

export const sharers: Question = {
  name: 'sharers',
  title: 'As many sharers, more processors (full map, 32 KiB 8-way LRU, MESI)',
  answer,
};
