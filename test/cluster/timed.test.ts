/** Clusters of machines that keep time: caches, bus and memory of each node take theirs, messages what LogGP says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runOnCluster } from '../../src/cluster/index.js';
import type { MachineInput } from '../../src/config/machine.js';
import { runProgram } from '../../src/execute/run.js';
import { programNamed } from '../../src/programs/library/index.js';
import { threadsOf } from './cluster-run.js';
import { smallValues } from './library-values.js';

/** A small cache, so that much goes over the bus; rows are closed, since nodes' memories begin at different ones. */
const MACHINE: MachineInput = { l1: { size: 512, ways: 2 }, timing: { memory: { rows: 'closed' } } };

/** Loads and stores of one thread within the shared page, and computing between them. */
const body = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 500 }).map((word) => `ld t0, ${8 * word}(s0)`),
      fc.integer({ min: 0, max: 500 }).map((word) => `sd s0, ${8 * word}(s0)`),
      fc.integer({ min: 1, max: 50 }).map((by) => `addi t1, t1, ${by}`),
    ),
    { maxLength: 60 },
  )
  .map((lines) => lines.join('\n'));

describe('nodes that have nothing to do with each other', () => {
  it.each([false, true])(
    'take the time of machines of their own, whatever the others do (split bus: %s)',
    async (split) => {
      const machine = { ...MACHINE, timing: { ...MACHINE.timing, bus: { split } } };
      await fc.assert(
        fc.asyncProperty(fc.array(body, { minLength: 2, maxLength: 4 }), async (bodies) => {
          const together = await runOnCluster({
            program: threadsOf(bodies),
            machine,
            timed: true,
            cluster: { dsm: 'none' },
          });
          for (const [node, alone] of bodies.entries()) {
            // The way to the thread's own lines is one of so many branches.
            const program = threadsOf([...Array.from({ length: node }, () => ''), alone]);
            const one = await runProgram({
              program,
              machine: { ...machine, processors: node + 1 },
              timed: true,
            });
            expect(together.timing?.processors[node]).toEqual(one.timing?.processors[node]);
            expect(together.processors[node]).toEqual(one.processors[node]);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  it('would wait for each other on one bus', async () => {
    const lines = Array.from({ length: 40 }, (_, line) => `ld t0, ${64 * line}(s0)`).join('\n');
    const program = threadsOf([lines, lines, lines, lines]);
    const apart = await runOnCluster({ program, machine: MACHINE, timed: true, cluster: { dsm: 'none' } });
    const one = await runProgram({ program, machine: { ...MACHINE, processors: 4 }, timed: true });
    const waits = ({ timing }: typeof one): number =>
      timing?.processors.reduce((sum, { stalls }) => sum + stalls.busWait, 0) ?? 0;
    expect(waits(apart)).toBe(0);
    expect(waits(one)).toBeGreaterThan(0);
    expect(apart.timing?.resources.filter(({ kind }) => kind === 'bus').map(({ node }) => node)).toEqual([
      0, 1, 2, 3,
    ]);
    expect(apart.timing?.memory.map(({ node, reads }) => [node, reads])).toEqual(
      [0, 1, 2, 3].map((node) => [node, 40]),
    );
  });
});

describe('a message', () => {
  it('takes as long as without clocks, to the cycle', async () => {
    const receive = 'li s2, 0\nrecv t0, s2, s0\ncycle t1\nout t1';
    const send = 'li s2, 100\nli s3, 1\ncycle s4\nsend s2, s3, s0\nout s4';
    const messages = {
      latencyCycles: 500,
      overheadCycles: 20,
      softwareCycles: 5,
      gapCycles: 9,
      gapPerByteCycles: 2,
      headerBytes: 10,
    };
    const { output } = await runOnCluster({
      program: threadsOf([send, receive]),
      machine: MACHINE,
      timed: true,
      cluster: { dsm: 'none', messages },
    });
    const sent = Number(output.find(({ thread }) => thread === 0)?.value);
    const got = Number(output.find(({ thread }) => thread === 1)?.value);
    // Reading the clock and the send itself take a cycle each.
    expect(got - sent).toBe(2 + 25 + 109 * 2 + 500 + 25);
  });
});

describe('programs', () => {
  it.each(['ivy', 'lrc'] as const)('compute what they are due to under %s', async (dsm) => {
    for (const name of ['counter', 'parallel-sum', 'bounded-buffer', 'work-stealing']) {
      const program = programNamed(name).load(4, smallValues(name));
      const result = await runOnCluster({ program, timed: true, cluster: { nodes: 3, dsm } });
      expect([name, result.ending, result.findings.filter(({ right }) => !right)]).toEqual([
        name,
        'done',
        [],
      ]);
    }
  });

  it('spend the time of their accounts: computing and stalls, waits, and what interrupts them', async () => {
    const program = programNamed('parallel-sum').load(4, smallValues('parallel-sum'));
    const { cluster, timing } = await runOnCluster({
      program,
      timed: true,
      cluster: { nodes: 2, dsm: 'lrc' },
    });
    for (const [node, counts] of cluster.byNode.entries()) {
      const own = timing?.processors.slice(2 * node, 2 * node + 2) ?? [];
      const all = own.reduce((sum, { cycles, idle }) => sum + cycles - idle, 0);
      expect(counts.computeCycles + counts.interruptCycles).toBe(all);
    }
  });
});
