/**
 * What does it cost that protocols are tables? The same engine with MESI written by hand is
 * compiled from bench/handwritten for this comparison alone.
 *
 * Timed: simulating 2^20 records, batch by batch, with the batch in place.
 */
import { contest } from '../contest.js';
import { checkSameWork } from '../contestant.js';
import { engineContestant } from '../contestants/engine.js';
import { handwrittenContestant } from '../contestants/handwritten.js';
import { buildHandwritten } from '../handwritten/build.js';
import { KERNELS } from '../kernels.js';
import {
  type Answer,
  type Ask,
  type Cell,
  type Question,
  ratioCell,
  type Target,
  timeCell,
} from '../question.js';
import { kernelSetup } from '../setup.js';

const MOST: Readonly<Record<string, Target>> = {
  hits: { atMost: 1.12 },
  'ping-pong': { atMost: 1.15 },
};

async function row(kernel: string, ask: Ask): Promise<Cell[]> {
  const setup = kernelSetup(kernel);
  const contestants = [engineContestant(setup), handwrittenContestant(setup)];
  await checkSameWork(contestants);
  const [engine, handwritten] = await contest(contestants, setup.stream.count, ask);
  if (!engine || !handwritten) throw new Error('a contestant was not timed');
  return [
    timeCell(engine),
    timeCell(handwritten),
    ratioCell(engine.median / handwritten.median, MOST[kernel]),
  ];
}

async function answer(ask: Ask): Promise<Answer> {
  buildHandwritten();
  const rows = [];
  for (const { name } of KERNELS) {
    if (ask.wants(name)) rows.push({ label: name, cells: await row(name, ask) });
  }
  return { columns: ['kernel', 'Cohort', 'MESI by hand', 'Cohort / by hand'], rows, notes: [] };
}

export const table: Question = {
  name: 'table',
  title: 'The price of protocols as tables (8 processors, 32 KiB 8-way LRU, MESI)',
  answer,
};
