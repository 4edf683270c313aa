/**
 * How fast is the engine against the same simulation in C++ and in JavaScript?
 *
 * Timed: simulating a stream of 2^20 records, batch by batch, with the batch in place; of the
 * columns "whole", one call over records that lie elsewhere, which the engine has to copy first.
 */
import { contest } from '../contest.js';
import { type Contestant, checkSameWork } from '../contestant.js';
import { engineContestant, wholeEngineContestant } from '../contestants/engine.js';
import { javascriptContestant } from '../contestants/javascript.js';
import { nativeContestant } from '../contestants/native.js';
import { KERNELS } from '../kernels.js';
import { nativeIsBuilt } from '../native/program.js';
import {
  type Answer,
  type Ask,
  type Cell,
  missing,
  type Question,
  ratioCell,
  type Target,
  timeCell,
} from '../question.js';
import { kernelSetup } from '../setup.js';

/** Times as fast as the plain C++. */
const OVER_PLAIN: Readonly<Record<string, Target>> = {
  hits: { atLeast: 3.5 },
  mix: { atLeast: 3.5 },
  random: { atLeast: 5 },
  'ping-pong': { atLeast: 2.4 },
  sequential: { atLeast: 2.2 },
  bursts: { atLeast: 1.15 },
};

/** The engine's time in times of the twin's. */
const OF_TWIN: Readonly<Record<string, Target>> = {
  random: { atMost: 1.15 },
  'ping-pong': { atMost: 1.15 },
  mix: { atMost: 1.15 },
  'read-shared': { atMost: 1.2 },
  hits: { atMost: 1.25 },
};

const NOT_BUILT = 'not built';

async function row(kernel: string, ask: Ask): Promise<Cell[]> {
  const setup = kernelSetup(kernel);
  const contestants: Contestant[] = [
    engineContestant(setup),
    wholeEngineContestant(setup),
    javascriptContestant(setup),
  ];
  const native = nativeIsBuilt('plain') && nativeIsBuilt('twin');
  if (native) {
    contestants.push(
      nativeContestant('plain', setup, 'plain C++'),
      nativeContestant('twin', setup, 'C++ twin'),
      nativeContestant('plain', setup, 'plain C++, whole', 'whole'),
    );
  }
  try {
    await checkSameWork(contestants);
    const [engine, whole, javascript, plain, twin, plainWhole] = await contest(
      contestants,
      setup.stream.count,
      ask,
    );
    if (!engine || !whole || !javascript) throw new Error('a contestant was not timed');
    const cells: Cell[] = [timeCell(engine)];
    if (plain && twin && plainWhole) {
      cells.push(
        timeCell(plain),
        ratioCell(plain.median / engine.median, OVER_PLAIN[kernel]),
        ratioCell(plainWhole.median / whole.median),
        timeCell(twin),
        ratioCell(engine.median / twin.median, OF_TWIN[kernel]),
      );
    } else {
      cells.push(...Array.from({ length: 5 }, () => missing(NOT_BUILT)));
    }
    return [...cells, timeCell(javascript), ratioCell(javascript.median / engine.median)];
  } finally {
    for (const contestant of contestants) contestant.close();
  }
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const { name } of KERNELS) {
    if (ask.wants(name)) rows.push({ label: name, cells: await row(name, ask) });
  }
  const built = nativeIsBuilt('plain') && nativeIsBuilt('twin');
  return {
    columns: [
      'kernel',
      'Cohort',
      'plain C++',
      'plain C++ / Cohort',
      'the same, whole',
      'C++ twin',
      'Cohort / twin',
      'JavaScript',
      'JavaScript / Cohort',
    ],
    rows,
    notes: built
      ? ['All contestants gave the same counters for every processor, or this table would not be here.']
      : ['The C++ programs are not built: `npm run bench:native` builds them where there is a C++ compiler.'],
  };
}

export const yardstick: Question = {
  name: 'yardstick',
  title: 'Against C++ and JavaScript (8 processors, 32 KiB 8-way LRU, MESI)',
  answer,
};
