/**
 * What does a directory cost in place of the bus? The same trace on the same caches under MESI,
 * once on the bus and once over each directory. Hits and misses are the same on all of them; only a
 * sparse directory, which recalls copies for want of entries, may do other work, and how much of it
 * is told. There is one with twice the entries that the node's caches have lines, as machines have it,
 * and one with so many that it recalls next to nothing. Their lines are at home where they were first
 * touched: interleaved, the private lines of all processors, which lie at the same distances, would
 * meet in the same sets, and recalls would be all that is measured. Caches that share a clean line answer
 * for it, as on the bus, so that all sides do the same work.
 *
 * Timed: simulating 2^20 records, batch by batch, with the batch in place.
 */
import type { NumaInput } from '../../src/config/numa.js';
import { contest } from '../contest.js';
import { CHECKED, type Contestant, checkSameWork } from '../contestant.js';
import { countersOnce, engineContestant } from '../contestants/engine.js';
import { streamOf } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { machineOf, type Setup, setupOf } from '../setup.js';

const KERNELS = ['hits', 'random', 'ping-pong', 'mix'];
const PROCESSORS = [8, 64];
const PROCESSORS_OF_A_NODE = 2;
const MOST = { atMost: 1.3 };
/** Lines of a node's caches: 2 processors × 32 KiB in lines of 64 bytes. */
const NODE_LINES = PROCESSORS_OF_A_NODE * 512;

interface Side {
  readonly name: string;
  readonly parts: Omit<NumaInput, 'nodes'>;
  /** Whether it may take copies away that the bus would leave. */
  readonly recalls: boolean;
}

const INTERLEAVED = { policy: 'line-interleave' } as const;

const sparse = (times: number): Side => ({
  name: `sparse ${times}×, first touch`,
  parts: {
    placement: { policy: 'first-touch' },
    directory: { organisation: 'sparse', entries: times * NODE_LINES, ways: 8 },
  },
  recalls: true,
});

const DIRECTORIES: readonly Side[] = [
  { name: 'full map', parts: { placement: INTERLEAVED }, recalls: false },
  { name: 'full map, first touch', parts: { placement: { policy: 'first-touch' } }, recalls: false },
  {
    name: 'four pointers, broadcast',
    parts: { placement: INTERLEAVED, directory: { organisation: 'limited-broadcast', pointers: 4 } },
    recalls: false,
  },
  sparse(2),
  sparse(8),
];

const BUS_DATA = CHECKED.indexOf('busDataBytes');

/** Without the bytes on the bus, which machines of nodes do not have. */
const besidesTheBus = (contestant: Contestant): Contestant => ({
  ...contestant,
  counters: async () =>
    (await contestant.counters()).map((counted) => counted.filter((_, i) => i !== BUS_DATA)),
});

/** Copies recalled, in a thousand references. */
function recallsOf(setup: Setup): number {
  const recalls = countersOnce(setup).reduce((sum, each) => sum + each.recalls, 0);
  return (1000 * recalls) / setup.stream.count;
}

async function row(kernel: string, processors: number, ask: Ask) {
  const stream = streamOf(kernel, processors);
  const bus = setupOf(stream, processors);
  const setups = DIRECTORIES.map(({ parts }) => {
    const directory = { ...parts.directory, cleanFrom: 'sharer' } as const;
    const numa = { nodes: processors / PROCESSORS_OF_A_NODE, ...parts, directory };
    return { ...bus, machine: machineOf(processors, { numa }) };
  });
  const directories = setups.map((setup, i) => engineContestant(setup, DIRECTORIES[i]?.name));
  const onBus = engineContestant(bus, 'bus');
  const alike = directories.filter((_, i) => !DIRECTORIES[i]?.recalls);
  await checkSameWork([onBus, ...alike].map(besidesTheBus));
  const [base, ...rest] = await contest([onBus, ...directories], stream.count, ask);
  if (!base) throw new Error('the bus was not timed');
  const label = `${kernel}, ${processors} processors`;
  const recalls = setups.flatMap((setup, i) => {
    const side = DIRECTORIES[i];
    const recalled = side?.recalls ? recallsOf(setup) : 0;
    return recalled > 0 ? [`${side?.name} recalls ${recalled.toFixed(2)} copies in 1,000 references`] : [];
  });
  return {
    label,
    cells: [timeCell(base), ...rest.map(({ median }) => ratioCell(median / base.median, MOST))],
    notes: recalls.map((each) => `${label}: ${each}.`),
  };
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const kernel of KERNELS) {
    if (!ask.wants(kernel)) continue;
    for (const processors of PROCESSORS) rows.push(await row(kernel, processors, ask));
  }
  return {
    columns: ['stream', 'bus', ...DIRECTORIES.map(({ name }) => `${name} / bus`)],
    rows: rows.map(({ label, cells }) => ({ label, cells })),
    notes: [
      `${PROCESSORS_OF_A_NODE} processors a node; lines interleave unless by first touch; sparse directories ` +
        `have 8 ways and so many times the ${NODE_LINES} lines of a node's caches in entries.`,
      ...rows.flatMap(({ notes }) => notes),
    ],
  };
}

export const directories: Question = {
  name: 'directories',
  title: 'What directories cost beside the bus (32 KiB 8-way LRU, MESI)',
  answer,
};
