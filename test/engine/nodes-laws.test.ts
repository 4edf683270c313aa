/** Laws of directories of processors, and of their messages, that need no second simulator. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { buildNetwork } from '../../src/topologies/index.js';
import type { ModelRecord } from '../model/references.js';
import { referencesOf } from '../model/references.js';
import { runEngine, type Snapshot, snapshotOf } from './agreement.js';
import { type MachineOfNodes, type NodesRun, nodesRun, withDirectory } from './arbitraries/nodes.js';
import { runs } from './runs.js';
import { counts, networkOf, sum, sumOf, totals, WHO_SUPPLIES, withoutTraffic } from './traffic.js';

const check = (property: (each: NodesRun) => void, few = 8): void =>
  fc.assert(fc.property(nodesRun, property), runs(few));

const runOn = (machine: NodesRun['subject']['machine'], { subject, records }: NodesRun): Engine =>
  runEngine({ ...subject, machine }, records, false);

const distinctLines = (records: readonly ModelRecord[], lineBytes: number): number =>
  new Set(records.flatMap((record) => referencesOf(record, lineBytes).map(({ line }) => line))).size;

describe('without recalls', () => {
  test.each(['full-map', 'limited-broadcast', 'coarse-vector'] as const)(
    'a %s directory and a bus give the same states, transitions, hits and kinds of misses',
    (organisation) => {
      check((each) => {
        const classified = (machine: typeof each.subject.machine): unknown =>
          withoutTraffic(snapshotOf(runEngine({ ...each.subject, machine }, each.records, true)));
        const nodes = withDirectory(each.machine, { organisation, cleanFrom: 'sharer' });
        expect(classified(nodes)).toEqual(classified({ ...each.machine, numa: null }));
      });
    },
  );

  test('memory’s answers in place of sharers’ change nothing but who supplies a line', () => {
    check((each) => {
      const classified = (cleanFrom: 'home' | 'sharer'): unknown =>
        withoutTraffic(
          snapshotOf(
            runEngine(
              { ...each.subject, machine: withDirectory(each.machine, { cleanFrom }) },
              each.records,
              true,
            ),
          ),
          ...WHO_SUPPLIES,
        );
      expect(classified('home')).toEqual(classified('sharer'));
    }, 30);
  });

  test.each(['limited-broadcast', 'coarse-vector', 'limited'] as const)(
    'a %s directory with a pointer for every processor sends what a full map sends',
    (organisation) => {
      check((each) => {
        const { processors } = each.machine;
        const pointed = runOn(withDirectory(each.machine, { organisation, pointers: processors }), each);
        const full = runOn(withDirectory(each.machine, { organisation: 'full-map' }), each);
        expect(snapshotOf(pointed)).toEqual(snapshotOf(full));
      });
    },
  );

  test('a sparse directory with an entry for every line never recalls, and sends what a full map sends', () => {
    check((each) => {
      const lines = Math.max(1, distinctLines(each.records, each.machine.lineBytes));
      const sparse = { organisation: 'sparse', entries: lines, ways: lines } as const;
      const engine = runOn(withDirectory(each.machine, sparse), each);
      const full = runOn(withDirectory(each.machine, { organisation: 'full-map' }), each);
      expect(totals(engine).recalls).toBe(0);
      expect(snapshotOf(engine)).toEqual(snapshotOf(full));
    });
  });

  test('a coarse vector with one processor a region invalidates nothing needlessly while no copy is replaced', () => {
    check((each) => {
      const { l1, l2, processors } = each.machine;
      // An entry has at most 64 bits.
      fc.pre(processors <= 64);
      const unlimited = { size: 'unlimited', ways: 1 } as const;
      const caches = l2 === null ? { l1: { ...l1, ...unlimited } } : { l2: { ...l2, ...unlimited } };
      const exact = withDirectory(each.machine, { organisation: 'coarse-vector', regionProcessors: 1 });
      expect(totals(runOn({ ...exact, ...caches }, each)).uselessInvalidations).toBe(0);
    });
  });
});

describe('with recalls', () => {
  test('no line has more holders than a limited directory has pointers', () => {
    check((each) => {
      const machine = withDirectory(each.machine, { organisation: 'limited' });
      const level = machine.l2 === null ? 1 : 2;
      const holders = new Map<bigint, number>();
      for (const held of runOn(machine, each).states()) {
        if (held.level === level) holders.set(held.line, (holders.get(held.line) ?? 0) + 1);
      }
      expect(Math.max(0, ...holders.values())).toBeLessThanOrEqual(machine.numa.directory.pointers);
    });
  });

  test('no more lines are held than sparse directories have entries', () => {
    check((each) => {
      const machine = withDirectory(each.machine, { organisation: 'sparse' });
      const held = new Set(
        runOn(machine, each)
          .states()
          .map(({ line }) => line),
      );
      expect(held.size).toBeLessThanOrEqual(machine.numa.directory.entries * machine.numa.nodes);
    });
  });

  test('recalls are among the evictions, and leave references, reads and writes as they are', () => {
    check((each) => {
      const engine = runOn(each.machine, each);
      const bus = runOn({ ...each.machine, numa: null }, each).counters();
      engine.counters().forEach((c, p) => {
        const onBus = bus[p]!;
        expect(c.recalls).toBeLessThanOrEqual(c.evictions);
        expect([c.references, c.reads, c.writes]).toEqual([onBus.references, onBus.reads, onBus.writes]);
      });
    });
  });
});

describe('messages', () => {
  test('every request is one of a transaction, and local or remote', () => {
    check((each) => {
      const engine = runOn(each.machine, each);
      const sent = counts(engine);
      const c = totals(engine);
      expect([sent.GetS, sent.GetM, sent.Upgrade]).toEqual([c.busRd, c.busRdX, c.busUpgr]);
      expect(sent.WriteThrough).toBeGreaterThanOrEqual(c.busWr);
      expect(c.localRequests + c.remoteRequests).toBe(c.busRd + c.busRdX + c.busUpgr + c.busWr);
    });
  });

  test('every message that asks for an answer gets it, and every line that moves is counted', () => {
    check((each) => {
      const engine = runOn(each.machine, each);
      const sent = counts(engine);
      const c = totals(engine);
      expect(sent.Inv).toBe(sent.InvAck);
      expect(sent.Put + sent.PutData).toBe(sent.PutAck);
      expect(sent.Recall).toBe(sent.RecallAck + sent.RecallData);
      expect([sent.Recall, sent.PutAck]).toEqual([c.recalls, c.evictions - c.recalls]);
      expect(sent.PutData + sent.RecallData).toBe(c.writeBacks);
      expect([sent.Data, sent.WriteBack]).toEqual([c.fills, c.flushes]);
      expect(sent.Inv - c.uselessInvalidations).toBeLessThanOrEqual(c.invalidationsSent);
    });
  });

  test('are the same in all by type, by distance and by pair of nodes', () => {
    check((each) => {
      const { messages, matrix, bytes } = networkOf(runOn(each.machine, each));
      expect(sumOf(matrix)).toBe(sum(messages.map(({ count }) => count)));
      expect(sumOf(bytes)).toBe(sum(messages.map((message) => message.bytes)));
      for (const { byHops, count, hops } of messages) {
        expect(sum(byHops)).toBe(count);
        expect(sum(byHops.map((number, distance) => number * distance))).toBe(hops);
      }
    });
  });

  test('put their bytes on as many links as they make hops', () => {
    check(({ machine, ...rest }) => {
      const { bytes, links } = networkOf(runOn(machine, { machine, ...rest }));
      const network = buildNetwork(machine.numa.network.topology, machine.numa.nodes);
      const crossed = bytes.map((row, from) => row.map((amount, to) => amount * network.hops(from, to)));
      expect(sum(links.map((link) => link.bytes))).toBe(sumOf(crossed));
    });
  });

  test('cross no link on a machine of one node, where every request is local', () => {
    const alone = (machine: MachineOfNodes): MachineOfNodes => {
      const { numa } = machine;
      const placement = {
        ...numa.placement,
        node: 0,
        ranges: numa.placement.ranges.map((range) => ({ ...range, node: 0 })),
      };
      const network = { ...numa.network, topology: 'bus' };
      return { ...machine, numa: { ...numa, nodes: 1, placement, network } };
    };
    check((each) => {
      const engine = runOn(alone(each.machine), each);
      const { messages, links } = networkOf(engine);
      expect(links.filter((link) => link.bytes > 0)).toEqual([]);
      expect(messages.filter(({ hops }) => hops > 0)).toEqual([]);
      expect([totals(engine).remoteRequests, totals(engine).pageMigrations]).toEqual([0, 0]);
    });
  });

  test('cross no bus', () => {
    check((each) => {
      const c = totals(runOn(each.machine, each));
      expect([c.busDataBytes, c.busAddressBytes, c.busBytes]).toEqual([0, 0, 0]);
    });
  });
});

test('no page moves but under next-touch, and none within its first interval', () => {
  check((each) => {
    const { numa } = each.machine;
    const moving = numa.placement.policy === 'next-touch' && numa.placement.intervalReferences < 2 ** 32 - 1;
    if (!moving) expect(totals(runOn(each.machine, each)).pageMigrations).toBe(0);
    const slow = { ...numa.placement, policy: 'next-touch', intervalReferences: 2 ** 32 - 1 } as const;
    const first = { ...slow, policy: 'first-touch' } as const;
    const placed = (placement: typeof slow | typeof first): Snapshot =>
      snapshotOf(runOn({ ...each.machine, numa: { ...numa, placement } }, each));
    expect(placed(slow)).toEqual(placed(first));
  });
});
