/**
 * Messages, twins and diffs of lazy release consistency, worked out by hand after P. Keleher, A. L. Cox
 * and W. Zwaenepoel, Lazy Release Consistency, 1992, and TreadMarks, 1994.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDiff, diffOf } from '../../src/cluster/diff.js';
import type { NodeCounter } from '../../src/cluster/index.js';
import { messagesOf, runThreads } from './cluster-run.js';

const lrc = (bodies: readonly string[]) => runThreads(bodies, { dsm: 'lrc' });

const counts = (result: Awaited<ReturnType<typeof lrc>>, ...names: NodeCounter[]): number[][] =>
  names.map((name) => result.cluster.byNode.map((node) => node[name]));

/** Stores a number so many bytes into the shared page. */
const store = (value: number, offset: number): string => `li t0, ${value}\nsd t0, ${offset}(s0)`;
const show = (offset: number): string => `ld t0, ${offset}(s0)\nout t0`;
const shown = ({ output }: Awaited<ReturnType<typeof lrc>>): Record<number, string[]> => {
  const lists: Record<number, string[]> = {};
  for (const { thread, value } of output) lists[thread] = [...(lists[thread] ?? []), value];
  return lists;
};

describe('a barrier', () => {
  it.each([2, 3, 5])('of %i nodes takes 2 messages for each but the manager', async (nodes) => {
    const result = await lrc(Array.from({ length: nodes }, () => 'barrier'));
    expect(messagesOf(result)).toEqual({ barrierArrive: nodes - 1, barrierDepart: nodes - 1 });
  });

  it('makes no twin and no diff where nobody writes, and fetches nothing', async () => {
    const result = await lrc(['barrier', 'barrier']);
    expect(result.cluster.total).toMatchObject({ twins: 0, diffsCreated: 0, pagesReceived: 0 });
  });
});

describe('two writers of one page', () => {
  const bodies = [
    `${store(5, 0)}\nbarrier\n${show(0)}\n${show(8)}`,
    `${store(6, 8)}\nbarrier\n${show(0)}\n${show(8)}`,
  ];

  it('see what both wrote behind a barrier', async () => {
    expect(shown(await lrc(bodies))).toEqual({ 0: ['5', '6'], 1: ['5', '6'] });
  });

  it('exchange a page once, and one diff each way', async () => {
    expect(messagesOf(await lrc(bodies))).toEqual({
      request: 1,
      page: 1,
      barrierArrive: 1,
      barrierDepart: 1,
      diffRequest: 2,
      diffs: 2,
    });
  });

  it('make a twin each, a diff each of one byte in its run, and apply one each', async () => {
    const result = await lrc(bodies);
    expect(counts(result, 'twins', 'diffsCreated', 'diffBytesCreated', 'diffsApplied')).toEqual([
      [1, 1],
      [1, 1],
      [5, 5],
      [1, 1],
    ]);
  });

  it('ping-pong under IVY instead', async () => {
    const result = await runThreads(bodies, { dsm: 'ivy' });
    expect(shown(result)).toEqual({ 0: ['5', '6'], 1: ['5', '6'] });
    expect(result.cluster.total.pagesReceived).toBeGreaterThan(1);
    expect(result.cluster.total.twins).toBe(0);
  });
});

describe('diffs are made when they are asked for', () => {
  it('none, if nobody reads what was written', async () => {
    const result = await lrc([`${store(5, 0)}\nbarrier`, 'barrier', 'barrier']);
    expect(result.cluster.total).toMatchObject({ twins: 1, diffsCreated: 0, writeNoticesReceived: 2 });
  });

  it('one, however many phases the page was written in before anybody asked', async () => {
    const result = await lrc([
      `${store(1, 0)}\nbarrier\n${store(2, 8)}\nbarrier\n${store(3, 16)}\nbarrier\nbarrier`,
      `barrier\nbarrier\nbarrier\n${show(0)}\n${show(8)}\n${show(16)}\nbarrier`,
    ]);
    expect(shown(result)).toEqual({ 1: ['1', '2', '3'] });
    expect(result.cluster.total).toMatchObject({ twins: 1, diffsCreated: 1, diffsApplied: 1 });
  });

  it('two, if the page was written again after somebody had asked', async () => {
    const result = await lrc([
      `barrier\n${store(1, 0)}\nbarrier\nbarrier\n${store(2, 0)}\nbarrier`,
      `${show(0)}\nbarrier\nbarrier\n${show(0)}\nbarrier\nbarrier\n${show(0)}`,
    ]);
    expect(shown(result)).toEqual({ 1: ['0', '1', '2'] });
    expect(result.cluster.total).toMatchObject({ twins: 2, diffsCreated: 2, diffsApplied: 2 });
  });
});

describe('a lock', () => {
  const section = (body: string): string => `lock\n${body}\nunlock`;

  it('costs nothing to its manager, and nothing to who had it last', async () => {
    // The lock is the address 0x1000: manager 0x1000 / 64 modulo 2, node 0.
    const result = await lrc([`${section('')}\n${section('')}`, '']);
    expect(messagesOf(result)).toEqual({});
  });

  it('takes 2 messages from its manager, then none again', async () => {
    const result = await lrc(['', `${section('')}\n${section('')}`]);
    expect(messagesOf(result)).toEqual({ lockRequest: 1, lockGrant: 1 });
  });

  it('takes 3 messages from a third node', async () => {
    const result = await lrc(['', `at 1\n${section('')}`, `at 2\n${section('')}`, '']);
    expect(messagesOf(result)).toEqual({ lockRequest: 2, lockForward: 1, lockGrant: 2 });
  });

  it('brings what came before its release, also by way of others, from one node', async () => {
    const result = await lrc([
      `at 1\n${section(store(5, 0))}`,
      `${show(0)}\nat 2\n${section(store(6, 8))}`,
      `${show(0)}\nat 3\n${section(`${show(0)}\n${show(8)}`)}`,
      '',
    ]);
    expect(shown(result)).toEqual({ 1: ['0'], 2: ['0', '5', '6'] });
    // Node 1 had to apply what node 0 wrote before it wrote the page itself: node 2 asks it alone.
    expect(messagesOf(result)).toMatchObject({ diffRequest: 2, diffs: 2 });
    expect(counts(result, 'diffsApplied')).toEqual([[0, 1, 2, 0]]);
  });

  it('tells nothing to who does not take it', async () => {
    const result = await lrc([`at 1\n${section(store(5, 0))}`, `${show(0)}\nat 2\n${show(0)}`]);
    expect(shown(result)).toEqual({ 1: ['0', '0'] });
    expect(result.cluster.total.writeNoticesReceived).toBe(0);
  });

  it('is given to who asked first', async () => {
    const wait = 'li t0, 3000000\nsleep t0';
    const result = await lrc([
      `at 1\n${section(`li t1, 0\nout t1\n${wait}`)}`,
      `at 3\n${section('li t1, 1\nout t1')}`,
      `at 2\n${section('li t1, 2\nout t1')}`,
    ]);
    expect(result.output.map(({ value }) => value)).toEqual(['0', '2', '1']);
  });
});

describe('a message', () => {
  it('brings news of what its sender wrote', async () => {
    const result = await lrc([
      `barrier\n${store(9, 0)}\nli s2, 8\nli s3, 1\naddi s4, s0, 512\nsend s2, s3, s4`,
      `${show(0)}\nbarrier\nli s3, 0\naddi s4, s0, 1024\nrecv t0, s3, s4\n${show(0)}`,
    ]);
    expect(shown(result)).toEqual({ 1: ['0', '9'] });
  });
});

describe('a diff', () => {
  const page = fc.uint8Array({ minLength: 64, maxLength: 64 });

  it('makes the twin the page', () => {
    fc.assert(
      fc.property(page, page, (twin, changed) => {
        const copy = twin.slice();
        applyDiff(diffOf(twin, changed), copy);
        expect(copy).toEqual(changed);
      }),
    );
  });

  it('leaves alone every byte that did not change', () => {
    fc.assert(
      fc.property(page, page, page, (twin, changed, other) => {
        const copy = other.slice();
        applyDiff(diffOf(twin, changed), copy);
        copy.forEach((byte, at) => {
          expect(byte).toBe(twin[at] === changed[at] ? other[at] : changed[at]);
        });
      }),
    );
  });
});
