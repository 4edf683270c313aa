/**
 * Does a trace in a file keep the engine fed? The mix, 2^23 records, from Cohort's container with
 * gzip inside, decoded in a worker thread, against the same records in memory.
 *
 * Timed: `simulate` by the clock on the wall, from the first batch to the result; it takes two idle
 * processors to say anything. The start of the worker is left out: from the sources it has a
 * compiler to load first. "Decoding" is the processor time that reading and decoding the whole file
 * takes with nobody to simulate it.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTraceFiles, writeFile } from '../../src/node/index.js';
import { simulate } from '../../src/simulate.js';
import type { TraceBatch } from '../../src/traces/batch.js';
import { encodeTrace } from '../../src/traces/convert.js';
import type { TraceSource } from '../../src/traces/source.js';
import { processorTime } from '../clock.js';
import { contest } from '../contest.js';
import { type Contestant, checkedOf, checkSameWork } from '../contestant.js';
import { streamOf } from '../kernels.js';
import { type Answer, type Ask, type Question, ratioCell, timeCell } from '../question.js';
import { machineOf } from '../setup.js';

const RECORDS = 1 << 23;
const BATCH = 1 << 16;
const LEAST = { atLeast: 0.6 };

/** Parts of a batch, without copying. */
function sourceOf(stream: TraceBatch): TraceSource {
  async function* batches(): AsyncGenerator<TraceBatch> {
    for (let from = 0; from < stream.count; from += BATCH) {
      const to = Math.min(from + BATCH, stream.count);
      yield {
        count: to - from,
        addresses: stream.addresses.subarray(2 * from, 2 * to),
        meta: stream.meta.subarray(from, to),
        gaps: stream.gaps.subarray(from, to),
      };
    }
  }
  return { name: 'mix', format: 'memory', batches };
}

/** The trace as batches of which the first is there already. */
async function started(trace: TraceSource): Promise<AsyncIterable<TraceBatch>> {
  const rest = trace.batches()[Symbol.asyncIterator]();
  let next = await rest.next();
  return (async function* () {
    for (; !next.done; next = await rest.next()) yield next.value;
  })();
}

/** Every pass is a run of its own, and so are the counters. */
function simulated(name: string, open: () => TraceSource | Promise<TraceSource>): Contestant {
  let counters: number[][] = [];
  return {
    name,
    reset: () => undefined,
    pass: async () => {
      const trace = await started(await open());
      const start = process.hrtime.bigint();
      const result = await simulate({ machine: machineOf(8), trace });
      counters = result.processors.map(checkedOf);
      return Number(process.hrtime.bigint() - start);
    },
    counters: () => counters,
    close: () => undefined,
  };
}

function decoded(path: string): Contestant {
  return {
    name: 'decoding',
    reset: () => undefined,
    pass: async () => {
      const start = processorTime();
      const trace = await openTraceFiles([path], { worker: false });
      for await (const batch of trace.batches()) if (batch.count === 0) throw new Error('an empty batch');
      return processorTime() - start;
    },
    counters: () => [],
    close: () => undefined,
  };
}

async function answer(ask: Ask): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-bench-'));
  try {
    const path = join(folder, 'mix.cohort');
    const stream = streamOf('mix', 8, RECORDS);
    await writeFile(path, encodeTrace(sourceOf(stream), { format: 'cohort', chunks: 'gzip' }).bytes);
    const inMemory = simulated('in memory', () => sourceOf(stream));
    const fromFile = simulated('from a file', () => openTraceFiles([path], { worker: true }));
    await checkSameWork([inMemory, fromFile]);
    const timings = await contest([inMemory, fromFile, decoded(path)], RECORDS, ask);
    const [memory, file] = timings;
    if (!memory || !file) throw new Error('a contestant was not timed');
    return {
      columns: ['trace', 'in memory', 'from a file', 'decoding', 'file’s rate / memory’s'],
      rows: [
        { label: 'mix', cells: [...timings.map(timeCell), ratioCell(memory.median / file.median, LEAST)] },
      ],
      notes: [`The file has ${(statSync(path).size / RECORDS).toFixed(2)} bytes a record.`],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const file: Question = {
  name: 'file',
  title: 'From a file, end to end (container, gzip inside, decoded in a worker)',
  answer,
};
