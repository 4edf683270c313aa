/** What holds of every machine at every step, whatever its parts: the model would be wrong if it did not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CounterName, Counters } from '../../src/counters.js';
import { type HierarchyRun, hierarchicalMachine, hierarchyRun } from '../engine/any-hierarchy.js';
import { runs } from '../engine/runs.js';
import { type ModelLine, ModelMachine } from './machine.js';

const check = (property: (each: HierarchyRun) => void, few = 20, machines = hierarchicalMachine()): void =>
  fc.assert(fc.property(hierarchyRun(machines), property), runs(few));

const modelOf = ({ subject }: HierarchyRun): ModelMachine =>
  new ModelMachine(subject.machine, subject.model, true);

const ran = (run: HierarchyRun): ModelMachine => {
  const model = modelOf(run);
  for (const record of run.records) model.record(record);
  return model;
};

const total = (model: ModelMachine, counter: CounterName): number =>
  model.counters().reduce((sum, counters) => sum + counters[counter], 0);

const keys = (lines: readonly ModelLine[]): Set<string> =>
  new Set(lines.map(({ processor, line }) => `${processor} ${line}`));

/** What each level holds. */
const held = (model: ModelMachine): Record<'l1' | 'l2' | 'l3', ModelLine[]> => {
  const states = model.states();
  const at = (level: number): ModelLine[] => states.filter((each) => each.level === level);
  return { l1: at(1), l2: at(2), l3: at(3) };
};

/** After every tenth record, or so. */
const checkOften = (run: HierarchyRun, look: (model: ModelMachine) => void): void => {
  const model = modelOf(run);
  run.records.forEach((record, i) => {
    model.record(record);
    if (i % 7 === 0) look(model);
  });
  look(model);
};

describe('a core', () => {
  test('has a state for the lines that some cache of it holds, and for no other', () => {
    check((run) =>
      checkOften(run, (model) => {
        for (const core of model.cores) {
          const copies = new Set(core.levels.copies().map(({ line }) => line));
          expect(new Set(core.states.keys())).toEqual(copies);
        }
      }),
    );
  });

  test('holds every line of its L1s in an inclusive L2', () => {
    check((run) =>
      checkOften(run, (model) => {
        if (model.config.l2?.inclusion !== 'inclusive') return;
        const { l1, l2 } = held(model);
        expect([...keys(l1)].filter((key) => !keys(l2).has(key))).toEqual([]);
      }),
    );
  });

  test('holds no line of its L1s in an exclusive L2', () => {
    check((run) =>
      checkOften(run, (model) => {
        if (model.config.l2?.inclusion !== 'exclusive') return;
        const { l1, l2 } = held(model);
        expect([...keys(l1)].filter((key) => keys(l2).has(key))).toEqual([]);
      }),
    );
  });

  test('keeps no mark of a prefetch on a line that it has lost', () => {
    check((run) =>
      checkOften(run, (model) => {
        for (const core of model.cores) {
          for (const line of core.prefetched) expect(core.states.has(line)).toBe(true);
        }
      }),
    );
  });
});

describe('an L3', () => {
  const withL3 = hierarchicalMachine().filter(({ l3 }) => l3 !== null);

  test('that is inclusive holds every line of its cluster’s cores', () => {
    check(
      (run) =>
        checkOften(run, (model) => {
          const { shared } = model;
          if (shared?.inclusion !== 'inclusive') return;
          for (const core of model.cores) {
            for (const line of core.states.keys()) {
              expect(shared.holds(shared.clusterOf(core.number), line)).toBe(true);
            }
          }
        }),
      40,
      withL3,
    );
  });

  test('alone has a line dirty: no other L3 does', () => {
    check(
      (run) =>
        checkOften(run, (model) => {
          const dirty = held(model).l3.filter((each) => each.dirty);
          expect(new Set(dirty.map(({ line }) => line)).size).toBe(dirty.length);
        }),
      40,
      withL3,
    );
  });

  test('has a line dirty that nobody outside its cluster holds, unless a protocol has owners beside sharers', () => {
    check(
      (run) => {
        const { model: protocol } = run.subject;
        const owners = protocol.states.some((state) => {
          const { dirty = false, writable = false } = protocol.facts(state);
          return dirty && !writable;
        });
        fc.pre(!owners);
        checkOften(run, (model) => {
          const shared = model.shared!;
          for (const { line, processor } of held(model).l3.filter((each) => each.dirty)) {
            const cluster = shared.clusterOf(processor);
            const others = model.cores.filter(
              (core) => core.states.has(line) && shared.clusterOf(core.number) !== cluster,
            );
            expect(others.map(({ number }) => number)).toEqual([]);
            expect(shared.holding(line)).toEqual([cluster]);
          }
        });
      },
      40,
      withL3,
    );
  });
});

describe('counters', () => {
  const sums: Record<string, (c: Counters) => readonly [number, number]> = {
    'every fill comes from a core, an L3 or memory': (c) => [
      c.fills,
      c.cacheToCacheTransfers + c.l3Hits + c.l3RemoteHits + c.memoryReads,
    ],
    'every reference hits or misses its L1': (c) => [c.references, c.l1Hits + c.l1Misses],
    'every miss has one kind': (c) => [
      c.misses,
      c.coldMisses + c.capacityMisses + c.conflictMisses + c.coherenceMisses,
    ],
  };

  test.each(Object.entries(sums))('%s', (_, sidesOf) => {
    check((run) => {
      for (const counters of ran(run).counters()) {
        const [left, right] = sidesOf(counters);
        expect(left).toBe(right);
      }
    });
  });

  test('L3 misses are fills, and what is placed in an L3 is evicted, dropped or still there', () => {
    check((run) => {
      const model = ran(run);
      expect(total(model, 'l3Evictions')).toBeLessThanOrEqual(total(model, 'l3Fills'));
      expect(total(model, 'l3Hits') + total(model, 'l3Misses')).toBeLessThanOrEqual(total(model, 'fills'));
    });
  });

  test('a prefetch is useful, useless or still waiting', () => {
    check((run) => {
      const model = ran(run);
      const waiting = model.cores.reduce((sum, { prefetched }) => sum + prefetched.size, 0);
      const settled = total(model, 'usefulPrefetches') + total(model, 'uselessPrefetches');
      expect(settled + waiting).toBe(total(model, 'prefetches'));
    });
  });

  test('no walk without a miss in the TLB, and no miss without a reference', () => {
    check((run) => {
      for (const { pageWalks, tlbMisses, references } of ran(run).counters()) {
        expect(pageWalks).toBeLessThanOrEqual(tlbMisses);
        expect(tlbMisses).toBeLessThanOrEqual(references);
      }
    });
  });
});
