/** What holds of every machine at every step, whatever its parts: the model would be wrong if it did not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CounterName, Counters } from '../../src/counters.js';
import { type HierarchyRun, hierarchicalMachine, hierarchyRun } from '../engine/any-hierarchy.js';
import { runs } from '../engine/runs.js';
import { type ModelLine, ModelMachine } from './machine.js';

const check = (property: (each: HierarchyRun) => void, few = 12, machines = hierarchicalMachine()): void =>
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
      25,
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
      25,
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
      25,
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

/** What only nodes count, and what only a bus does. */
const TRAFFIC: readonly CounterName[] = [
  'busDataBytes',
  'busAddressBytes',
  'busBytes',
  'localRequests',
  'remoteRequests',
  'pageMigrations',
];

/** A page that moves is dropped from all TLBs, and walked for again. */
const TRANSLATION: readonly CounterName[] = ['tlbShootdowns', 'tlbMisses', 'pageWalks'];

test('a full map of cores and a bus give the same states, transitions and counts', () => {
  const withoutL3 = hierarchicalMachine({ numa: true }).map((machine) => ({ ...machine, l3: null }));
  check(
    (run) => {
      const { machine } = run.subject;
      const numa = machine.numa!;
      // Caches that share a line answer for it, as on a bus.
      const directory = {
        ...numa.directory,
        organisation: 'full-map',
        tracks: 'processors',
        cleanFrom: 'sharer',
      } as const;
      const others = numa.placement.policy === 'next-touch' ? [...TRAFFIC, ...TRANSLATION] : TRAFFIC;
      const outcome = (on: typeof machine): unknown => {
        const model = ran({ ...run, subject: { ...run.subject, machine: on } });
        const counts = model.counters().map((counters) => {
          const kept = Object.entries(counters).filter(([name]) => !others.includes(name as CounterName));
          return Object.fromEntries(kept);
        });
        return { counts, states: model.states(), transitions: [...model.transitions()].sort() };
      };
      expect(outcome({ ...machine, numa: { ...numa, directory } })).toEqual(
        outcome({ ...machine, numa: null }),
      );
    },
    20,
    withoutL3,
  );
});

test('the threads of a core do together what one processor does that refers for all of them', () => {
  check((run) => {
    const { machine } = run.subject;
    const { threadsPerCore } = machine.shape;
    fc.pre(machine.numa === null);
    const processors = machine.processors / threadsPerCore;
    const single = { ...machine, processors, shape: { ...machine.shape, threadsPerCore: 1 } };
    // Random replacement draws by the number of the processor.
    const caches = [machine.l1, machine.l1i, machine.l2, machine.l3];
    fc.pre(caches.every((cache) => cache?.replacement !== 'random'));
    const together = run.records.map((record) => ({
      ...record,
      processor: Math.floor(record.processor / threadsPerCore),
    }));
    const one = ran({ subject: { ...run.subject, machine: single }, records: together });
    const several = ran(run);
    const linesOf = (model: ModelMachine, threads: number): unknown =>
      model.states().map((each) => ({ ...each, processor: each.processor / threads }));
    expect(linesOf(several, threadsPerCore)).toEqual(linesOf(one, 1));
    expect([...several.transitions()]).toEqual([...one.transitions()]);
    one.counters().forEach((counters, core) => {
      const threads = several.counters().slice(core * threadsPerCore, (core + 1) * threadsPerCore);
      for (const [name, count] of Object.entries(counters)) {
        const sum = threads.reduce((total, each) => total + each[name as CounterName], 0);
        expect([name, sum]).toEqual([name, count]);
      }
    });
  }, 30);
});

test('a larger fully associative TLB never misses more', () => {
  check((run) => {
    const { machine } = run.subject;
    fc.pre(machine.tlb !== null);
    const misses = (entries: number): number => {
      const tlb = { ...machine.tlb!, l1: { entries, ways: 'full' as const } };
      return total(ran({ ...run, subject: { ...run.subject, machine: { ...machine, tlb } } }), 'tlbMisses');
    };
    expect(misses(4)).toBeLessThanOrEqual(misses(3));
    expect(misses(9)).toBeLessThanOrEqual(misses(4));
  }, 20);
});
