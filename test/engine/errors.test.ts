import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import type { NumaInput } from '../../src/config/numa.js';
import { parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { EVENT, STATES, TXN, TXN_SHIFT } from '../../src/protocol/codes.js';
import { packMeta } from '../../src/traces/batch.js';
import type { ModelRecord } from '../model/references.js';
import { plain } from '../plain-machine.js';
import { engineFor, withProtocol } from './agreement.js';
import { longTrace } from './arbitraries/long-trace.js';
import { batchOf } from './arbitraries/trace.js';

const MACHINE: MachineConfig = {
  ...plain(2),
  protocol: 'MESI',
  lineBytes: 64,
  l1: { size: 4096, ways: 4, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 1,
  memoryLimitBytes: 2 ** 26,
};

const access = (processor: number, operation: ModelRecord['operation'], address = 0n): ModelRecord => {
  return { processor, operation, address, bytes: 4 };
};

/** The error of a call that must fail with a `CohortError`. */
function failure(act: () => unknown): CohortError {
  try {
    act();
  } catch (error) {
    if (error instanceof CohortError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a record that the machine cannot take', () => {
  test('is named by its place in the trace, skipped instructions and earlier batches included', () => {
    const engine = engineFor(withProtocol(MACHINE, 'MESI'), false);
    engine.run(batchOf([access(0, 'read'), access(0, 'instruction')]));
    const bad = batchOf([access(0, 'instruction'), access(1, 'write'), access(2, 'read'), access(0, 'read')]);
    const { message, exitCode } = failure(() => engine.run(bad));
    expect(message).toContain('record 5:');
    expect(message).toContain('processor 2');
    expect(exitCode).toBe(1);
  });

  test('leaves what came before it simulated', () => {
    const engine = engineFor(withProtocol(MACHINE, 'MESI'), false);
    failure(() => engine.run(batchOf([access(0, 'read'), access(1, 'read'), access(9, 'read')])));
    expect(engine.counters().map(({ reads }) => reads)).toEqual([1, 1]);
  });

  test('may have an operation that does not exist', () => {
    const engine = engineFor(withProtocol(MACHINE, 'MESI'), false);
    const batch = batchOf([access(0, 'read'), access(0, 'read')]);
    batch.meta[1] = packMeta(0, 7, 4);
    expect(failure(() => engine.run(batch)).message).toMatch(/record 2: operation 7/);
  });
});

test('a cell that cannot happen and does is named by event and state', () => {
  const subject = withProtocol(MACHINE, 'MESI');
  const table = subject.table.table.slice();
  const exclusive = subject.table.states.findIndex(({ name }) => name === 'E');
  table[EVENT.BusRd * STATES + exclusive]! |= TXN.impossible << TXN_SHIFT;
  const engine = engineFor({ ...subject, table: { ...subject.table, table } }, false);
  const { message } = failure(() => engine.run(batchOf([access(0, 'read'), access(1, 'read')])));
  expect(message).toMatch(/record 2: .*BusRd in state E/);
});

describe('memory', () => {
  test('that is short for the machine is refused at once', () => {
    const small = withProtocol({ ...MACHINE, memoryLimitBytes: 2 ** 16 }, 'MESI');
    const { message, exitCode } = failure(() => engineFor(small, false));
    expect(message).toContain('memoryLimitBytes');
    expect(exitCode).toBe(2);
  });

  describe('that is short for nodes', () => {
    const refused = (directory: NumaInput['directory']): string => {
      const placement = { policy: 'line-interleave' } as const;
      const machine = parseMachine({ processors: 2, numa: { nodes: 2, directory, placement } });
      const small = withProtocol({ ...machine, memoryLimitBytes: 2 ** 20 }, 'MESI');
      return failure(() => engineFor(small, false)).message;
    };

    test('is mended by fewer of them, or by fewer entries of a sparse directory', () => {
      const message = refused({ organisation: 'sparse', entries: 2 ** 20, ways: 8 });
      expect(message).toContain('fewer nodes (numa.nodes is 2)');
      expect(message).toContain('lower numa.directory.entries (1048576 at each of them)');
    });

    test('says nothing of entries where the directory has none', () => {
      const message = refused({ organisation: 'full-map', entries: 2 ** 20 });
      expect(message).toContain('numa.nodes is 2');
      expect(message).not.toContain('numa.directory.entries');
    });
  });

  test('that ends on the way is a failure that names the record', () => {
    const unlimited: MachineConfig = {
      ...MACHINE,
      l1: { ...MACHINE.l1, size: 'unlimited' },
      memoryLimitBytes: 2 ** 23,
    };
    const engine = engineFor(withProtocol(unlimited, 'MESI'), true);
    const records = longTrace({
      seed: 1,
      records: 60_000,
      processors: 2,
      lines: 60_000,
      spanBytes: 2n ** 60n,
    });
    const { message, exitCode } = failure(() => engine.run(batchOf(records)));
    expect(message).toMatch(/record \d+: .*memoryLimitBytes/);
    expect(exitCode).toBe(1);
    const done = engine.counters().reduce((sum, { references }) => sum + references, 0);
    expect(done).toBe(engine.records + engine.splits);
  });
});
