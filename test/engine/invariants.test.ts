/** What must hold of any run, whatever the machine: laws that need no second simulator. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTER_NAMES, COUNTERS, type Counters } from '../../src/counters.js';
import type { Engine, HeldLine } from '../../src/engine/engine.js';
import type { StateAttribute } from '../../src/protocol/types.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import type { ModelRecord } from '../model/references.js';
import { engineFor, runEngine, type Subject, snapshotOf, withProtocol } from './agreement.js';
import { machine } from './arbitraries/machine.js';
import { batchOf, recordsFor, traceShape } from './arbitraries/trace.js';
import { runs } from './runs.js';

interface Run {
  readonly subject: Subject;
  readonly records: readonly ModelRecord[];
}

/** A machine under a protocol of the catalogue, and a trace for it. */
const run: fc.Arbitrary<Run> = fc
  .record({ config: machine, protocol: fc.constantFrom(...MODEL_PROTOCOLS), trace: traceShape(120) })
  .map(({ config, protocol, trace }) => {
    const subject = withProtocol(config, protocol.name);
    return { subject, records: recordsFor(trace, subject.machine) };
  });

const check = (property: (each: Run) => void, few = 25): void =>
  fc.assert(fc.property(run, property), runs(few));

const total = (engine: Engine): Counters => {
  const sum = Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])) as Counters;
  for (const counters of engine.counters()) for (const name of COUNTER_NAMES) sum[name] += counters[name];
  return sum;
};

const coherentLines = (engine: Engine, { machine }: Subject): HeldLine[] =>
  engine.states().filter(({ level }) => level === (machine.l2 === null ? 1 : 2));

/** The copies of each line. */
function byLine(held: readonly HeldLine[]): HeldLine[][] {
  const copies = new Map<bigint, HeldLine[]>();
  for (const each of held) copies.set(each.line, [...(copies.get(each.line) ?? []), each]);
  return [...copies.values()];
}

describe('the same trace', () => {
  test('gives the same result when it is run again', () => {
    check(({ subject, records }) => {
      const first = snapshotOf(runEngine(subject, records, true));
      expect(snapshotOf(runEngine(subject, records, true))).toEqual(first);
    });
  });

  test('gives the same result however it is cut into batches, and if it is looked at in between', () => {
    fc.assert(
      fc.property(run, fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (each, sizes) => {
        const { subject, records } = each;
        const engine = engineFor(subject, true);
        let cut = 0;
        for (let from = 0; from < records.length; cut++) {
          const to = from + 1 + sizes[cut % sizes.length]!;
          engine.run(batchOf(records.slice(from, to)));
          if (cut === 1) snapshotOf(engine);
          from = to;
        }
        expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, true)));
      }),
      runs(25),
    );
  });

  test('gives the same result when it is written straight into the core’s input', () => {
    check(({ subject, records }) => {
      const engine = engineFor(subject, true);
      const batch = batchOf(records);
      const { addresses, meta } = engine.input();
      addresses.set(batch.addresses.subarray(0, 2 * batch.count));
      meta.set(batch.meta.subarray(0, batch.count));
      engine.runInput(batch.count);
      expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, true)));
    });
  });

  test('gives the same counters with classification, but for the kinds of misses', () => {
    const classified = COUNTER_NAMES.filter((name) => 'classified' in COUNTERS[name]);
    const plain = (engine: Engine): unknown => {
      const snapshot = snapshotOf(engine);
      const others = snapshot.counters.filter(
        (each) => !classified.some((name) => each.includes(` ${name} `)),
      );
      return { ...snapshot, counters: others };
    };
    check(({ subject, records }) => {
      expect(plain(runEngine(subject, records, true))).toEqual(plain(runEngine(subject, records, false)));
    });
  });
});

describe('conservation', () => {
  test('references are reads and writes, hits and misses, at each level', () => {
    check(({ subject, records }) => {
      for (const c of runEngine(subject, records, false).counters()) {
        expect(c.reads + c.writes).toBe(c.references);
        expect(c.hits + c.misses).toBe(c.references);
        expect([c.readHits + c.readMisses, c.writeHits + c.writeMisses]).toEqual([c.reads, c.writes]);
        expect(c.l1Hits + c.l1Misses).toBe(c.references);
        if (subject.machine.l2 !== null)
          expect([c.l2Hits + c.l2Misses, c.l2Misses]).toEqual([c.l1Misses, c.misses]);
      }
    });
  });

  test('every miss is of one kind when misses are classified, and of none when not', () => {
    const kinds = (c: Counters): number =>
      c.coldMisses + c.capacityMisses + c.conflictMisses + c.trueSharingMisses + c.falseSharingMisses;
    check(({ subject, records }) => {
      for (const c of runEngine(subject, records, true).counters()) expect(kinds(c)).toBe(c.misses);
      for (const c of runEngine(subject, records, false).counters()) expect(kinds(c)).toBe(0);
    });
  });

  test('every line that came in was evicted, was invalidated, or is still there', () => {
    check(({ subject, records }) => {
      const engine = runEngine(subject, records, false);
      const held = coherentLines(engine, subject);
      engine.counters().forEach((c, p) => {
        // Synapse’s write hits fetch a line that is there already.
        const fetchedAgain = subject.machine.protocol === 'Synapse' ? c.upgrades : 0;
        const resident = held.filter(({ processor }) => processor === p).length;
        expect(c.fills - fetchedAgain).toBe(c.evictions + c.invalidationsReceived + resident);
      });
    });
  });

  test('as many copies entered each state as left it or are in it', () => {
    check(({ subject, records }) => {
      const engine = runEngine(subject, records, false);
      const [invalid, ...states] = subject.table.states.map(({ name }) => name);
      const held = coherentLines(engine, subject);
      expect(invalid).toBeDefined();
      for (const name of states) {
        const count = (end: 'from' | 'to'): number =>
          engine.transitions().reduce((sum, each) => sum + (each[end] === name ? each.count : 0), 0);
        expect(count('to') - count('from')).toBe(held.filter(({ state }) => state === name).length);
      }
    });
  });

  test('what one cache sends, others receive, and each line on the bus has a source', () => {
    check(({ subject, records }) => {
      const c = total(runEngine(subject, records, false));
      expect(c.invalidationsSent).toBe(c.invalidationsReceived);
      expect(c.updatesSent).toBe(c.updatesReceived);
      expect(c.cacheToCacheTransfers).toBe(c.cacheToCacheSupplies);
      expect(c.memoryReads + c.cacheToCacheTransfers).toBe(c.fills);
      expect(c.writeBacks + c.flushes).toBe(c.memoryWrites);
      expect(c.busDataBytes + c.busAddressBytes).toBe(c.busBytes);
    });
  });

  test('private caches never hold more lines than they have ways', () => {
    check(({ subject, records }) => {
      const { l1, l2, lineBytes, processors } = subject.machine;
      const states = runEngine(subject, records, false).states();
      for (const [level, cache] of [[1, l1] as const, [2, l2] as const]) {
        if (cache === null || cache.size === 'unlimited') continue;
        for (let p = 0; p < processors; p++) {
          const held = states.filter((each) => each.level === level && each.processor === p).length;
          expect(held * lineBytes).toBeLessThanOrEqual(cache.size);
        }
      }
    });
  });
});

describe('coherence', () => {
  const coherent = ({ subject }: Run): boolean => subject.table.source.coherent !== false;
  const attributes = ({ table }: Subject, name: string): readonly StateAttribute[] =>
    table.states.find((state) => state.name === name)?.attributes ?? [];

  test('a copy that may be written is the only copy, and at most one copy is dirty', () => {
    fc.assert(
      fc.property(run.filter(coherent), ({ subject, records }) => {
        const engine = runEngine(subject, records, false);
        for (const copies of byLine(coherentLines(engine, subject))) {
          const having = (attribute: StateAttribute): number =>
            copies.filter(({ state }) => attributes(subject, state).includes(attribute)).length;
          if (having('writable') > 0 || having('exclusive') > 0) expect(copies).toHaveLength(1);
          expect(having('dirty')).toBeLessThanOrEqual(1);
        }
      }),
      runs(25),
    );
  });

  test('L2 holds every line of L1', () => {
    fc.assert(
      fc.property(
        run.filter(({ subject }) => subject.machine.l2 !== null),
        ({ subject, records }) => {
          const states = runEngine(subject, records, false).states();
          const key = ({ processor, line }: HeldLine): string => `${processor} ${line}`;
          const below = new Set(states.filter(({ level }) => level === 2).map(key));
          expect(states.filter((each) => each.level === 1 && !below.has(key(each)))).toEqual([]);
        },
      ),
      runs(25),
    );
  });
});

test('a larger fully associative LRU cache never misses more', () => {
  const countersWith = (lines: number, each: Run): Counters => {
    const { subject, records } = each;
    const machine = { ...subject.machine, processors: 1, l2: null };
    const l1 = { ...machine.l1, size: lines * machine.lineBytes, ways: 'full', replacement: 'LRU' } as const;
    const suited = withProtocol({ ...machine, l1 }, subject.machine.protocol);
    return total(
      runEngine(
        suited,
        records.map((record) => ({ ...record, processor: 0 })),
        false,
      ),
    );
  };
  fc.assert(
    fc.property(run, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (each, few, more) => {
      expect(countersWith(few + more, each).misses).toBeLessThanOrEqual(countersWith(few, each).misses);
    }),
    runs(25),
  );
});
