/** Caches that nothing keeps coherent: what goes stale, what does not, and of what it depends. */
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { NOTES } from '../../src/programs/isa.js';
import { programNamed } from '../../src/programs/library/index.js';
import type { Program } from '../../src/programs/program.js';
import { execute, executeText, REAL_LOCKS, threadsOf } from './library-runs.js';

describe('under a lock, on caches that nothing keeps coherent', () => {
  it.each(REAL_LOCKS)('%s still lets one thread in at a time', async (lock) => {
    const within = new Set<number>();
    let most = 0;
    const result = await execute(
      'counter',
      threadsOf(lock),
      { lock, iterations: 50 },
      {
        onEvents: (events) => {
          for (const { kind, thread, a } of events) {
            if (kind !== 'note') continue;
            if (a === BigInt(NOTES.ENTER.code)) within.add(thread);
            if (a === BigInt(NOTES.LEAVE.code)) within.delete(thread);
            most = Math.max(most, within.size);
          }
        },
      },
    );
    expect(result.ending).toBe('done');
    expect(most).toBe(1);
    expect(result.locks[0]!.acquisitions).toBe(50 * threadsOf(lock));
  });

  it.each(REAL_LOCKS)('%s does not keep loads of the counter from being stale', async (lock) => {
    const { findings, stale } = await execute('counter', threadsOf(lock), { lock, iterations: 50 });
    expect(findings[0]!.right).toBe(false);
    expect(stale!.loads).toBeGreaterThan(0);
    for (const { address, behind } of stale!.first) {
      expect(address).toContain('(counter)');
      expect(behind).toBeGreaterThan(0);
    }
  });

  it('the counter is what one thread counted, since each counts in its own cache', async () => {
    const { findings } = await execute('counter', 4, { lock: 'ticket', iterations: 50 });
    expect(findings).toEqual([{ what: 'counter', due: '200', computed: '50', right: false }]);
  });
});

/** Thread 0 reads, thread 1 writes three times, thread 0 reads again. */
const handOver = ({ writeBack = '', drop = '' }): string => `
.data
.sync
turn: .word 0
.endsync
value: .dword 5
read: .dword 0
.text
main:
  who s0
  la s1, turn
  la s2, value
  bnez s0, writer
  ld t0, (s2)
  li t1, 1
  sw.rl t1, (s1)
  li t1, 2
ask: lw.aq t0, (s1)
  bne t0, t1, ask
  ${drop}
again: ld t0, (s2)
  la s3, read
  sd t0, (s3)
  halt
writer:
  lw.aq t0, (s1)
  beqz t0, writer
  li t0, 6
  sd t0, (s2)
  li t0, 7
  sd t0, (s2)
  li t0, 8
  sd t0, (s2)
  ${writeBack}
  li t0, 2
  sw.rl t0, (s1)
  halt
`;

describe('a load is stale', () => {
  it('by as many writes as there were since, and it is told where, and whose was the last', async () => {
    const text = handOver({});
    const { result } = await executeText(text);
    const line = text.split('\n').findIndex((written) => written.startsWith('again:')) + 1;
    const { symbols } = assemble(text, { threads: 2 });
    expect(result.stale).toEqual({
      loads: 1,
      first: [
        {
          thread: 0,
          clock: expect.any(Number),
          instruction: Number(symbols.get('again')!.value),
          place: `p.s:${line}`,
          address: '0x1040 (value)',
          behind: 3,
          writer: 1,
        },
      ],
    });
    expect(result.threads.map(({ staleLoads }) => staleLoads)).toEqual([1, 0]);
  });

  it.each([
    ['neither is done', {}, 3],
    ['the writer does not write back', { drop: 'inval (s2)' }, 3],
    ['the reader does not drop its copy', { writeBack: 'flush (s2)' }, 3],
    ['no more if both are', { writeBack: 'flush (s2)', drop: 'inval (s2)' }, 0],
  ])('if %s', async (_case, instructions, behind) => {
    const { result } = await executeText(handOver(instructions));
    expect(result.stale!.first.map((load) => load.behind)).toEqual(behind === 0 ? [] : [behind]);
  });

  it('if it is part of an atomic access, too', async () => {
    const { result } = await executeText(
      handOver({}).replace('again: ld t0, (s2)', 'again: fadd.d t0, t1, (s2)'),
    );
    expect(result.stale!.first).toMatchObject([{ thread: 0, behind: 3, writer: 1 }]);
  });
});

/** Two threads that add 1 to a word a hundred times, atomically. */
const tally = (marked: boolean, step: string): string => `
.data
${marked ? '.sync' : ''}
tally: .dword 0
${marked ? '.endsync' : ''}
.text
main:
  la s1, tally
  li s2, 100
next:
${step}
  addi s2, s2, -1
  bnez s2, next
  halt
`;

const STEPS: readonly [string, string][] = [
  ['fadd.d', '  li t0, 1\n  fadd.d t0, t0, (s1)'],
  ['fadd.w', '  li t0, 1\n  fadd.w t0, t0, (s1)'],
  ['cas.d', 'try: ld t0, (s1)\n  addi t1, t0, 1\n  mov t2, t0\n  cas.d t2, t1, (s1)\n  bne t2, t0, try'],
  ['cas.w', 'try: lw t0, (s1)\n  addi t1, t0, 1\n  mov t2, t0\n  cas.w t2, t1, (s1)\n  bne t2, t0, try'],
  ['ll.d and sc.d', 'try: ll.d t0, (s1)\n  addi t0, t0, 1\n  sc.d t1, t0, (s1)\n  beqz t1, try'],
  ['ll.w and sc.w', 'try: ll.w t0, (s1)\n  addi t0, t0, 1\n  sc.w t1, t0, (s1)\n  beqz t1, try'],
  [
    'tas.w, a load and a store',
    'try: tas.w.aq t0, 4(s1)\n  bnez t0, try\n  lw t0, (s1)\n  addi t0, t0, 1\n  sw t0, (s1)\n  sw.rl zero, 4(s1)',
  ],
  [
    'swap.w, a load and a store',
    'try: li t0, 1\n  swap.w.aq t0, t0, 4(s1)\n  bnez t0, try\n  lw t0, (s1)\n  addi t0, t0, 1\n  sw t0, (s1)\n  sw.rl zero, 4(s1)',
  ],
];

describe('what is marked by .sync is the same to all', () => {
  it.each(STEPS)('for %s', async (_name, step) => {
    for (const model of ['sc', 'tso', 'pso'] as const) {
      const { result, word } = await executeText(tally(true, step), { model });
      expect(word('tally')).toBe(200);
      expect(result.stale!.loads).toBe(0);
    }
  });

  it.each(STEPS)('and unmarked it is not, for %s', async (_name, step) => {
    const { result, word } = await executeText(tally(false, step));
    expect(word('tally')).toBe(100);
    expect(result.stale!.loads).toBeGreaterThan(0);
  });

  it('byte for byte', async () => {
    const text = `
.data
.sync
bytes: .dword 0
.endsync
.text
  who t0
  la t1, bytes
  add t1, t1, t0
  addi t0, t0, 1
  sb t0, (t1)
  halt`;
    expect((await executeText(text)).word('bytes')).toBe(0x0201);
  });

  it('in each address space', async () => {
    const { locks, findings, stale } = await execute(
      'counter',
      4,
      { lock: 'ticket', iterations: 50 },
      {
        processes: 2,
        machine: { processors: 8 },
      },
    );
    expect(locks.map(({ acquisitions }) => acquisitions)).toEqual([200, 200]);
    expect(findings.map(({ computed }) => computed)).toEqual(['50', '50']);
    for (const { address } of stale!.first) expect(address).toContain('(counter)');
  });

  it('and nothing special where caches are coherent', async () => {
    const loaded = programNamed('counter').load(4, { lock: 'mcs', iterations: 50 });
    const unmarked: Program = { ...loaded.program, sync: [] };
    const runs = [loaded, { ...loaded, program: unmarked }].map((program) =>
      runProgram({ program, protocol: 'MESI', seed: 3 }),
    );
    const [marked, plain] = await Promise.all(runs);
    expect(marked).toEqual(plain);
  });
});

describe('two threads whose words share a line', () => {
  const text = (between: string): string => `
.data
.line
first: .dword 0
${between}
second: .dword 0
.text
main:
  who t0
  la s1, first
  beqz t0, own
  la s1, second
own:
  li s2, 10
next:
  ld t0, (s1)
  addi t0, t0, 1
  sd t0, (s1)
  addi s2, s2, -1
  bnez s2, next
  halt`;
  const wordsOf = async (between: string, protocol: string) => {
    const { result, word } = await executeText(text(between), { protocol, stale: true });
    return { words: [word('first'), word('second')], stale: result.stale!.loads };
  };

  it('lose one of them, since lines are written back whole, though no load was stale', async () => {
    expect(await wordsOf('', 'none')).toEqual({ words: [0, 10], stale: 0 });
  });

  it('keep both with a line each, or coherent caches', async () => {
    const both = { words: [10, 10], stale: 0 };
    expect(await wordsOf('.line', 'none')).toEqual(both);
    expect(await wordsOf('', 'MESI')).toEqual(both);
  });
});

describe('what is stale', () => {
  const staleOf = async (seed: number) => {
    const { stale, findings, cycles } = await execute(
      'counter',
      4,
      { lock: 'tas', iterations: 50 },
      { seed },
    );
    return { stale, findings, cycles };
  };

  it('depends on the seed, and on nothing else', async () => {
    for (const seed of [1, 2, 99]) expect(await staleOf(seed)).toEqual(await staleOf(seed));
    expect(await staleOf(1)).not.toEqual(await staleOf(2));
  });
});
