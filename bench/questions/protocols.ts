/**
 * What does each protocol cost to simulate? The loop is the same; what differs is how often it has
 * to leave the way of a hit.
 *
 * Timed: simulating 2^20 records, batch by batch, with the batch in place.
 */

import { PROTOCOLS } from '../../src/protocols/index.js';
import { contest, type Timing } from '../contest.js';
import { engineContestant } from '../contestants/engine.js';
import { streamOf } from '../kernels.js';
import { type Answer, type Ask, type Question, timeCell } from '../question.js';
import { setupOf } from '../setup.js';

const KERNELS = ['hits', 'mix', 'random', 'ping-pong', 'read-shared', 'false-sharing'];

async function answer(ask: Ask): Promise<Answer> {
  const wanted = PROTOCOLS.filter(({ name }) => ask.wants(name));
  const columns: Timing[][] = [];
  for (const kernel of KERNELS) {
    const stream = streamOf(kernel);
    const contestants = wanted.map(({ name }) => engineContestant(setupOf(stream, 8, name), name));
    columns.push(await contest(contestants, stream.count, ask));
  }
  return {
    columns: ['protocol', ...KERNELS],
    rows: wanted.map(({ name }, i) => ({
      label: name,
      cells: columns.map((timings) => {
        const timing = timings[i];
        if (!timing) throw new Error(`${name} was not timed`);
        return timeCell(timing);
      }),
    })),
    notes: [],
  };
}

export const protocols: Question = {
  name: 'protocols',
  title: 'Each protocol (8 processors, 32 KiB 8-way LRU)',
  answer,
};
