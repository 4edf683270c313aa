/**
 * Does a reference cost more where there are more processors, but no more of them share its line?
 * Groups of processors use the same few lines, 30 % of it writes: every line has as many sharers on
 * the largest machine as on the smallest.
 *
 * Timed: simulating 2^20 records over a full map with 4 processors a node, batch by batch, with the
 * batch in place.
 */
import { contest } from '../contest.js';
import { checkSameWork } from '../contestant.js';
import { engineContestant } from '../contestants/engine.js';
import { groupsStream } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { machineOf, setupOf } from '../setup.js';

const PROCESSORS = [4, 16, 64, 256, 1024];
const PROCESSORS_OF_A_NODE = 4;
/** The sharers do not grow, and so the cost may not. */
const MOST = { atMost: 1 };

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

async function row({ name, sharers, lines }: Load, ask: Ask) {
  const contestants = PROCESSORS.map((processors) => {
    const stream = groupsStream(processors, sharers, lines);
    const numa = {
      nodes: processors / PROCESSORS_OF_A_NODE,
      directory: { organisation: 'full-map' },
    } as const;
    const setup = { ...setupOf(stream, processors), machine: machineOf(processors, { numa }) };
    return { setup, contestant: engineContestant(setup, `${processors} processors`) };
  });
  for (const { contestant } of contestants) await checkSameWork([contestant]);
  const timings = await contest(
    contestants.map(({ contestant }) => contestant),
    contestants[0]?.setup.stream.count ?? 0,
    ask,
  );
  const fewest = timings[0]?.median ?? Number.NaN;
  const most = timings.at(-1)?.median ?? Number.NaN;
  return { label: name, cells: [...timings.map(timeCell), ratioCell(most / fewest, MOST)] };
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const load of LOADS) if (ask.wants(load.name)) rows.push(await row(load, ask));
  return {
    columns: [
      'stream',
      ...PROCESSORS.map((p) => `${p} processors`),
      `${PROCESSORS.at(-1)} / ${PROCESSORS[0]}`,
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
