/** Laws of machines whose directories know nodes, within which caches snoop. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { MESSAGES } from '../../src/result.js';
import { runEngine, snapshotOf } from './agreement.js';
import { clustersRun, type MachineOfNodes, type NodesRun, withDirectory } from './arbitraries/nodes.js';
import { runs } from './runs.js';
import { counts, networkOf, sum, sumOf, totals, WHO_SUPPLIES, withoutTraffic } from './traffic.js';

const check = (property: (each: NodesRun) => void, few = 15): void =>
  fc.assert(fc.property(clustersRun, property), runs(few));

const runOn = (machine: NodesRun['subject']['machine'], { subject, records }: NodesRun): Engine =>
  runEngine({ ...subject, machine }, records, false);

const ofNodes = (machine: MachineOfNodes, nodes: number): MachineOfNodes => {
  const { numa } = machine;
  const within = <T extends { readonly node: number }>(each: T): T => ({ ...each, node: each.node % nodes });
  const placement = within({ ...numa.placement, ranges: numa.placement.ranges.map(within) });
  // A bus joins any number of nodes.
  return { ...machine, numa: { ...numa, nodes, placement, network: { ...numa.network, topology: 'bus' } } };
};

const allMessages = (engine: Engine): number => sum(Object.values(counts(engine)));

describe('without recalls', () => {
  test.each(['full-map', 'limited-broadcast', 'coarse-vector'] as const)(
    'a %s directory of nodes and a bus give the same but for who supplies a line',
    (organisation) => {
      check((each) => {
        const classified = (machine: typeof each.subject.machine): unknown =>
          withoutTraffic(
            snapshotOf(runEngine({ ...each.subject, machine }, each.records, true)),
            ...WHO_SUPPLIES,
          );
        const nodes = withDirectory(each.machine, { organisation });
        expect(classified(nodes)).toEqual(classified({ ...each.machine, numa: null }));
      });
    },
  );

  test.each(['limited-broadcast', 'coarse-vector', 'limited'] as const)(
    'a %s directory with a pointer for every node sends what a full map sends',
    (organisation) => {
      check((each) => {
        const { nodes } = each.machine.numa;
        const pointed = runOn(withDirectory(each.machine, { organisation, pointers: nodes }), each);
        const full = runOn(withDirectory(each.machine, { organisation: 'full-map' }), each);
        expect(snapshotOf(pointed)).toEqual(snapshotOf(full));
      });
    },
  );

  test('a directory of nodes sends no more messages than one of processors', () => {
    check((each) => {
      const sent = (tracks: 'nodes' | 'processors'): number =>
        allMessages(runOn(withDirectory(each.machine, { organisation: 'full-map', tracks }), each));
      expect(sent('nodes')).toBeLessThanOrEqual(sent('processors'));
    });
  });
});

describe('with recalls', () => {
  test('no line is held in more nodes than a limited directory has pointers', () => {
    check((each) => {
      const machine = withDirectory(each.machine, { organisation: 'limited' });
      const { nodes, directory } = machine.numa;
      const holders = new Map<bigint, Set<number>>();
      for (const { line, processor } of runOn(machine, each).states()) {
        const node = Math.floor(processor / (machine.processors / nodes));
        holders.set(line, new Set([...(holders.get(line) ?? []), node]));
      }
      const most = Math.max(0, ...[...holders.values()].map(({ size }) => size));
      expect(most).toBeLessThanOrEqual(directory.pointers);
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
});

describe('messages', () => {
  test('set out for every transaction that its node does not serve', () => {
    check((each) => {
      const engine = runOn(each.machine, each);
      const sent = counts(engine);
      const c = totals(engine);
      expect(c.localRequests + c.remoteRequests + c.nodeRequests).toBe(c.busTransactions - c.busWB);
      const requests = sent.GetS + sent.GetM + sent.Upgrade + c.busWr;
      expect(requests).toBe(c.localRequests + c.remoteRequests);
      expect(sent.GetS).toBeLessThanOrEqual(c.busRd);
      expect(sent.GetM).toBeLessThanOrEqual(c.busRdX);
      expect(sent.Upgrade).toBeLessThanOrEqual(c.busUpgr);
    });
  });

  test('get their answers, and account for every line that memory gives and takes', () => {
    check((each) => {
      const engine = runOn(each.machine, each);
      const sent = counts(engine);
      const c = totals(engine);
      expect(sent.Inv).toBe(sent.InvAck);
      expect(sent.Put + sent.PutData).toBe(sent.PutAck);
      expect(sent.Recall).toBe(sent.RecallAck + sent.RecallData);
      expect(sent.FwdGetS + sent.FwdGetM).toBeLessThanOrEqual(c.localRequests + c.remoteRequests);
      expect(sent.PutData + sent.RecallData).toBe(c.writeBacks);
      expect(sent.Data).toBeGreaterThanOrEqual(c.memoryReads);
      expect(sent.Data).toBeLessThanOrEqual(c.fills);
      expect(sent.WriteBack).toBeLessThanOrEqual(c.flushes);
      expect(sent.Recall).toBeLessThanOrEqual(c.recalls);
      expect(sent.PutAck).toBeLessThanOrEqual(c.evictions - c.recalls);
      expect(sent.Inv - c.uselessInvalidations).toBeLessThanOrEqual(c.invalidationsSent);
    });
  });

  test('are the same in all by type, by distance and by pair of nodes', () => {
    check((each) => {
      const { messages, matrix, bytes } = networkOf(runOn(each.machine, each));
      expect(sumOf(matrix)).toBe(sum(messages.map(({ count }) => count)));
      expect(sumOf(bytes)).toBe(sum(messages.map((message) => message.bytes)));
      for (const { byHops, count } of messages) expect(sum(byHops)).toBe(count);
    });
  });

  test('on a machine of one node ask for lines and permissions, and return lines, and tell nobody else', () => {
    const within = ['FwdGetS', 'FwdGetM', 'Inv', 'InvAck'];
    check((each) => {
      const engine = runOn(ofNodes(each.machine, 1), each);
      const sent = counts(engine);
      const c = totals(engine);
      expect(MESSAGES.filter((type) => within.includes(type) && sent[type] > 0)).toEqual([]);
      expect([sent.Data, c.remoteRequests, c.pageMigrations]).toEqual([c.memoryReads, 0, 0]);
      expect(networkOf(engine).messages.filter(({ hops }) => hops > 0)).toEqual([]);
    });
  });

  test('with one processor a node are those of a directory of processors, but for upgrades of owned lines', () => {
    check((each) => {
      fc.pre(each.machine.numa.placement.policy !== 'next-touch');
      const alone = withDirectory(ofNodes(each.machine, each.machine.processors), {
        organisation: 'full-map',
      });
      const nodes = runOn(alone, each);
      const processors = runOn(withDirectory(alone, { tracks: 'processors' }), each);
      const [sent, all] = [counts(nodes), counts(processors)];
      const owned = totals(nodes).nodeRequests;
      expect(owned).toBeLessThanOrEqual(totals(nodes).busUpgr);
      const rest = { WriteThrough: 0 };
      expect({ ...sent, Upgrade: sent.Upgrade + owned, Ack: sent.Ack + owned, ...rest }).toEqual({
        ...all,
        ...rest,
      });
    });
  });
});
