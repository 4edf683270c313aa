/** The clusters of the catalogue, held to what was published of them. */
import { describe, expect, it } from 'vitest';
import { CLUSTERS, clusterNamed, parseCluster } from '../../src/cluster/index.js';
import { runThreads } from './cluster-run.js';

const microseconds = (name: string, cycles: number): number => cycles / clusterNamed(name).clockMHz;

describe.each(CLUSTERS)('$name', ({ name, title, about, source, config }) => {
  it('is a complete cluster, and says what it is and where its numbers come from', () => {
    expect(parseCluster({ preset: name }, 4)).toEqual({ nodes: 4, ...config });
    for (const text of [title, about, source]) expect(text.length).toBeGreaterThan(20);
  });
});

/** Round trip of a message that carries nothing, by the clock of the one that sends first. */
const roundTrip = async (preset: string): Promise<number> => {
  const ping = 'li s3, 1\ncycle s4\nsend zero, s3, s0\nrecv t0, s3, s0\ncycle t1\nsub t1, t1, s4\nout t1';
  const { output } = await runThreads([ping, 'recv t0, zero, s0\nsend zero, zero, s0'], {
    preset,
    dsm: 'none',
  });
  return microseconds(preset, Number(output[0]?.value));
};

describe('a round trip of the smallest message', () => {
  // 2 (L + 2 o), and the header's bytes.
  it.each([
    ['cm-5', 20, 22],
    ['paragon', 20, 21],
    ['now', 21.6, 23],
    // Published: 500 µs.
    ['treadmarks-atm', 495, 505],
  ])('on %s takes %d to %d µs', async (preset, least, most) => {
    const took = await roundTrip(preset);
    expect(took).toBeGreaterThan(least);
    expect(took).toBeLessThan(most);
  });
});

describe('TreadMarks on ATM', () => {
  const lockWait = async (bodies: readonly string[], node: number): Promise<number> => {
    const { cluster } = await runThreads(bodies, { preset: 'treadmarks-atm' });
    return microseconds('treadmarks-atm', cluster.byNode[node]?.lockWaitCycles ?? 0);
  };

  it('fetches a page of another node in about the 2,792 µs that were measured', async () => {
    const { cluster } = await runThreads(['', 'at 1\nld t0, (s0)'], { preset: 'treadmarks-atm' });
    const took = microseconds('treadmarks-atm', cluster.byNode[1]?.faultWaitCycles ?? 0);
    expect(took).toBeGreaterThan(2700);
    expect(took).toBeLessThan(2900);
  });

  it('takes a free lock faster than the 827 and 1,149 µs that were measured, from its manager and from a third node', async () => {
    const section = 'lock\nunlock';
    expect(await lockWait(['', `at 1\n${section}`], 1)).toBeCloseTo(627, -2);
    expect(await lockWait(['', `at 1\n${section}`, `at 2\n${section}`, ''], 2)).toBeCloseTo(983, -2);
  });
});

describe('the wire of Ethernet', () => {
  it('is the one difference between the two of TreadMarks', () => {
    const [atm, ethernet] = ['treadmarks-atm', 'treadmarks-ethernet'].map(
      (name) => clusterNamed(name).config,
    );
    expect(ethernet).toEqual({
      ...atm,
      messages: { ...atm?.messages, gapPerByteCycles: (atm?.messages.gapPerByteCycles ?? 0) + 28.8 },
    });
  });
});
