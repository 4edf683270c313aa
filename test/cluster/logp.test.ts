/** Times of messages, after LogGP. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Calendar } from '../../src/cluster/calendar.js';
import { runThreads } from './cluster-run.js';

const cycles = fc.integer({ min: 0, max: 5000 });

const loggp = fc.record({
  latencyCycles: cycles,
  overheadCycles: cycles,
  softwareCycles: cycles,
  gapPerByteCycles: fc.constantFrom(0, 0.25, 1, 3),
  headerBytes: fc.integer({ min: 0, max: 64 }),
});

/** Each instruction takes a cycle: the loops below take 6 a turn beside what messages take. */
const ping = (turns: number, bytes: number): string => `
  li s1, ${turns}
  li s2, ${bytes}
  li s3, 1
  cycle s4
turn:
  send s2, s3, s0
  recv t0, s3, s0
  addi s1, s1, -1
  bnez s1, turn
  cycle t1
  sub t1, t1, s4
  out t1`;

const pong = (turns: number): string => `
  li s1, ${turns}
  li s2, 0
back:
  recv t0, s2, s0
  send t0, s2, s0
  addi s1, s1, -1
  bnez s1, back`;

describe('ping-pong', () => {
  it('takes 2 (L + 2 o) + 2 (k − 1) G a turn, whatever they are, if the gap is no longer', async () => {
    const turn = fc.tuple(loggp, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2000 }));
    await fc.assert(
      fc.asyncProperty(turn, async ([messages, turns, bytes]) => {
        const { latencyCycles: L, overheadCycles: o, softwareCycles: s, headerBytes } = messages;
        const streamed = Math.ceil((bytes + headerBytes - 1) * messages.gapPerByteCycles);
        const gapCycles = Math.min(o, L);
        const result = await runThreads([ping(turns, bytes), pong(turns)], {
          dsm: 'none',
          messages: { ...messages, gapCycles },
        });
        // send and recv there and back; while the other one counts its turns, the message is under way.
        const perTurn = 2 * (L + 2 * (o + s)) + 2 * streamed + 4;
        const own = 2;
        // Where a message is faster than the instructions between, those show.
        const slow = L + 2 * (o + s) + streamed >= 4 ? 0 : 8;
        const took = Number(result.output[0]?.value);
        expect(took).toBeGreaterThanOrEqual(turns * (perTurn - 2) - 4);
        expect(took).toBeLessThanOrEqual(turns * (perTurn + own + slow) + 4);
      }),
      { numRuns: 60 },
    );
  });

  it('is told to the cycle for one message', async () => {
    const receive = 'li s2, 0\ncycle s4\nrecv t0, s2, s0\ncycle t1\nout t1';
    const send = 'li s2, 100\nli s3, 1\ncycle s4\nsend s2, s3, s0\nout s4';
    const { output } = await runThreads([send, receive], {
      dsm: 'none',
      messages: {
        latencyCycles: 500,
        overheadCycles: 20,
        softwareCycles: 5,
        gapCycles: 9,
        gapPerByteCycles: 2,
        headerBytes: 10,
      },
    });
    const sent = Number(output.find(({ thread }) => thread === 0)?.value);
    const got = Number(output.find(({ thread }) => thread === 1)?.value);
    // The send itself and the reading of the clock take a cycle each.
    expect(got - sent).toBe(2 + 25 + 109 * 2 + 500 + 25);
  });
});

describe('messages one after the other', () => {
  it('leave a gap apart, even if the sender is faster', async () => {
    const messages = {
      latencyCycles: 10,
      overheadCycles: 1,
      softwareCycles: 0,
      gapCycles: 300,
      gapPerByteCycles: 0,
      headerBytes: 0,
    };
    const send = `li s2, 8\nli s3, 1\ncycle s4\n${'send s2, s3, s0\n'.repeat(5)}cycle t1\nsub t1, t1, s4\nout t1`;
    const receive = `li s2, 0\n${'recv t0, s2, s0\n'.repeat(5)}`;
    const { output } = await runThreads([send, receive], { dsm: 'none', messages });
    // The first leaves at once, each other one 300 cycles after the one before.
    expect(Number(output[0]?.value)).toBe(1 + 1 + 1 + 4 * 300);
  });

  it('cost a hop’s cycles for each link of the network', async () => {
    const time = async (to: number): Promise<number> => {
      const bodies = Array.from({ length: 8 }, (_, node) => {
        if (node === 0) return `li s2, 8\nli s3, ${to}\nsend s2, s3, s0`;
        return node === to ? 'li s2, 0\nrecv t0, s2, s0\ncycle t1\nout t1' : '';
      });
      const { output } = await runThreads(bodies, {
        dsm: 'none',
        messages: { hopCycles: 1000 },
        topology: { name: 'ring' },
      });
      return Number(output[0]?.value);
    };
    expect((await time(5)) - (await time(1))).toBe(4000);
  });
});

describe('a calendar', () => {
  it('never has two jobs at once, and none before its time', () => {
    const job = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(job, { maxLength: 60 }), (jobs) => {
        const calendar = new Calendar();
        const entered = jobs.map(([from, cyclesOf]) => {
          const begin = calendar.reserve(from, cyclesOf);
          expect(begin).toBeGreaterThanOrEqual(from);
          return { begin, end: begin + cyclesOf };
        });
        entered.sort((a, b) => a.begin - b.begin);
        for (let i = 1; i < entered.length; i++) {
          expect(entered[i]!.begin).toBeGreaterThanOrEqual(entered[i - 1]!.end);
        }
      }),
    );
  });

  it('gives a job the first gap that it fits in', () => {
    const calendar = new Calendar();
    expect(calendar.reserve(0, 10)).toBe(0);
    expect(calendar.reserve(20, 10)).toBe(20);
    expect(calendar.reserve(5, 11)).toBe(30);
    expect(calendar.reserve(5, 10)).toBe(10);
  });
});
