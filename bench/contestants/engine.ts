/** Cohort's engine, timed in two ways. */

import type { Counters } from '../../src/counters.js';
import { BATCH_RECORDS, Engine } from '../../src/engine/engine.js';
import { networkOf } from '../../src/topologies/index.js';
import { processorTime } from '../clock.js';
import { type Contestant, checkedOf } from '../contestant.js';
import type { Setup } from '../setup.js';

/** What a run does besides counting. */
interface Extras {
  readonly classify?: boolean;
  readonly timed?: boolean;
}

const create = ({ machine, protocol }: Setup, { classify = false, timed = false }: Extras = {}): Engine => {
  const { numa } = machine;
  return Engine.create({
    machine,
    protocol,
    classify,
    timed,
    ...(numa && { network: networkOf(numa) }),
  });
};

/** What one processor after the other counts when the stream is simulated once, from empty caches. */
export function countersOnce(setup: Setup): Counters[] {
  const engine = create(setup);
  engine.run(setup.stream);
  return engine.counters();
}

/** `Engine.runInput` alone: the records of each batch lie in linear memory already. */
export function engineContestant(setup: Setup, name = 'Cohort', extras: Extras = {}): Contestant {
  let engine = create(setup, extras);
  const { stream } = setup;
  return {
    name,
    reset: () => {
      engine = create(setup, extras);
    },
    pass: () => {
      let spent = 0;
      for (let from = 0; from < stream.count; from += BATCH_RECORDS) {
        const to = Math.min(from + BATCH_RECORDS, stream.count);
        const { addresses, meta } = engine.input();
        addresses.set(stream.addresses.subarray(2 * from, 2 * to));
        meta.set(stream.meta.subarray(from, to));
        const start = processorTime();
        engine.runInput(to - from);
        spent += processorTime() - start;
      }
      return spent;
    },
    counters: () => engine.counters().map(checkedOf),
    close: () => undefined,
  };
}

/** `Engine.run` of the whole stream: what a library user's arrays go through, copying included. */
export function wholeEngineContestant(setup: Setup, name = 'Cohort, copying'): Contestant {
  let engine = create(setup);
  return {
    name,
    reset: () => {
      engine = create(setup);
    },
    pass: () => {
      const start = processorTime();
      engine.run(setup.stream);
      return processorTime() - start;
    },
    counters: () => engine.counters().map(checkedOf),
    close: () => undefined,
  };
}
