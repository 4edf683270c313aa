/** Where the time of each node's threads went. */
import { describe, expect, it } from 'vitest';
import { NODE_COUNTERS, type NodeCounter } from '../../src/cluster/index.js';
import { runThreads } from './cluster-run.js';

const run = (bodies: readonly string[], cluster: Parameters<typeof runThreads>[1]) =>
  runThreads(
    bodies.map((body) => `${body}\ncycle t9\nout t9`),
    cluster,
    { synced: true },
  );

/** All that a thread's time can go to. */
const TIMES = (Object.keys(NODE_COUNTERS) as NodeCounter[]).filter(
  (name) => name.endsWith('Cycles') && name !== 'handlerCycles',
);

describe('cycles by cause', () => {
  const lines =
    'lw t0, (s1)\nat 1\nfadd.d t0, s0, (s1)\nsd t0, (s0)\nlock\nsd t0, 8(s0)\nunlock\nbarrier\nld t0, 16(s0)';
  const waits = 'at 1\nwait zero, (s1)';
  const wakes = 'at 2\nli t1, 1\nwake t0, t1, (s1)\nlock\nsd t0, (s0)\nunlock';
  const sends = 'li s3, 8\nli s4, 1\nsend s3, s4, s0';
  const receives = 'li s4, 0\nrecv t0, s4, s0';

  it.each([
    ['pages with one writer', [lines, lines, lines], 'ivy'],
    ['lazy release', [lines, lines, lines], 'lrc'],
    ['threads that wait and wake', [wakes, waits], 'lrc'],
    ['messages', [sends, receives], 'none'],
    ['messages over shared pages', [sends, receives], 'lrc'],
  ] as const)('add up to all of each thread’s time: %s', async (_what, bodies, dsm) => {
    const { cluster, cycles, output } = await run(bodies, { dsm });
    const sums = cluster.byNode.map((counts) => TIMES.reduce((sum, name) => sum + counts[name], 0));
    expect(Math.max(...sums)).toBe(cycles);
    for (const [node, sum] of sums.entries()) {
      const last = Number(output.findLast(({ thread }) => thread === node)?.value);
      // `cycle`, `out` and `halt` themselves take a cycle each.
      expect(sum).toBeGreaterThanOrEqual(last + 3);
    }
  });

  it('are computing alone where a node has no others to wait for', async () => {
    const { cluster, threads, cycles } = await run(['ld t0, (s0)\nsd t0, (s0)'], { dsm: 'ivy' });
    expect(cluster.total.computeCycles).toBe(cycles);
    expect(threads[0]?.instructions).toBe(cycles);
    expect(TIMES.filter((name) => cluster.total[name] > 0)).toEqual(['computeCycles']);
  });

  it('tell the overhead of messages apart from waiting for them', async () => {
    const { cluster } = await run([`at 1\n${sends}`, receives], {
      dsm: 'none',
      messages: { overheadCycles: 70, softwareCycles: 30 },
    });
    expect(cluster.byNode.map(({ overheadCycles }) => overheadCycles)).toEqual([100, 100]);
    expect(cluster.byNode[0]?.messageWaitCycles).toBe(0);
    expect(cluster.byNode[1]?.messageWaitCycles).toBeGreaterThan(900_000);
  });
});
