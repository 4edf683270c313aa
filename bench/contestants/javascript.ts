/** The JavaScript twin as a contestant. */
import { processorTime } from '../clock.js';
import { type Contestant, checkedOfRecord } from '../contestant.js';
import { RECORD_WORDS, Simulator } from '../javascript/simulator.js';
import type { Setup } from '../setup.js';

/** Records of a call, as the engine takes them. */
const BATCH = 65536;

export function javascriptContestant(setup: Setup): Contestant {
  let simulator = new Simulator(setup);
  const { stream, machine } = setup;
  return {
    name: 'JavaScript',
    reset: () => {
      simulator = new Simulator(setup);
    },
    pass: () => {
      const start = processorTime();
      for (let from = 0; from < stream.count; from += BATCH) {
        simulator.run(stream, from, Math.min(from + BATCH, stream.count));
      }
      return processorTime() - start;
    },
    counters: () =>
      Array.from({ length: machine.processors }, (_, p) => {
        const record = simulator.counters.subarray(p * RECORD_WORDS, (p + 1) * RECORD_WORDS);
        return checkedOfRecord(setup, BigUint64Array.from(record, BigInt));
      }),
    close: () => undefined,
  };
}
