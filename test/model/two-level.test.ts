/**
 * Messages worked out by hand where directories know nodes, and the caches of a node snoop one another,
 * as in the clusters of D. Lenoski et al., The Directory-Based Cache Coherence Protocol for the DASH
 * Multiprocessor, 1990: what a cluster can do by itself stays on its bus, and the rest goes to the home
 * cluster, which tells each cluster with a copy once.
 */
import { describe, expect, test } from 'vitest';
import { compileProtocol } from '../../src/protocol/compile.js';
import { mesif } from '../../src/protocols/mesif.js';
import { withProtocol, withUserTable } from '../engine/agreement.js';
import { withAttributes, withCell } from '../protocols/mutant.js';
import { type Case, machineWith, messages, messagesOf, recordsOf } from './by-hand.js';
import { ModelMachine } from './machine.js';

const FULL = machineWith({ tracks: 'nodes' });
const BROADCAST = machineWith({ tracks: 'nodes', organisation: 'limited-broadcast' });
const COARSE = machineWith({ tracks: 'nodes', organisation: 'coarse-vector', pointers: 1 });
const LIMITED = machineWith({ tracks: 'nodes', organisation: 'limited' });
const SPARSE = machineWith({ tracks: 'nodes', organisation: 'sparse' });

const CASES: Record<string, readonly Case[]> = {
  'a read': [
    {
      title: 'of a line that nobody holds goes to its home, also if that is the reader’s own node',
      machine: FULL,
      now: '0r1 2r5',
      sent: ['GetS 0>1', 'Data 1>0', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'that a neighbour can answer is served in the cluster',
      machine: FULL,
      before: '0r1',
      now: '1r1',
      sent: [],
    },
    {
      title: 'of a neighbour’s modified line is served in the cluster, and writes it back to its home',
      machine: FULL,
      before: '0w1',
      now: '1r1',
      sent: ['WriteBack 0>1'],
    },
    {
      title: 'that a neighbour can answer is served in the cluster though others hold the line too',
      machine: FULL,
      before: '0r1 4r1 2r1',
      now: '5r1 3r1 1r1',
      sent: [],
    },
    {
      title: 'goes to the home if the neighbour does not answer for clean lines',
      machine: FULL,
      protocol: 'MSI',
      before: '0r1',
      now: '1r1',
      sent: ['GetS 0>1', 'Data 1>0'],
    },
    {
      title: 'of a line dirty in another cluster comes from there, which writes it back to the home',
      machine: FULL,
      before: '2w0',
      now: '4r0',
      sent: ['GetS 2>0', 'FwdGetS 0>1', 'Data 1>2', 'WriteBack 1>0'],
    },
    {
      title: 'of a line dirty in a third cluster takes the owner’s, not the lowest-numbered copy',
      machine: FULL,
      protocol: 'MOESI',
      before: '2w3 0r3',
      now: '4r3',
      sent: ['GetS 2>3', 'FwdGetS 3>1', 'Data 1>2'],
    },
    {
      title: 'of a line dirty in the home cluster is one message there and two back to it',
      machine: FULL,
      before: '0w0',
      now: '4r0',
      sent: ['GetS 2>0', 'FwdGetS 0>0', 'Data 0>2', 'WriteBack 0>0'],
    },
    {
      title: 'is answered by a neighbour though a lower-numbered processor could, in another cluster',
      machine: FULL,
      before: '0r1 6r1',
      now: '7r1',
      sent: [],
    },
    {
      title: 'that makes a neighbour flush without answering goes to the home after the line',
      machine: FULL,
      protocol: 'Synapse',
      before: '0w1',
      now: '1r1',
      sent: ['GetS 0>1', 'WriteBack 0>1', 'Data 1>0'],
    },
  ],
  'a write': [
    {
      title: 'to a neighbour’s dirty line is served in the cluster',
      machine: FULL,
      before: '0w1',
      now: '1w1 0w1',
      sent: [],
    },
    {
      title: 'to a neighbour’s exclusive line is served in the cluster',
      machine: FULL,
      before: '0r1',
      now: '1w1',
      sent: [],
    },
    {
      title: 'to an own line that neighbours alone have read is served in the cluster',
      machine: FULL,
      protocol: 'MOESI',
      before: '0w1 1r1',
      now: '0w1',
      sent: [],
    },
    {
      title: 'to a neighbour’s owned line is served in the cluster',
      machine: FULL,
      protocol: 'MOESI',
      before: '0w1 1r1',
      now: '1w1',
      sent: [],
    },
    {
      title: 'needs the home for a line that is shared, though by nobody outside',
      machine: FULL,
      before: '0r1 1r1',
      now: '1w1',
      sent: ['Upgrade 0>1', 'Ack 1>0'],
    },
    {
      title: 'needs the home for a line that is shared outside, each cluster being told once',
      machine: FULL,
      before: '0r1 1r1 2r1 6r1 7r1',
      now: '1w1',
      sent: ['Upgrade 0>1', 'Inv 1>1', 'InvAck 1>0', 'Inv 1>3', 'InvAck 3>0', 'Ack 1>0'],
    },
    {
      title: 'needs the home for an owned line that is shared outside',
      machine: FULL,
      protocol: 'MOESI',
      before: '0w1 4r1',
      now: '0w1',
      sent: ['Upgrade 0>1', 'Inv 1>2', 'InvAck 2>0', 'Ack 1>0'],
    },
    {
      title: 'gets its line from a neighbour, and its permission from the home',
      machine: FULL,
      protocol: 'MESI',
      before: '0r1 4r1',
      now: '1w1',
      sent: ['GetM 0>1', 'Inv 1>2', 'InvAck 2>0', 'Ack 1>0'],
    },
    {
      title: 'takes a line dirty in another cluster, where no copy stays',
      machine: FULL,
      protocol: 'MOESI',
      before: '6w1 7r1',
      now: '0w1',
      sent: ['GetM 0>1', 'FwdGetM 1>3', 'Data 3>0'],
    },
    {
      title: 'that passes by the cache goes to the home always',
      machine: FULL,
      protocol: 'VI',
      before: '0r1 1r1',
      now: '0w1',
      sent: ['WriteThrough 0>1', 'Ack 1>0'],
    },
  ],
  replacement: [
    {
      title: 'tells the home nothing of a clean line that a neighbour holds still',
      machine: FULL,
      before: '0r1 1r1 0r2',
      now: '0r3',
      sent: ['GetS 0>3', 'Data 3>0'],
    },
    {
      title: 'tells the home of the cluster’s last copy',
      machine: FULL,
      before: '0r1 1r1 0r2 0r3 1r2 4r1',
      now: '1r3',
      sent: ['Put 0>1', 'PutAck 1>0'],
    },
    {
      title: 'writes a dirty line back though a neighbour holds it still',
      machine: FULL,
      protocol: 'MOESI',
      before: '0w1 1r1 0r2',
      now: '0r3',
      sent: ['GetS 0>3', 'Data 3>0', 'PutData 0>1', 'PutAck 1>0'],
    },
  ],
  'Dir_2B of nodes': [
    {
      title: 'points at two nodes, however many processors of them hold the line',
      machine: BROADCAST,
      before: '0r1 1r1 6r1 7r1',
      now: '0w1',
      sent: ['Upgrade 0>1', 'Inv 1>3', 'InvAck 3>0', 'Ack 1>0'],
    },
    {
      title: 'tells every other node with one holder more',
      machine: BROADCAST,
      before: '0r1 6r1 4r1',
      now: '0w1',
      sent: [
        'Upgrade 0>1',
        ...['Inv 1>2', 'InvAck 2>0', 'Inv 1>3', 'InvAck 3>0'],
        // Node 1 holds nothing.
        ...['Inv 1>1', 'InvAck 1>0', 'Ack 1>0'],
      ],
    },
  ],
  'Dir_1CV of nodes, two a bit': [
    {
      title: 'tells the node that shares a bit with a holder',
      machine: COARSE,
      before: '4r0 6r0 4r1 4r2',
      now: '7w0',
      // Node 2 has replaced its copy; nodes 0 and 1 never had one.
      sent: ['GetM 3>0', 'Inv 0>2', 'InvAck 2>3', 'Ack 0>3'],
    },
  ],
  'Dir_2NB of nodes': [
    {
      title: 'keeps every copy of two nodes',
      machine: LIMITED,
      before: '0r1 2r1',
      now: '1r1 3r1',
      sent: [],
    },
    {
      title: 'recalls all copies of the lowest-numbered other node at once',
      machine: LIMITED,
      before: '2r1 3r1 6r1',
      now: '4r1',
      sent: ['GetS 2>1', 'Data 1>2', 'Recall 1>1', 'RecallAck 1>1'],
    },
    {
      title: 'recalls a node’s dirty copy with its clean ones',
      machine: machineWith({ tracks: 'nodes', organisation: 'limited', pointers: 1 }),
      protocol: 'MOESI',
      before: '6w1 7r1',
      now: '0r1',
      sent: ['GetS 0>1', 'FwdGetS 1>3', 'Data 3>0', 'Recall 1>3', 'RecallData 3>1'],
    },
  ],
  'a sparse directory of nodes': [
    {
      title: 'recalls the first line node by node',
      machine: SPARSE,
      before: '6r1 7r1 0r1 1r1',
      now: '2r5',
      sent: ['Recall 1>0', 'RecallAck 0>1', 'Recall 1>3', 'RecallAck 3>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'does not hear of what a node does by itself',
      machine: machineWith({ tracks: 'nodes', organisation: 'sparse', entries: 2, ways: 2 }),
      before: '0r1 4r5 1r1',
      now: '2r9',
      // Line 1 was requested last, but in its node.
      sent: ['Recall 1>0', 'RecallAck 0>1', 'GetS 1>1', 'Data 1>1'],
    },
    {
      title: 'keeps its entry while one copy of a node is left',
      machine: SPARSE,
      before: '0r1 1r1 0r2 0r3',
      now: '2r5',
      sent: ['Recall 1>0', 'RecallAck 0>1', 'GetS 1>1', 'Data 1>1'],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('$title', ({ machine, protocol = 'MESI', before = '', now, sent }) => {
    expect(messages(machine, protocol, before, now)).toEqual(sent);
  });
});

test('what a node serves by itself moves no page', () => {
  const machine = machineWith({ tracks: 'nodes' }, { policy: 'next-touch', intervalReferences: 1 });
  // Processor 2 has moved the page of line 0 to node 1, where its replacement finds it.
  expect(messages(machine, 'MESI', '0r0 2r0', '1r0 2r4 2r8')).toEqual([
    ...['GetS 1>1', 'Data 1>1', 'GetS 1>1', 'Data 1>1'],
    ...['Put 1>1', 'PutAck 1>1'],
  ]);
});

test('a read whose neighbour answers needs the home if a copy elsewhere changes for it', () => {
  // MESIF, but for sharers that answer as well: the forwarder elsewhere has to hear of its successor.
  const table = compileProtocol(
    withCell(withAttributes(mesif, 'S', ['readable', 'supplies']), 'S', 'BusRd', 'Supply → S'),
  );
  const subject = withUserTable(FULL, table);
  const sent = messagesOf(subject, '0r1 4r1', '1r1');
  expect(sent).toEqual(['GetS 0>1', 'FwdGetS 1>2', 'Ack 2>1', 'Ack 1>0']);
});

test('a node that loses one copy of two is told so, once', () => {
  // MESIF, but for forwarders that leave the line to the next reader in silence.
  const silent = withAttributes(mesif, 'F', ['readable']);
  const changed = withCell(withCell(silent, 'F', 'BusRd', '→ I'), 'F', 'BusRdX', '→ I');
  const subject = withUserTable(FULL, compileProtocol(changed));
  const sent = messagesOf(subject, '2r1 3r1', '0r1');
  expect(sent).toEqual(['GetS 0>1', 'Inv 1>1', 'InvAck 1>0', 'Data 1>0']);
});

test('requests are served in the node, by a home there, or by a home elsewhere', () => {
  const subject = withProtocol(FULL, 'MESI');
  const model = new ModelMachine(subject.machine, subject.model, false);
  for (const record of recordsOf('0r0 1r0 1r1 0r1 1w2 0w2 0w2')) model.record(record);
  const [zero, one] = model.counters();
  expect([zero!.nodeRequests, zero!.localRequests, zero!.remoteRequests]).toEqual([2, 1, 0]);
  expect([one!.nodeRequests, one!.localRequests, one!.remoteRequests]).toEqual([1, 0, 2]);
});
