/** What must hold of hierarchies, whatever the machine: laws that need no second simulator. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { COUNTER_NAMES } from '../../src/counters.js';
import type { HeldLine } from '../../src/engine/engine.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { engineFor, expectAgreement, runEngine, snapshotOf, withProtocol } from './agreement.js';
import { type HierarchyRun, hierarchicalMachine, hierarchyRun, suits } from './any-hierarchy.js';
import { longTrace } from './arbitraries/long-trace.js';
import { batchOf } from './arbitraries/trace.js';
import { LONG, runs } from './runs.js';

const check = (
  machines: fc.Arbitrary<MachineConfig>,
  property: (run: HierarchyRun) => void,
  few = 40,
): void => fc.assert(fc.property(hierarchyRun(machines), property), runs(few));

const keysOf = (held: readonly HeldLine[], of: (line: HeldLine) => boolean): Set<string> =>
  new Set(held.filter(of).map(({ processor, line }) => `${processor} ${line}`));

const isFirst = ({ level }: HeldLine): boolean => level === 1;
const isSecond = ({ level }: HeldLine): boolean => level === 2;
const isShared = ({ level }: HeldLine): boolean => level === 3;

test('a private copy shows the one state that its core has of the line', () => {
  check(hierarchicalMachine(), ({ subject, records }) => {
    const states = new Map<string, string>();
    for (const { processor, level, line, state } of runEngine(subject, records, false).states()) {
      if (level === 3) continue;
      const key = `${processor} ${line}`;
      expect(state).not.toBe(subject.table.states[0]?.name);
      expect(states.get(key) ?? state).toBe(state);
      states.set(key, state);
    }
  });
});

test('an inclusive L2 holds every line of its L1s, and an exclusive one none', () => {
  const machines = hierarchicalMachine().filter(({ l2 }) => l2 !== null && l2.inclusion !== 'non-inclusive');
  check(machines, ({ subject, records }) => {
    const held = runEngine(subject, records, false).states();
    const second = keysOf(held, isSecond);
    const inclusive = subject.machine.l2?.inclusion === 'inclusive';
    for (const key of keysOf(held, isFirst)) expect(second.has(key)).toBe(inclusive);
  });
});

test('an inclusive L3 holds every line of its cluster', () => {
  const machines = hierarchicalMachine().filter(({ l3 }) => l3 !== null && l3.inclusion === 'inclusive');
  check(machines, ({ subject, records }) => {
    const { shape, l3, processors } = subject.machine;
    const die = shape.coresPerDie * shape.threadsPerCore;
    const sharers = { die, socket: die * shape.diesPerSocket, machine: processors };
    const share = sharers[l3?.sharedBy ?? 'machine'];
    const held = runEngine(subject, records, false).states();
    const shared = keysOf(held, isShared);
    for (const { processor, line, level } of held) {
      if (level < 3) expect(shared.has(`${processor - (processor % share)} ${line}`)).toBe(true);
    }
  });
});

test('where no state is owned, a line that an L3 holds dirty is held by no other cluster', () => {
  const machines = hierarchicalMachine().filter(({ l3 }) => l3 !== null);
  check(machines, ({ subject, records }) => {
    const { shape, l3, processors, protocol } = subject.machine;
    if (!['MI', 'MSI', 'MESI', 'MESIF', 'Synapse'].includes(protocol)) return;
    const die = shape.coresPerDie * shape.threadsPerCore;
    const sharers = { die, socket: die * shape.diesPerSocket, machine: processors };
    const clusterOf = (processor: number): number =>
      Math.floor(processor / sharers[l3?.sharedBy ?? 'machine']);
    const held = runEngine(subject, records, false).states();
    for (const dirty of held.filter((each) => isShared(each) && each.dirty)) {
      const clusters = held
        .filter(({ line }) => line === dirty.line)
        .map(({ processor }) => clusterOf(processor));
      expect(new Set(clusters).size).toBe(1);
    }
  });
});

test('a TLB changes nothing but its own counters', () => {
  const machines = hierarchicalMachine().filter(({ tlb }) => tlb !== null);
  check(machines, ({ subject, records }) => {
    const without = { ...subject, machine: { ...subject.machine, tlb: null } };
    const own = / (tlbMisses|pageWalks|tlbShootdowns) /;
    const counted = snapshotOf(runEngine(subject, records, true));
    const counters = counted.counters.filter((line) => !own.test(line));
    expect({ ...counted, counters }).toEqual(snapshotOf(runEngine(without, records, true)));
  });
});

test('prefetches and their fates add up: none is useful or useless that was not made', () => {
  const machines = hierarchicalMachine().filter(({ prefetch }) => prefetch.kind !== 'none');
  check(machines, ({ subject, records }) => {
    const total = { prefetches: 0, usefulPrefetches: 0, uselessPrefetches: 0 };
    for (const counters of runEngine(subject, records, false).counters()) {
      for (const name of COUNTER_NAMES)
        if (name in total) total[name as keyof typeof total] += counters[name];
    }
    expect(total.usefulPrefetches + total.uselessPrefetches).toBeLessThanOrEqual(total.prefetches);
  });
});

test('the result is the same however the trace is cut into batches', () => {
  const sizes = fc.array(fc.nat(40), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(hierarchyRun(), sizes, ({ subject, records }, cuts) => {
      const engine = engineFor(subject, LONG);
      for (let from = 0, cut = 0; from < records.length; cut++) {
        const to = from + 1 + cuts[cut % cuts.length]!;
        engine.run(batchOf(records.slice(from, to)));
        from = to;
      }
      expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, LONG)));
    }),
    runs(40),
  );
});

test('the order of lines outlives the 27 bits of the clock', () => {
  check(hierarchicalMachine(), ({ subject, records }) => {
    const engine = engineFor(subject, false);
    const half = records.length >> 1;
    engine.run(batchOf(records.slice(0, half)));
    engine.passTime(2 ** 27);
    engine.run(batchOf(records.slice(half)));
    expect(snapshotOf(engine)).toEqual(snapshotOf(runEngine(subject, records, false)));
  });
});

const withMany = (machine: MachineConfig, threadsPerCore: number, sockets: number): MachineConfig => {
  const shape = { sockets, diesPerSocket: 2, coresPerDie: 16, threadsPerCore };
  return { ...machine, shape, processors: sockets * 32 * threadsPerCore };
};

test.each([
  { threadsPerCore: 1, sockets: 3, lines: 20_000, spread: 64n },
  { threadsPerCore: 3, sockets: 1, lines: 20_000, spread: 2n ** 14n },
  { threadsPerCore: 2, sockets: 2, lines: 300, spread: 64n },
])(
  'engine and model agree on many processors and long traces: %o',
  ({ threadsPerCore, sockets, lines, spread }) => {
    fc.assert(
      fc.property(hierarchicalMachine({ numa: false }), fc.nat(), fc.nat(99), (drawn, seed, pick) => {
        const machine = withMany(drawn, threadsPerCore, sockets);
        const runnable = MODEL_PROTOCOLS.filter((each) => suits(machine, each));
        const { processors } = machine;
        const spanBytes = spread * BigInt(lines);
        const records = longTrace({ seed, records: 6000, processors, lines, spanBytes });
        expectAgreement(withProtocol(machine, runnable[pick % runnable.length]!.name), records, false);
      }),
      runs(3),
    );
  },
);
