/**
 * More room never hurts where it cannot: what a fully associative LRU cache holds, a larger one holds as
 * well (R. L. Mattson, J. Gecsei, D. R. Slutz and I. L. Traiger, Evaluation Techniques for Storage
 * Hierarchies, 1970), as long as nobody else takes lines away.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import type { ReplacementName } from '../../src/replacement/index.js';
import { simulate } from '../../src/simulate.js';
import type { ModelRecord } from '../model/references.js';
import { batchOf } from './arbitraries/trace.js';
import { runs } from './runs.js';

const LINE = 64;

interface Room {
  readonly processors: number;
  readonly protocol: string;
  readonly lines: number;
  readonly replacement?: ReplacementName;
}

const machineOf = ({ processors, protocol, lines, replacement = 'LRU' }: Room): MachineInput => ({
  processors,
  protocol,
  lineBytes: LINE,
  l1: { size: lines * LINE, ways: 'full', replacement, write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
});

/** Misses of each processor. */
async function missesOf(room: Room, records: readonly ModelRecord[]): Promise<number[]> {
  const { processors } = await simulate({ machine: machineOf(room), trace: batchOf(records) });
  return processors.map(({ misses }) => misses);
}

const access = (processor: number, line: number, operation: ModelRecord['operation']): ModelRecord => {
  return { processor, operation, address: BigInt(line * LINE), bytes: 8 };
};

interface Step {
  readonly who: number;
  readonly slot: number;
  /** `shared`: of a line that everybody reads and nobody writes. */
  readonly does: 'read' | 'write' | 'shared';
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(63),
  slot: fc.oneof(fc.nat(3), fc.nat(15)),
  does: fc.constantFrom<Step['does'][]>('read', 'write', 'shared'),
});

/** Sixteen lines of each processor's own, and sixteen that all of them read. */
const withoutWriteSharing = (steps: readonly Step[], processors: number): ModelRecord[] =>
  steps.map(({ who, slot, does }) => {
    const processor = who % processors;
    if (does === 'shared') return access(processor, slot, 'read');
    return access(processor, 16 * (1 + processor) + slot, does);
  });

const growth = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 300, size: 'max' }),
  lines: fc.integer({ min: 1, max: 20 }),
  more: fc.integer({ min: 1, max: 12 }),
});

const checkGrowth = (processors: fc.Arbitrary<number>, protocol: string): Promise<void> =>
  fc.assert(
    fc.asyncProperty(growth, processors, async ({ steps, lines, more }, processors) => {
      const records = withoutWriteSharing(steps, processors);
      const small = await missesOf({ processors, protocol, lines }, records);
      const large = await missesOf({ processors, protocol, lines: lines + more }, records);
      large.forEach((misses, processor) => {
        expect(misses).toBeLessThanOrEqual(small[processor]!);
      });
    }),
    runs(12),
  );

describe.each(PROTOCOLS)(
  'under $name, a larger fully associative LRU cache never misses more',
  ({ name }) => {
    test('on one processor', () => checkGrowth(fc.constant(1), name));

    test('on any of several that write no line that another touches', () =>
      checkGrowth(fc.integer({ min: 2, max: 6 }), name));
  },
);

/** L. A. Belady, R. A. Nelson and G. S. Shedler, An Anomaly in Space-Time Characteristics, 1969. */
const ANOMALY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5].map((line) => access(0, line, 'read'));

test.each([
  ['FIFO', 9, 10],
  ['LRU', 10, 8],
] as const)(
  'Belady’s anomaly: with %s, three lines miss %i times and four miss %i',
  async (policy, three, four) => {
    const misses = (lines: number): Promise<number[]> =>
      missesOf({ processors: 1, protocol: 'MESI', lines, replacement: policy }, ANOMALY);
    expect([await misses(3), await misses(4)]).toEqual([[three], [four]]);
  },
);
