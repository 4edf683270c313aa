/**
 * Messages where caches of third level lie within nodes, worked out by hand. Node 0 has processors 0 and
 * 1, node 1 has 2 and 3, each processor with an L3 of its own; line n is at home on node n mod 2.
 */
import { describe, expect, test } from 'vitest';
import type { Inclusion } from '../../../src/config/hierarchy.js';
import type { MachineConfig } from '../../../src/config/machine.js';
import type { DirectoryConfig } from '../../../src/config/numa.js';
import type { CounterName } from '../../../src/counters.js';
import { type Case, expectedOf, machineOf, outcomeOf } from './by-hand.js';

const WATCHED: readonly CounterName[] = [
  'fills',
  'cacheToCacheTransfers',
  'memoryReads',
  'nodeRequests',
  'localRequests',
  'remoteRequests',
  'evictions',
  'recalls',
  'l3Hits',
  'l3Misses',
  'l3RemoteHits',
  'l3Fills',
  'l3Evictions',
  'l3WriteBacks',
  'backInvalidations',
  'l1WriteBacks',
];

const overNodes = (
  l1: number,
  lines: number,
  inclusion: Inclusion,
  directory: Partial<DirectoryConfig> = {},
): MachineConfig =>
  machineOf({
    shape: { sockets: 2, diesPerSocket: 2 },
    l1,
    l3: [lines, inclusion, 'die'],
    nodes: 2,
    directory,
  });

const INCLUSIVE = overNodes(1, 2, 'inclusive');
const EXCLUSIVE = overNodes(1, 2, 'exclusive');
const NON_INCLUSIVE = overNodes(2, 1, 'non-inclusive');
const SPARSE = overNodes(1, 2, 'inclusive', { organisation: 'sparse' });
const LIMITED = overNodes(1, 2, 'inclusive', { organisation: 'limited', pointers: 1 });

/** One processor a node, each with an L2 and no L3. */
const recalledFrom = (inclusion: Inclusion): MachineConfig =>
  machineOf({ shape: { sockets: 2 }, l2: [2, inclusion], nodes: 2, directory: { organisation: 'sparse' } });

const READ = ['GetS 0>1', 'Data 1>0'];

const CASES: Record<string, readonly Case[]> = {
  'a request': [
    {
      title: 'goes home for a line that no cache holds',
      machine: INCLUSIVE,
      now: '0r1',
      sent: READ,
      counts: ['0 fills', '0 memoryReads', '0 remoteRequests', '0 l3Misses', '0 l3Fills'],
    },
    {
      title: 'that the own L3 serves stays in the node',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '0r1',
      sent: [],
      counts: ['0 fills', '0 nodeRequests', '0 l3Hits', '0 evictions'],
    },
    {
      title: 'that a core beside serves does not take it from the L3 beside',
      machine: INCLUSIVE,
      before: '0r1',
      now: '1r1',
      sent: [],
      counts: ['1 fills', '1 cacheToCacheTransfers', '1 nodeRequests', '1 l3Misses', '1 l3Fills'],
    },
    {
      title: 'to write a word through goes home, whatever the own L3 has newer than memory',
      machine: INCLUSIVE,
      protocol: 'write-once',
      before: '0w1 0r2 0r1',
      now: '0w1',
      sent: ['WriteThrough 0>1', 'Ack 1>0'],
      counts: ['0 remoteRequests'],
    },
    {
      title: 'that the L3 beside serves stays in the node, though memory is as new',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '1r1',
      sent: [],
      counts: ['1 fills', '1 nodeRequests', '1 l3Misses', '1 l3RemoteHits', '1 l3Fills'],
    },
    {
      title: 'to read what the L3 beside has newer than memory writes it home',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '1r1',
      sent: ['WriteBack 0>1'],
      counts: ['1 fills', '1 nodeRequests', '1 l3Misses', '1 l3RemoteHits', '1 l3Fills', '1 l3WriteBacks'],
    },
    {
      title: 'to write what the L3 beside has newer than memory stays in the node',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '1w1',
      sent: [],
      counts: ['1 fills', '1 nodeRequests', '1 l3Misses', '1 l3RemoteHits', '1 l3Fills'],
    },
    {
      title: 'to write what the own L3 holds as old as memory asks the home whether others have it',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '0w1',
      sent: ['GetM 0>1', 'Ack 1>0'],
      counts: ['0 fills', '0 remoteRequests', '0 l3Hits', '0 evictions'],
    },
    {
      title: 'to read what an L3 of another node has newer than memory is forwarded there',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '2r1',
      sent: ['GetS 1>1', 'FwdGetS 1>0', 'Data 0>1', 'WriteBack 0>1'],
      counts: ['2 fills', '2 localRequests', '2 l3Misses', '2 l3RemoteHits', '2 l3Fills', '2 l3WriteBacks'],
    },
    {
      title: 'to write it is forwarded, too, and memory stays old',
      machine: INCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '2w1',
      sent: ['GetM 1>1', 'FwdGetM 1>0', 'Data 0>1'],
      counts: ['2 fills', '2 localRequests', '2 l3Misses', '2 l3RemoteHits', '2 l3Fills'],
    },
    {
      title: 'to write what an L3 of another node holds as old as memory invalidates it there',
      machine: INCLUSIVE,
      before: '0r1 0r2',
      now: '2w1',
      sent: ['GetM 1>1', 'Inv 1>0', 'InvAck 0>1', 'Data 1>1'],
      counts: ['2 fills', '2 memoryReads', '2 localRequests', '2 l3Misses', '2 l3Fills'],
    },
    {
      title: 'tells another node once of its L3s and cores together',
      machine: INCLUSIVE,
      before: '0r1 1r1 0r2',
      now: '2w1',
      sent: ['GetM 1>1', 'Inv 1>0', 'InvAck 0>1', 'Data 1>1'],
    },
    {
      title: 'that an exclusive L3 serves with what is newer than memory leaves it so, for a reader',
      machine: EXCLUSIVE,
      protocol: 'MSI',
      before: '0w1 0r2',
      now: '0r1',
      sent: [],
      counts: ['0 fills', '0 nodeRequests', '0 l3Hits', '0 evictions', '0 l3Fills'],
    },
    {
      title: 'that it serves so writes it home where the reader has a neighbour with the line',
      machine: EXCLUSIVE,
      protocol: 'MOESI',
      before: '0w1 1r1 0r2',
      now: '0r1',
      sent: ['WriteBack 0>1'],
      counts: ['0 fills', '0 nodeRequests', '0 l3Hits', '0 l3WriteBacks', '0 evictions', '0 l3Fills'],
    },
  ],

  'a line that leaves': [
    {
      title: 'a core for its L3, written, sends nothing',
      machine: INCLUSIVE,
      before: '0w1',
      now: '0r3',
      sent: READ,
    },
    {
      title: 'a core for its exclusive L3 sends nothing',
      machine: EXCLUSIVE,
      before: '0r1',
      now: '0r3',
      sent: READ,
    },
    {
      title: 'an L3, newer than memory, goes home with its data',
      machine: INCLUSIVE,
      before: '0w1 0r3',
      now: '0r5',
      sent: [...READ, 'PutData 0>1', 'PutAck 1>0'],
    },
    {
      title: 'an L3 and with it the node is told to the home',
      machine: INCLUSIVE,
      before: '0r1 0r3',
      now: '0r5',
      sent: [...READ, 'Put 0>1', 'PutAck 1>0'],
    },
    {
      title: 'an L3 while the one beside has it is not told',
      machine: INCLUSIVE,
      before: '0r1 1r1 0r3',
      now: '0r5',
      sent: READ,
    },
    {
      title: 'a core past a non-inclusive L3, and with it the node, is told to the home',
      machine: NON_INCLUSIVE,
      before: '0r1 0r3',
      now: '0r5',
      sent: [...READ, 'Put 0>1', 'PutAck 1>0'],
    },
  ],

  'a recall': [
    {
      title: 'takes the line from core and L3 at once, and brings the data',
      machine: SPARSE,
      before: '0w1',
      now: '0r3',
      sent: ['Recall 1>0', 'RecallData 0>1', ...READ],
      counts: [
        '0 recalls',
        '0 evictions',
        '0 l3WriteBacks',
        '0 fills',
        '0 memoryReads',
        '0 remoteRequests',
        '0 l3Misses',
        '0 l3Fills',
      ],
      holds: ['0 L1 3 E', '0 L3 3'],
    },
    {
      title: 'takes it from an L1 above an inclusive L2, too',
      machine: recalledFrom('inclusive'),
      before: '0w1',
      now: '0r3',
      sent: ['Recall 1>0', 'RecallData 0>1', ...READ],
      counts: [
        '0 recalls',
        '0 evictions',
        '0 backInvalidations',
        '0 l1WriteBacks',
        '0 fills',
        '0 memoryReads',
        '0 remoteRequests',
      ],
      holds: ['0 L1 3 E', '0 L2 3 E'],
    },
    {
      title: 'takes it from an L1 that has it to itself, without a back-invalidation',
      machine: recalledFrom('exclusive'),
      before: '0w1',
      now: '0r3',
      sent: ['Recall 1>0', 'RecallData 0>1', ...READ],
      counts: ['0 recalls', '0 evictions', '0 l1WriteBacks', '0 fills', '0 memoryReads', '0 remoteRequests'],
      holds: ['0 L1 3 E'],
    },
    {
      title: 'takes a line that only an L3 holds',
      machine: SPARSE,
      before: '0w1 0r2',
      now: '2r3',
      sent: ['Recall 1>0', 'RecallData 0>1', 'GetS 1>1', 'Data 1>1'],
      counts: ['2 l3WriteBacks', '2 fills', '2 memoryReads', '2 localRequests', '2 l3Misses', '2 l3Fills'],
      holds: ['0 L1 2 E', '0 L3 2', '2 L1 3 E', '2 L3 3'],
    },
    {
      title: 'of a node with L3s alone makes room for a pointer',
      machine: LIMITED,
      before: '0r1 0r2',
      now: '2r1',
      sent: ['GetS 1>1', 'Data 1>1', 'Recall 1>0', 'RecallAck 0>1'],
      holds: ['0 L1 2 E', '0 L3 2', '2 L1 1 S', '2 L3 1'],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  test.each(cases)('$title', (each) => {
    expect(outcomeOf(each, WATCHED)).toEqual(expectedOf(each));
  });
});
