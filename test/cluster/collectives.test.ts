/** Collective operations, with every number of threads from 1 to 9: powers of two, and others. */
import { describe, expect, it } from 'vitest';
import { messagesOf, runThreads } from './cluster-run.js';

const each = (threads: number, body: (thread: number) => string): string[] =>
  Array.from({ length: threads }, (_, thread) => body(thread));

const run = (bodies: readonly string[]) => runThreads(bodies, { dsm: 'none' });

const shown = async (bodies: readonly string[]): Promise<string[][]> => {
  const { output } = await run(bodies);
  return bodies.map((_, thread) => output.filter((told) => told.thread === thread).map(({ value }) => value));
};

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('of %i threads', (threads) => {
  it('broadcast brings thread 0’s bytes to all, in one message for each other thread', async () => {
    const bodies = each(
      threads,
      (thread) => `li t0, ${thread === 0 ? 42 : 1}\nsd t0, 8(s0)\nbroadcast s0, 16\nld t0, 8(s0)\nout t0`,
    );
    expect(await shown(bodies)).toEqual(bodies.map(() => ['42']));
    expect(messagesOf(await run(bodies))).toEqual(threads === 1 ? {} : { data: threads - 1 });
  });

  it('all_reduce brings the sums of all to all', async () => {
    const bodies = each(
      threads,
      (thread) =>
        `li t0, ${thread + 1}\nsd t0, (s0)\nli t0, ${10 ** thread}\nsd t0, 8(s0)\naddi s1, s0, 64\nall_reduce s0, s1, 2\nld t0, (s0)\nout t0\nld t0, 8(s0)\nout t0`,
    );
    const sum = String((threads * (threads + 1)) / 2);
    expect(await shown(bodies)).toEqual(bodies.map(() => [sum, '1'.repeat(threads)]));
  });

  it('gather brings each thread’s bytes to thread 0, scatter takes them back', async () => {
    const own = (thread: number): number => 8 * thread;
    const bodies = each(
      threads,
      (thread) =>
        `li t0, ${thread + 5}\nsd t0, ${own(thread)}(s0)\ngather s0, 8\n${
          thread === 0
            ? each(threads, (t) => `ld t0, ${own(t)}(s0)\nout t0\nmuli t0, t0, 2\nsd t0, ${own(t)}(s0)`).join(
                '\n',
              )
            : ''
        }\nscatter s0, 8\nld t0, ${own(thread)}(s0)\nout t0`,
    );
    const all = each(threads, (thread) => String(thread + 5));
    const due = each(threads, (thread) => String(2 * (thread + 5))).map((twice, thread) =>
      thread === 0 ? [...all, twice] : [twice],
    );
    expect(await shown(bodies)).toEqual(due);
  });

  it('message_barrier lets nobody go on before the last one is there', async () => {
    const bodies = each(
      threads,
      (thread) => `li t0, ${thread * 50_000}\nsleep t0\nmessage_barrier s0\ncycle t0\nout t0`,
    );
    const left = (await shown(bodies)).map(([cycle]) => Number(cycle));
    expect(Math.min(...left)).toBeGreaterThanOrEqual((threads - 1) * 50_000);
  });
});
