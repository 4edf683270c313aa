/**
 * What does time cost? The same trace on the same machine, once counted alone and once with clocks,
 * buses, banks and latencies, with processors that wait for each reference.
 *
 * A timed run does the references in the order of its clocks, so that the two need not count the same.
 * Its window holds as many as the default says.
 *
 * Timed: simulating 2^20 records, batch by batch, with the batch in place.
 */
import { contest } from '../contest.js';
import { engineContestant } from '../contestants/engine.js';
import { streamOf } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { kernelSetup, machineOf } from '../setup.js';

const KERNELS = ['hits', 'mix', 'random', 'ping-pong'];
const PROCESSORS = 8;
const NODES = 4;
const MOST = { atMost: 4 };

const SPLIT = machineOf(PROCESSORS, { timing: { bus: { split: true } } });
const BUFFERED = machineOf(PROCESSORS, {
  timing: { bus: { split: true }, storeBuffer: { entries: 16 }, mshrs: { entries: 8 } },
});

/** A full map, lines at home by turns, and the network that a machine of nodes has unless it says otherwise. */
const OVER_NODES = machineOf(PROCESSORS, {
  numa: { nodes: NODES, placement: { policy: 'line-interleave' }, directory: { organisation: 'full-map' } },
});

async function row(kernel: string, ask: Ask) {
  const setup = kernelSetup(kernel);
  const contestants = [
    engineContestant(setup, 'counted'),
    engineContestant(setup, 'held bus', { timed: true }),
    engineContestant({ ...setup, machine: SPLIT }, 'split bus', { timed: true }),
    engineContestant({ ...setup, machine: BUFFERED }, 'buffers', { timed: true }),
    engineContestant({ ...setup, machine: OVER_NODES }, 'directory, counted'),
    engineContestant({ ...setup, machine: OVER_NODES }, 'directory', { timed: true }),
  ];
  const [counted, held, split, buffered, countedOverNodes, overNodes] = await contest(
    contestants,
    streamOf(kernel, PROCESSORS).count,
    ask,
  );
  if (!counted || !held || !split || !buffered || !countedOverNodes || !overNodes)
    throw new Error('something was not timed');
  return {
    label: kernel,
    cells: [
      timeCell(counted),
      timeCell(held),
      ratioCell(held.median / counted.median, MOST),
      ratioCell(split.median / counted.median, MOST),
      ratioCell(buffered.median / counted.median),
      ratioCell(overNodes.median / countedOverNodes.median),
    ],
  };
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const kernel of KERNELS) if (ask.wants(kernel)) rows.push(await row(kernel, ask));
  return {
    columns: [
      'stream',
      'counted',
      'timed',
      'timed / counted',
      'split bus / counted',
      'buffers / counted',
      'directory, timed / counted',
    ],
    rows,
    notes: [
      `${PROCESSORS} processors. Timed with the bus held for each transaction; split bus: free between request and ` +
        'answer; buffers: the same with 16 stores buffered and 8 misses outstanding a processor. Directory: full ' +
        `maps of ${NODES} nodes, against the same counted.`,
    ],
  };
}

export const timed: Question = {
  name: 'timed',
  title: 'What time costs (32 KiB 8-way LRU, MESI)',
  answer,
};
