/**
 * How long collective operations take: closed forms in the parameters of LogGP. Messages take so long here that
 * the instructions between them hardly count; s is left at 0, so that o is all that a processor does.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogGP, runOnCluster } from '../../src/cluster/index.js';
import { programNamed } from '../../src/programs/library/index.js';

const long = fc.integer({ min: 200_000, max: 2_000_000 });

/** With gaps and lengths that a sender's own overhead hides. */
const costs: fc.Arbitrary<LogGP> = fc
  .record({
    latencyCycles: long,
    overheadCycles: long,
    gapCycles: fc.integer({ min: 0, max: 50_000 }),
    gapPerByteCycles: fc.integer({ min: 0, max: 150 }),
    headerBytes: fc.integer({ min: 0, max: 64 }),
  })
  .map((given) => ({ ...given, softwareCycles: 0, hopCycles: 0 }));

/** Cycles of the operation, and most that the instructions on any way through it can add. */
const measured = async (operation: string, threads: number, bytes: number, messages: LogGP) => {
  const program = programNamed('collective').load(threads, { operation, bytes });
  const result = await runOnCluster({ program, cluster: { dsm: 'none', messages } });
  expect(result.findings.map(({ right }) => right)).toEqual([true]);
  const slowest = Math.max(...result.threads.map(({ instructions }) => instructions));
  return { cycles: result.cycles, slack: slowest * (Math.ceil(Math.log2(threads)) + 2) };
};

const streamed = ({ headerBytes, gapPerByteCycles }: LogGP, bytes: number): number =>
  Math.ceil(Math.max(0, bytes + headerBytes - 1) * gapPerByteCycles);

/** 2 o + L + (k − 1) G: one message of so many bytes. */
const message = (loggp: LogGP, bytes: number): number =>
  2 * loggp.overheadCycles + loggp.latencyCycles + streamed(loggp, bytes);

const rounds = (threads: number): number => Math.ceil(Math.log2(threads));

const sum = (count: number, of: (at: number) => number): number =>
  Array.from({ length: count }, (_, at) => of(at)).reduce((all, value) => all + value, 0);

type Form = (loggp: LogGP, threads: number, bytes: number) => number;

/** For numbers of threads that are powers of two. */
const FORMS: Readonly<Record<string, Form>> = {
  broadcast: (loggp, threads, bytes) => rounds(threads) * message(loggp, bytes),
  reduce: (loggp, threads, bytes) => rounds(threads) * message(loggp, bytes),
  'all-reduce': (loggp, threads, bytes) => 2 * rounds(threads) * message(loggp, bytes),
  // Each round moves twice the bytes of the one before.
  gather: (loggp, threads, bytes) => sum(rounds(threads), (round) => message(loggp, 2 ** round * bytes)),
  scatter: (loggp, threads, bytes) => sum(rounds(threads), (round) => message(loggp, 2 ** round * bytes)),
  // All is sent before anything is received: the processor is the bottleneck, or the last message.
  'all-to-all': (loggp, threads, bytes) =>
    Math.max(
      2 * (threads - 1) * loggp.overheadCycles,
      threads * loggp.overheadCycles + streamed(loggp, bytes) + loggp.latencyCycles,
    ),
  barrier: (loggp, threads) => rounds(threads) * message(loggp, 0),
};

describe.each(Object.entries(FORMS))('%s', (operation, form) => {
  it('takes what its closed form says', async () => {
    const words = fc.integer({ min: 1, max: 8 });
    await fc.assert(
      fc.asyncProperty(costs, fc.constantFrom(2, 4, 8, 16), words, async (messages, threads, count) => {
        const bytes = 8 * count;
        const { cycles, slack } = await measured(operation, threads, bytes, messages);
        const due = form(messages, threads, bytes);
        expect(cycles).toBeGreaterThanOrEqual(due);
        expect(cycles).toBeLessThanOrEqual(due + slack);
        // The instructions are not what makes it come out.
        expect(slack).toBeLessThan(due / 10);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a barrier by dissemination', () => {
  it.each([3, 5, 6, 7, 9, 12])('takes ⌈log₂ P⌉ messages in a row for P = %i', async (threads) => {
    const messages = { ...ofLogP(60, 20, 40), latencyCycles: 600_000 };
    const { cycles, slack } = await measured('barrier', threads, 8, messages);
    const due = rounds(threads) * message(messages, 0);
    expect(cycles).toBeGreaterThanOrEqual(due);
    expect(cycles).toBeLessThanOrEqual(due + slack);
  });
});

/** L, o and g in units of 10,000 cycles; long messages cost no more. */
const UNIT = 10_000;
const ofLogP = (latency: number, overhead: number, gap: number): LogGP => ({
  latencyCycles: latency * UNIT,
  overheadCycles: overhead * UNIT,
  gapCycles: gap * UNIT,
  gapPerByteCycles: 0,
  softwareCycles: 0,
  headerBytes: 0,
  hopCycles: 0,
});

describe('the example of LogP (D. Culler et al., 1993): P = 8, L = 6, o = 2, g = 4', () => {
  it('takes 30 units by the binomial tree, of which the best tree would take 24', async () => {
    const { cycles } = await measured('broadcast', 8, 8, ofLogP(6, 2, 4));
    expect(Math.floor(cycles / UNIT)).toBe(30);
  });
});

describe('a broadcast by a sender with a gap longer than its overhead', () => {
  it('takes the longest of the ways down the tree', async () => {
    const [L, o, g] = [1, 2, 50];
    const due = (height: number): number =>
      Math.max(
        0,
        ...Array.from({ length: height }, (_, child) => o + child * g + L + o + due(height - 1 - child)),
      );
    const { cycles } = await measured('broadcast', 16, 8, ofLogP(L, o, g));
    // Down the last child of the root, which waits for three gaps, not along the first ones.
    expect(due(4)).toBe(3 * g + 2 * o + L);
    expect(Math.floor(cycles / UNIT)).toBe(due(4));
  });
});
