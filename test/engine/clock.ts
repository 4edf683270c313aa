/** The core's clock has 27 bits: what its time stamps order must stay in order when it starts again. */
import { expect } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { COUNTER_NAMES, type Counters } from '../../src/counters.js';
import { ModelMachine } from '../model/machine.js';
import type { ModelRecord } from '../model/references.js';
import { engineFor, withProtocol } from './agreement.js';
import { longTrace } from './arbitraries/long-trace.js';
import { batchOf } from './arbitraries/trace.js';

/** References between two renewals of the clock, and some more. */
const REFERENCES = 2 ** 27 + 2 ** 16;
const PER_BATCH = 2 ** 16;

/** Two lines read in turn by one processor: once they are held, repetition changes nothing but the clock. */
const TURN: readonly ModelRecord[] = [0n, 64n].map((address) => {
  return { processor: 0, operation: 'read', address, bytes: 4 };
});

const growth = (before: readonly Counters[], after: readonly Counters[]): unknown =>
  after.map((counters, p) =>
    Object.fromEntries(COUNTER_NAMES.map((name) => [name, counters[name] - before[p]![name]])),
  );

/** Runs engine and model through a renewal of the clock, and compares what they do afterwards. */
export function expectOrderKept(machine: MachineConfig): void {
  const subject = withProtocol(machine, 'MESI');
  const engine = engineFor(subject, false);
  const model = new ModelMachine(subject.machine, subject.model, false);
  const part = (seed: number): ModelRecord[] =>
    longTrace({ seed, records: 3000, processors: machine.processors, lines: 600, spanBytes: 600n * 64n });

  engine.run(batchOf(part(1)));
  for (const record of part(1)) model.record(record);

  const turns = batchOf(Array.from({ length: PER_BATCH }, (_, i) => TURN[i % 2]!));
  for (let done = 0; done < REFERENCES; done += PER_BATCH) engine.run(turns);
  // Twice: the first time may fetch the lines, the second is what all others are like.
  for (const record of [...TURN, ...TURN]) model.record(record);

  const before = { engine: engine.counters(), model: model.counters() };
  engine.run(batchOf(part(2)));
  for (const record of part(2)) model.record(record);
  expect(growth(before.engine, engine.counters())).toEqual(growth(before.model, model.counters()));
}
