/**
 * Messages of each manager of pages, worked out by hand after K. Li and P. Hudak, Memory Coherence in
 * Shared Virtual Memory Systems, 1989. Node 0 owns every page at first and is the centralised manager;
 * the page is number 1, so that node 1 is its fixed distributed manager. What a node asks of itself is no
 * message.
 */
import { describe, expect, it } from 'vitest';
import { MANAGERS, runOnCluster } from '../../src/cluster/index.js';
import { messagesOf, READ, runThreads, threadsOf, WRITE } from './cluster-run.js';

const at = (moment: number, what: string): string => `at ${moment}\n${what}`;

interface Case {
  readonly what: string;
  /** Lines of nodes 0 to 3. */
  readonly bodies: readonly [string, string, string, string];
  readonly due: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const CASES: readonly Case[] = [
  {
    what: 'node 2 reads what node 0 owns',
    bodies: ['', '', at(1, READ), ''],
    due: {
      centralised: { request: 1, page: 1, confirm: 1 },
      'improved-centralised': { request: 1, page: 1 },
      // By way of node 1.
      'fixed-distributed': { request: 1, forward: 1, page: 1 },
      'dynamic-distributed': { request: 1, page: 1 },
    },
  },
  {
    what: 'nodes 1 and 2 read, then node 3 writes: two copies are invalidated',
    bodies: ['', at(1, READ), at(2, READ), at(3, WRITE)],
    due: {
      centralised: { request: 3, page: 3, confirm: 3, invalidate: 2, acknowledge: 2 },
      'improved-centralised': { request: 3, page: 3, invalidate: 2, acknowledge: 2 },
      // Node 1 knows itself whom to ask.
      'fixed-distributed': { request: 3, forward: 2, page: 3, invalidate: 2, acknowledge: 2 },
      'dynamic-distributed': { request: 3, page: 3, invalidate: 2, acknowledge: 2 },
    },
  },
  {
    what: 'nodes 1, 2 and 3 write in turn: the page moves on, and nobody else has it',
    bodies: ['', at(1, WRITE), at(2, WRITE), at(3, WRITE)],
    due: {
      centralised: { request: 3, forward: 2, page: 3, confirm: 3 },
      'improved-centralised': { request: 3, forward: 2, page: 3 },
      // Node 1 asks node 0; 2 asks 1, which owns it; 3 asks 1, which knows of 2.
      'fixed-distributed': { request: 3, forward: 1, page: 3 },
      // All ask node 0, which points to who asked last.
      'dynamic-distributed': { request: 3, forward: 2, page: 3 },
    },
  },
  {
    what: 'after that node 1 reads: its hint leads by way of node 2',
    bodies: ['', `${at(1, WRITE)}\n${at(4, READ)}`, at(2, WRITE), at(3, WRITE)],
    due: {
      centralised: { request: 4, forward: 3, page: 4, confirm: 4 },
      'improved-centralised': { request: 4, forward: 3, page: 4 },
      'fixed-distributed': { request: 4, forward: 1, page: 4 },
      'dynamic-distributed': { request: 4, forward: 3, page: 4 },
    },
  },
  {
    what: 'node 1 reads, then node 0 writes, which owns the page',
    bodies: [at(2, WRITE), at(1, READ), '', ''],
    due: {
      centralised: { request: 1, page: 1, confirm: 1, invalidate: 1, acknowledge: 1 },
      'improved-centralised': { request: 1, page: 1, invalidate: 1, acknowledge: 1 },
      'fixed-distributed': { request: 1, page: 1, invalidate: 1, acknowledge: 1 },
      'dynamic-distributed': { request: 1, page: 1, invalidate: 1, acknowledge: 1 },
    },
  },
  {
    what: 'node 2 reads, then writes what it has read',
    bodies: ['', '', `${at(1, READ)}\n${at(2, WRITE)}`, ''],
    due: {
      // The owner is asked again, and gives the page up; the reader's own copy needs no invalidation.
      centralised: { request: 2, page: 2, confirm: 2 },
      'improved-centralised': { request: 2, page: 2 },
      'fixed-distributed': { request: 2, forward: 2, page: 2 },
      'dynamic-distributed': { request: 2, page: 2 },
    },
  },
  {
    what: 'all read once more what they have read: no messages',
    bodies: ['', `${at(1, READ)}\n${READ}`, `${at(1, READ)}\n${READ}`, `${at(1, READ)}\n${READ}`],
    due: {
      centralised: { request: 3, page: 3, confirm: 3 },
      'improved-centralised': { request: 3, page: 3 },
      'fixed-distributed': { request: 3, forward: 2, page: 3 },
      'dynamic-distributed': { request: 3, page: 3 },
    },
  },
];

describe.each(CASES)('$what', ({ bodies, due }) => {
  it.each(MANAGERS.map(({ name }) => name))('%s', async (manager) => {
    expect(messagesOf(await runThreads(bodies, { dsm: 'ivy', manager }))).toEqual(due[manager]);
  });
});

describe('what is counted', () => {
  it('tells faults, pages and invalidations of each node', async () => {
    const { cluster } = await runThreads(['', at(1, READ), at(2, READ), at(3, WRITE)], { dsm: 'ivy' });
    const of = (counter: keyof (typeof cluster.byNode)[number]) =>
      cluster.byNode.map((node) => node[counter]);
    expect(of('readFaults')).toEqual([0, 1, 1, 0]);
    expect(of('writeFaults')).toEqual([0, 0, 0, 1]);
    expect(of('pagesSent')).toEqual([3, 0, 0, 0]);
    expect(of('pagesReceived')).toEqual([0, 1, 1, 1]);
    expect(of('invalidations')).toEqual([1, 1, 1, 0]);
  });

  it('tells bytes: a header in each message, the page, its number, and who has copies', async () => {
    const { cluster } = await runThreads(['', at(1, READ), at(2, READ), at(3, WRITE)], {
      dsm: 'ivy',
      messages: { headerBytes: 10 },
    });
    expect(cluster.messages).toEqual([
      { kind: 'request', messages: 3, bytes: 3 * 18 },
      // The last page takes the numbers of two nodes with it.
      { kind: 'page', messages: 3, bytes: 3 * 4106 + 4 },
      { kind: 'invalidate', messages: 2, bytes: 2 * 18 },
      { kind: 'acknowledge', messages: 2, bytes: 2 * 18 },
    ]);
  });

  it('tells how long a read fault takes, to the cycle', async () => {
    const { cluster } = await runThreads(['', at(1, READ)], {
      dsm: 'ivy',
      manager: 'improved-centralised',
      messages: {
        latencyCycles: 100,
        overheadCycles: 20,
        softwareCycles: 3,
        gapCycles: 1,
        gapPerByteCycles: 1,
        headerBytes: 2,
      },
      costs: { faultCycles: 1000, handlerCycles: 50, protectCycles: 7 },
    });
    const request = 23 + 9 + 100 + 23 + 50;
    const page = 7 + 23 + 4097 + 100 + 23;
    expect(cluster.byNode[1]?.faultWaitCycles).toBe(1000 + request + page + 7);
  });
});

it('a thread that blocks on a word which another of its node has fetched leaves the line for the page', async () => {
  const waits = 'wait zero, (s0)';
  const wakes = `${at(1, WRITE)}\nli t0, 2\nwake t0, t0, (s0)`;
  const program = threadsOf([wakes, '', waits, waits]);
  const { ending } = await runOnCluster({ program, cluster: { nodes: 2 } });
  expect(ending).toBe('done');
});
