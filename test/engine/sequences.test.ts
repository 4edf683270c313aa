/**
 * The hand-worked courses of events over one line and three caches, on the engine. A cache of one
 * line makes an eviction of a read of another line, private to the processor.
 */
import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import type { Counters } from '../../src/counters.js';
import type { ModelRecord } from '../model/references.js';
import { plain } from '../plain-machine.js';
import type { Sequence, SequenceStep } from '../protocols/sequence.js';
import { SEQUENCES } from '../protocols/sequences.js';
import { engineFor, withProtocol } from './agreement.js';
import { batchOf } from './arbitraries/trace.js';

const LINE_BYTES = 16;
const PROCESSORS = 3;

const MACHINE: MachineConfig = {
  ...plain(PROCESSORS),
  protocol: '',
  lineBytes: LINE_BYTES,
  l1: { size: LINE_BYTES, ways: 1, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
  bus: { wordBytes: 4, addressBytes: 4 },
  numa: null,
  instructions: 'skip',
  seed: 0,
  memoryLimitBytes: 2 ** 26,
};

const SHARED_LINE = 0n;
const otherLine = (processor: number): bigint => BigInt(1 + processor);

const TRANSACTIONS = ['busRd', 'busRdX', 'busUpgr', 'busUpd', 'busWr'] as const;

const accessOf = ({ processor, op }: SequenceStep): ModelRecord => ({
  processor,
  operation: op === 'write' ? 'write' : 'read',
  address: (op === 'evict' ? otherLine(processor) : SHARED_LINE) * BigInt(LINE_BYTES),
  bytes: 4,
});

/** What a step did, told from the counters before and after it. */
function difference(before: readonly Counters[], after: readonly Counters[]) {
  const grown = (name: keyof Counters): number[] => after.map((each, p) => each[name] - before[p]![name]);
  const total = (name: keyof Counters): number => grown(name).reduce((sum, each) => sum + each, 0);
  return {
    transactions: Object.fromEntries(TRANSACTIONS.map((name) => [name, total(name)])),
    supplies: grown('cacheToCacheSupplies'),
    memoryReads: total('memoryReads'),
    memoryWrites: total('memoryWrites'),
    writesWord: total('memoryWordWrites') > 0,
  };
}

/** What the step should do, with the fetch and the write-back of the line that stands in for eviction. */
function expected(step: SequenceStep, sequence: Sequence, leaving: boolean) {
  // The reads of other lines go the way of a first read, which is the sequence's own business elsewhere.
  const fetch = sequence.protocol === 'MI' ? 'BusRdX' : 'BusRd';
  const bus = step.op === 'evict' ? [...step.bus, fetch] : step.bus;
  const written = step.written ?? [];
  const lines = written.filter((what) => what === 'line').length;
  return {
    transactions: Object.fromEntries(
      TRANSACTIONS.map((name) => [
        name,
        bus.filter((each) => each.toLowerCase() === name.toLowerCase()).length,
      ]),
    ),
    supplies: Array.from({ length: PROCESSORS }, (_, p) => (step.data === p ? 1 : 0)),
    memoryReads: step.op === 'evict' || step.data === 'memory' ? 1 : 0,
    memoryWrites: lines + (leaving ? 1 : 0),
    writesWord: written.includes('word'),
  };
}

const sequences = SEQUENCES.map((sequence) => ({
  name: `${sequence.protocol}: ${sequence.title}`,
  sequence,
}));

describe.each(sequences)('$name', ({ sequence }) => {
  test('the engine does at each step what the hand-worked course says', () => {
    const engine = engineFor(withProtocol(MACHINE, sequence.protocol), false);
    for (const [index, step] of sequence.steps.entries()) {
      const before = engine.counters();
      const leaving = engine
        .states()
        .some(({ processor, line, dirty }) => processor === step.processor && line !== SHARED_LINE && dirty);
      engine.run(batchOf([accessOf(step)]));
      const held = engine.states();
      const states = Array.from(
        { length: PROCESSORS },
        (_, p) => held.find((each) => each.processor === p && each.line === SHARED_LINE)?.state ?? 'I',
      );
      expect({ step: index, states, ...difference(before, engine.counters()) }).toEqual({
        step: index,
        states: step.states,
        ...expected(step, sequence, leaving),
      });
    }
  });
});
