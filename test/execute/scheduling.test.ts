/** Who runs when, worked out by hand: an instruction takes a cycle, and no processor runs ahead. */
import { describe, expect, it } from 'vitest';
import { busyFor, runScheduled } from './scheduled.js';

const at = (thread: number, from: number, to: number) => ({ thread, from, to });

describe('round robin', () => {
  it('gives each thread its quantum in turn, and each switch takes its cycles', async () => {
    const { result, schedule, stretches } = await runScheduled(busyFor(24), {
      threads: 2,
      schedule: { policy: 'round-robin', quantumCycles: 10, switchCycles: 5 },
    });
    expect(stretches).toEqual([
      at(0, 0, 9),
      at(1, 15, 24),
      at(0, 30, 39),
      at(1, 45, 54),
      at(0, 60, 63),
      at(1, 70, 73),
    ]);
    expect(result.cycles).toBe(75);
    expect(schedule.switches).toBe(5);
    expect(schedule.threads).toMatchObject([
      { runCycles: 25, readyCycles: 30, switchCycles: 10, blockedCycles: 0, switches: 2, endedAt: 65 },
      { runCycles: 25, readyCycles: 35, switchCycles: 15, blockedCycles: 0, switches: 3, endedAt: 75 },
    ]);
    expect(schedule.processors).toEqual([
      { processor: 0, busyCycles: 50, idleCycles: 0, switchCycles: 25, switches: 5 },
    ]);
  });

  it('takes the first of one queue for whatever processor is free, which costs migrations', async () => {
    const { schedule, stretches } = await runScheduled(busyFor(19), {
      threads: 3,
      processors: 2,
      schedule: { policy: 'round-robin', quantumCycles: 10, migrationCycles: 3 },
    });
    // Processor 1 comes to 10 first and takes thread 2; so thread 1 goes on on processor 0, and then 0 on 1.
    expect(stretches).toEqual([
      at(0, 0, 9),
      at(1, 0, 9),
      at(2, 10, 19),
      at(1, 13, 21),
      at(0, 23, 31),
      at(2, 26, 34),
    ]);
    expect(schedule.threads.map(({ migrations }) => migrations)).toEqual([1, 1, 1]);
  });

  it('lets a thread go on that nobody waits behind, without a switch', async () => {
    const { result, schedule } = await runScheduled(busyFor(99), {
      threads: 1,
      schedule: { policy: 'round-robin', quantumCycles: 10, switchCycles: 1000 },
    });
    expect(result.cycles).toBe(100);
    expect(schedule.switches).toBe(0);
    expect(schedule.slices).toMatchObject([
      { kind: 'first', slices: 1 },
      { kind: 'continued', slices: 9, cycles: 90 },
      { kind: 'switched', slices: 0 },
      { kind: 'migrated', slices: 0 },
    ]);
  });

  it('puts a thread that yields behind the others', async () => {
    const { stretches } = await runScheduled('out zero\nout zero\nyield\nout zero\nhalt', {
      threads: 2,
      schedule: { policy: 'round-robin', quantumCycles: 1000 },
    });
    expect(stretches).toEqual([at(0, 0, 1), at(1, 3, 4), at(0, 6, 6), at(1, 8, 8)]);
  });
});

describe('priorities', () => {
  const sleeperAndWorker = `
who t0
beqz t0, worker
li t1, 10
sleep t1
${busyFor(3)}
worker:
${busyFor(30)}`;

  it('let a thread that wakes displace one of lower priority at once', async () => {
    const { schedule, stretches } = await runScheduled(sleeperAndWorker, {
      threads: 2,
      schedule: { policy: 'priority', priorities: [0, 5] },
    });
    // Thread 1 begins, and at 3 sleeps until 13.
    expect(stretches).toEqual([at(0, 6, 12), at(1, 13, 15), at(0, 17, 39)]);
    expect(schedule.threads).toMatchObject([
      { readyCycles: 8, blockedCycles: 0, endedAt: 41 },
      { readyCycles: 0, blockedCycles: 9, endedAt: 17 },
    ]);
  });

  it('leave a running thread alone where the one that wakes is only its equal', async () => {
    const { stretches } = await runScheduled(sleeperAndWorker, {
      threads: 2,
      schedule: { policy: 'priority' },
    });
    // Thread 0 goes first, and is not disturbed until it halts at 32.
    expect(stretches).toEqual([at(0, 2, 31), at(1, 46, 48)]);
  });

  it('put a displaced thread ahead of its equals', async () => {
    const { stretches } = await runScheduled(
      `who t0\nli t1, 2\nbne t0, t1, worker\nli t1, 10\nsleep t1\n${busyFor(3)}worker:\n${busyFor(20)}`,
      { threads: 3, schedule: { policy: 'priority', priorities: [0, 0, 1] } },
    );
    expect(stretches).toEqual([at(0, 8, 13), at(2, 14, 16), at(0, 18, 31), at(1, 36, 55)]);
  });

  it('take the processor of the least', async () => {
    const { stretches } = await runScheduled(
      `who t0\nli t1, 2\nbne t0, t1, worker\nli t1, 10\nsleep t1\n${busyFor(3)}worker:\n${busyFor(20)}`,
      { threads: 3, processors: 2, schedule: { policy: 'priority', priorities: [3, 1, 7] } },
    );
    // Thread 2 sleeps on processor 0 from 5 to 14; thread 0 began on processor 1, thread 1 on processor 0.
    expect(stretches).toEqual([at(0, 3, 22), at(1, 8, 13), at(2, 14, 16), at(1, 18, 31)]);
  });
});

describe('affinity', () => {
  it('keeps each thread on its processor while there is work for all', async () => {
    const { schedule } = await runScheduled(busyFor(99), {
      threads: 4,
      processors: 2,
      schedule: { policy: 'affinity', quantumCycles: 10 },
    });
    expect(schedule.migrations).toBe(0);
    expect(schedule.processors.map(({ busyCycles }) => busyCycles)).toEqual([200, 200]);
  });

  it('steals the longest waiting thread for a processor that has nothing left', async () => {
    // Threads 0 and 2 are short, and both on processor 0.
    const { schedule, stretches } = await runScheduled(
      `who t0\nandi t0, t0, 1\nbnez t0, long\n${busyFor(5)}long:\n${busyFor(47)}`,
      { threads: 4, processors: 2, schedule: { policy: 'affinity', quantumCycles: 10 } },
    );
    expect(stretches).toContainEqual(at(0, 3, 7));
    expect(stretches).toContainEqual(at(2, 12, 16));
    expect(schedule.threads.map(({ migrations }) => migrations)).toEqual([0, 1, 0, 0]);
    expect(schedule.processors[0]?.idleCycles).toBeLessThan(15);
  });
});

describe('gangs', () => {
  it('run the threads of a process at the same time, one process after the other', async () => {
    const { schedule, stretches } = await runScheduled(busyFor(19), {
      threads: 2,
      processes: 2,
      processors: 2,
      schedule: { policy: 'gang', quantumCycles: 10 },
    });
    expect(stretches).toEqual([
      at(0, 0, 9),
      at(1, 0, 9),
      at(2, 10, 19),
      at(3, 10, 19),
      at(0, 20, 28),
      at(1, 20, 28),
      at(2, 30, 38),
      at(3, 30, 38),
    ]);
    expect(schedule.migrations).toBe(0);
  });

  it('put small processes side by side in one slot', async () => {
    const { stretches } = await runScheduled(busyFor(5), {
      threads: 1,
      processes: 2,
      processors: 2,
      schedule: { policy: 'gang', quantumCycles: 100 },
    });
    expect(stretches).toEqual([at(0, 0, 4), at(1, 0, 4)]);
  });

  it('have their quantum besides a switch, however long that is', async () => {
    const { result, schedule } = await runScheduled(busyFor(1000), {
      threads: 2,
      processes: 2,
      processors: 2,
      schedule: { policy: 'gang', quantumCycles: 10, switchCycles: 500 },
    });
    expect(result.ending).toBe('done');
    // Nobody is passed over: each does at least 10 cycles of its work in each slot.
    for (const { runCycles, switches } of schedule.threads) {
      expect(switches).toBeGreaterThan(10);
      expect(runCycles).toBeGreaterThanOrEqual(10 * switches);
    }
  });

  it('give the processor of a thread that waits to a thread of the next slot, until it can go on', async () => {
    const { stretches } = await runScheduled(
      `who t0\nbeqz t0, work\nli t1, 10\nsleep t1\nwork: ${busyFor(26)}`,
      { threads: 2, processes: 2, processors: 2, schedule: { policy: 'gang', quantumCycles: 40 } },
    );
    // Thread 1 sleeps from 3 to 13; thread 3 stands in for it from 4 on, and at 7 sleeps itself, until 17.
    expect(stretches.slice(0, 2)).toEqual([at(0, 2, 27), at(1, 13, 38)]);
  });
});

describe('a thread that waits gives up its processor', () => {
  it('while it sleeps', async () => {
    const { result, schedule } = await runScheduled('li t0, 100\nsleep t0\nhalt', {
      threads: 3,
      schedule: { policy: 'round-robin' },
    });
    // The last begins to sleep at 5, until 105.
    expect(result.cycles).toBe(106);
    expect(schedule.processors[0]).toMatchObject({ busyCycles: 9, idleCycles: 97 });
    expect(schedule.threads[0]).toMatchObject({ blockedCycles: 99, endedAt: 102 });
  });

  it('until it is woken, and then has one at once if one is idle', async () => {
    const { stretches } = await runScheduled(
      `.data\nword: .word 0\n.text
       la s0, word
       who t0
       bnez t0, waker
       wait zero, (s0)
       out zero
       halt
waker: .rept 20
       add zero, zero, zero
       .endr
       li t1, 1
       wake t2, t1, (s0)
       halt`,
      { threads: 2, processors: 2, schedule: { policy: 'round-robin' } },
    );
    // The waker wakes at 24: la, who, bnez, 20 additions, li.
    expect(stretches).toEqual([at(0, 24, 24)]);
  });

  it('until its message has come', async () => {
    const { result, schedule } = await runScheduled(
      `.data\nword: .dword 0\n.text
       la t2, word
       who t0
       bnez t0, sender
       li t1, -1
       recv t3, t1, t2
       ld t4, (t2)
       out t4
       halt
sender: li t4, 7
       sd t4, (t2)
       li t3, 8
       send t3, zero, t2
       halt`,
      { threads: 2, schedule: { policy: 'round-robin' } },
    );
    expect(result.ending, result.message).toBe('done');
    expect(result.output).toEqual([{ thread: 0, value: '7' }]);
    expect(schedule.threads[0]?.blockedCycles).toBeGreaterThan(0);
  });
});

describe('processes', () => {
  const countUp = `
.data
count: .dword 0
.text
la s0, count
who t0
crowd t1
li t3, 1
fadd.d t2, t3, (s0)
out t0
out t1
halt`;

  it('have an address space each, and their threads know of no others', async () => {
    const counts: bigint[] = [];
    const { result } = await runScheduled(countUp, {
      threads: 2,
      processes: 3,
      schedule: { policy: 'round-robin', quantumCycles: 3 },
      onMemory: (memory) => counts.push(new DataView(memory.buffer).getBigUint64(4096, true)),
    });
    expect(counts).toEqual([2n, 2n, 2n]);
    const byThread = [0, 1, 2, 3, 4, 5].map((thread) =>
      result.output.filter((out) => out.thread === thread).map(({ value }) => value),
    );
    expect(byThread).toEqual([
      ['0', '2'],
      ['1', '2'],
      ['0', '2'],
      ['1', '2'],
      ['0', '2'],
      ['1', '2'],
    ]);
    expect(result.threads.map(({ process }) => process)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('are named where all of their threads wait', async () => {
    const { result } = await runScheduled('.data\nword: .word 0\n.text\nla s0, word\nwait zero, (s0)\nhalt', {
      threads: 1,
      processes: 2,
      schedule: { policy: 'affinity' },
    });
    expect(result.ending).toBe('deadlock');
    expect(result.message).toContain('thread 1 (process 1) on processor 0');
    expect(result.message).toContain('waiting on 0x1000 (word)');
  });

  it('are named where they only spin', async () => {
    const { result } = await runScheduled(
      '.data\nword: .word 0\n.text\nla s0, word\nspin: lw t0, (s0)\nbeqz t0, spin\nhalt',
      {
        threads: 1,
        processes: 3,
        schedule: { policy: 'round-robin', quantumCycles: 100 },
        livelockInstructions: 5000,
      },
    );
    expect(result.ending).toBe('livelock');
    expect(result.message).toContain('thread 2 (process 2)');
  });
});

describe('a switch of contexts', () => {
  const reserving = `
.data
word: .word 0
.text
la s0, word
ll.w t0, (s0)
.rept 20
add zero, zero, zero
.endr
sc.w t1, t0, (s0)
out t1
halt`;

  it.each([
    { quantumCycles: 10, stored: ['0', '0'] },
    { quantumCycles: 100, stored: ['1', '1'] },
  ])('ends a reservation: quantum $quantumCycles', async ({ quantumCycles, stored }) => {
    const { result } = await runScheduled(reserving, {
      threads: 2,
      schedule: { policy: 'round-robin', quantumCycles },
    });
    expect(result.output.map(({ value }) => value)).toEqual(stored);
  });

  it.each(['tso', 'pso'] as const)(
    'does the stores that wait, so that a thread finds them elsewhere: %s',
    async (model) => {
      const { result } = await runScheduled(
        `.data\n.line\ncounts: .space THREADS * LINE\n.text
       who t0
       muli t0, t0, LINE
       la s0, counts
       add s0, s0, t0
       li s1, 100
loop:  ld t1, (s0)
       addi t1, t1, 1
       sd t1, (s0)
       addi s1, s1, -1
       bnez s1, loop
       ld t1, (s0)
       out t1
       halt`,
        { threads: 3, processors: 2, model, schedule: { policy: 'round-robin', quantumCycles: 7 } },
      );
      expect(result.output.map(({ value }) => value)).toEqual(['100', '100', '100']);
      expect(result.schedule?.migrations).toBeGreaterThan(10);
    },
  );
});

describe('what a scheduler is asked', () => {
  it.each([
    [{ policy: 'fair' }, /no scheduling policy 'fair'; there are: round-robin, priority, affinity, gang/],
    [{ policy: 'gang', quantumCycles: 0 }, /schedule.quantumCycles: 0: expected a whole number from 1/],
    [{ policy: 'gang', switchCycles: -1 }, /schedule.switchCycles: -1/],
    [
      { policy: 'priority', priorities: [1, 2, 3] },
      /schedule.priorities: 3 of them, and there are 2 threads/,
    ],
    [{ policy: 'priority', priorities: [1] }, /schedule.priorities: 1 of them, .* give the others theirs/],
    [{ policy: 'priority', priorities: [0.5] }, /schedule.priorities: 0.5: expected whole numbers/],
  ])('is refused where it makes no sense: %j', async (schedule, message) => {
    await expect(runScheduled('halt', { threads: 2, schedule })).rejects.toThrow(message);
  });

  it.each([0, 1.5, 5000])('cannot be %d processes', async (processes) => {
    await expect(
      runScheduled('halt', { threads: 1, processes, schedule: { policy: 'gang' } }),
    ).rejects.toThrow(/processes: .* expected a whole number from 1 to 4096/);
  });
});
