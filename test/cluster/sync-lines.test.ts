/**
 * What a program marks by `.sync`, under lazy release consistency: a line at a time, with one writer, and
 * with news of what was written before. `flag` and `other` are the lines 0x2000 and 0x2040 of 64 bytes:
 * lines 0 and 1 of those kept apart, whose books nodes 0 and 1 keep. Node 0 owns both at first.
 */
import { describe, expect, it } from 'vitest';
import { messagesOf, runThreads } from './cluster-run.js';

const run = (bodies: readonly string[]) => runThreads(bodies, { dsm: 'lrc' }, { synced: true });

const store = (value: number, at: string): string => `li t0, ${value}\nsd t0, ${at}`;
const show = (at: string): string => `ld t0, ${at}\nout t0`;
const shown = ({ output }: Awaited<ReturnType<typeof run>>): Record<number, string[]> => {
  const lists: Record<number, string[]> = {};
  for (const { thread, value } of output) lists[thread] = [...(lists[thread] ?? []), value];
  return lists;
};

const FLAG = '(s1)';
const DATA = '(s0)';
/** Ordinary data on the page of the flags. */
const NEXT = '128(s1)';

describe('a load of .sync data', () => {
  it('acquires what came before the store that it reads', async () => {
    const result = await run([
      `at 1\n${store(5, DATA)}\n${store(1, FLAG)}`,
      `${show(DATA)}\nat 2\n${show(DATA)}\n${show(FLAG)}\n${show(DATA)}`,
    ]);
    // Without an acquire between, the old value stays.
    expect(shown(result)).toEqual({ 1: ['0', '0', '1', '5'] });
  });

  it('acquires as much by way of a third node', async () => {
    const result = await run([
      `at 1\n${store(5, DATA)}\n${store(1, FLAG)}`,
      `${show(DATA)}\nat 2\n${show(FLAG)}\nat 3\n${store(2, '64(s1)')}`,
      `${show(DATA)}\nat 4\n${show('64(s1)')}\n${show(DATA)}`,
    ]);
    expect(shown(result)).toEqual({ 1: ['0', '1'], 2: ['0', '2', '5'] });
  });

  it('costs no message while nobody stores there', async () => {
    const result = await run(['', `at 1\n${show(FLAG)}\n${show(FLAG)}\n${show(FLAG)}`]);
    expect(messagesOf(result)).toEqual({ lineRequest: 1, line: 1 });
  });
});

describe('messages of a line', () => {
  it.each([
    // Node 0 owns the line and keeps its books.
    ['a store of another node', ['', `at 1\n${store(1, FLAG)}`], { lineRequest: 1, line: 1 }],
    [
      'an atomic access, by way of who keeps the books to the owner',
      ['', `at 1\n${store(1, FLAG)}`, 'at 2\nfadd.d t0, s0, (s1)'],
      { lineRequest: 2, lineForward: 1, line: 2 },
    ],
    [
      'a store of the owner, when two have read',
      [`at 3\n${store(1, FLAG)}`, `at 1\n${show(FLAG)}`, `at 2\n${show(FLAG)}`],
      { lineRequest: 2, line: 2, lineInvalidate: 2, lineAcknowledge: 2 },
    ],
  ])('%s', async (_what, bodies, due) => {
    expect(messagesOf(await run(bodies))).toEqual(due);
  });

  it('is of its own bytes, with what the owner knows', async () => {
    const { cluster } = await runThreads(
      ['', `at 1\n${store(1, FLAG)}`],
      { dsm: 'lrc', messages: { headerBytes: 10 } },
      { synced: true },
    );
    // A request takes the 2 numbers of the node's time with it, the line those of the owner's, and who has copies.
    expect(cluster.messages).toEqual([
      { kind: 'lineRequest', messages: 1, bytes: 10 + 8 + 8 },
      { kind: 'line', messages: 1, bytes: 10 + 64 + 8 },
    ]);
    expect(cluster.total).toMatchObject({
      lineFaults: 1,
      linesReceived: 1,
      linesSent: 1,
      readFaults: 0,
      writeFaults: 0,
    });
  });
});

describe('the page of a line', () => {
  it('is fetched without it, and does not make it old', async () => {
    const result = await run([
      `at 2\n${store(7, NEXT)}\nat 4\n${show(FLAG)}`,
      `at 1\n${store(3, FLAG)}\nat 3\n${show(NEXT)}\n${show(FLAG)}`,
    ]);
    expect(shown(result)).toEqual({ 0: ['3'], 1: ['0', '3'] });
  });

  it('keeps the line out of its diffs', async () => {
    const result = await run([
      `${store(7, NEXT)}\n${store(1, FLAG)}\nat 3\n${show(NEXT)}`,
      `${show(NEXT)}\nat 1\n${show(FLAG)}\n${store(8, '136(s1)')}\n${store(2, FLAG)}\nat 2\n${show(NEXT)}`,
    ]);
    expect(shown(result)[1]).toEqual(['0', '1', '7']);
    // A byte, its place and its length: 7; node 1's diff nobody asks for.
    expect(result.cluster.byNode.map(({ diffBytesCreated }) => diffBytesCreated)).toEqual([5, 0]);
  });
});

describe('a store-conditional', () => {
  it('fails if another node has stored between', async () => {
    const result = await run([
      'ld t1, (s1)\nll.d t1, (s1)\nat 2\nsc.d t0, s0, (s1)\nout t0',
      `at 1\n${store(1, FLAG)}`,
    ]);
    expect(shown(result)).toEqual({ 0: ['0'] });
  });

  it('succeeds if others have only written the page beside it', async () => {
    const result = await run(['ll.d t1, (s1)\nat 2\nsc.d t0, s0, (s1)\nout t0', `at 1\n${store(1, NEXT)}`]);
    expect(shown(result)).toEqual({ 0: ['1'] });
  });
});

describe('a thread that waits on a word', () => {
  it('is woken from another node: the manager is asked by both, and tells both', async () => {
    // The manager of 0x2000 is node 0x2000 / 64 modulo 4, node 0, where nobody else is.
    const result = await run([
      '',
      'lw t0, (s1)\nat 1\nwait zero, (s1)\nli t0, 9\nout t0',
      'at 2\nli t1, 1\nwake t0, t1, (s1)\nout t0',
      'at 3\nli t1, 1\nwake t0, t1, (s1)\nout t0',
    ]);
    expect(shown(result)).toEqual({ 1: ['9'], 2: ['1'], 3: ['0'] });
    expect(messagesOf(result)).toMatchObject({ waitRequest: 1, wakeRequest: 2, woken: 1, wakeReply: 2 });
  });

  it('goes on at once if the word has changed', async () => {
    const result = await run([`at 1\n${store(1, FLAG)}`, 'at 2\nwait zero, (s1)\nli t0, 9\nout t0']);
    expect(shown(result)).toEqual({ 1: ['9'] });
    expect(messagesOf(result)).toEqual({ lineRequest: 1, line: 1 });
  });

  it('is woken first if it has waited longest', async () => {
    const result = await run([
      'at 2\nwait zero, (s1)\ncycle t0\nout t0',
      'at 1\nwait zero, (s1)\ncycle t0\nout t0',
      'at 3\nli t1, 1\nwake t0, t1, (s1)\nat 4\nwake t0, t1, (s1)',
    ]);
    const woken = shown(result);
    expect(Number(woken[1]?.[0])).toBeLessThan(4_000_000);
    expect(Number(woken[0]?.[0])).toBeGreaterThanOrEqual(4_000_000);
  });
});
