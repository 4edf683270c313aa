import { describe, expect, test } from 'vitest';
import { busMachine, LINE, TIMING } from './by-hand.js';
import { ModelMemory } from './memory.js';
import { Path } from './path.js';

const memoryWith = (change: Partial<typeof TIMING.memory>): ModelMemory =>
  new ModelMemory(busMachine({ memory: { ...TIMING.memory, ...change } }));

/** When each read ends, all being asked for at time 0. */
const ends = (memory: ModelMemory, lines: readonly number[]): number[] =>
  lines.map((line) => {
    const path = Path.from(0);
    memory.access(path, 'read', BigInt(line), LINE);
    return path.at;
  });

/** A row has four lines, one after the other, of 30 cycles if open, 40 if none is, 50 if another is; and 4 of the channel. */
const cases: readonly {
  readonly title: string;
  readonly memory?: Partial<typeof TIMING.memory>;
  readonly lines: readonly number[];
  readonly ends: readonly number[];
}[] = [
  { title: 'the first access to a bank finds no row open', lines: [0], ends: [44] },
  { title: 'the next finds its row open, and waits for the bank', lines: [0, 3], ends: [44, 74] },
  {
    title: 'columns of an open row follow each other as fast as the channel takes them',
    lines: [0, 1, 2, 3],
    ends: [44, 74, 78, 82],
  },
  { title: 'another row of the bank takes its place', lines: [0, 8], ends: [44, 94] },
  { title: 'banks work side by side, but share the channel', lines: [0, 4], ends: [44, 48] },
  { title: 'rows come back to a bank after all banks', lines: [4, 0, 12], ends: [44, 48, 94] },
  { title: 'channels take lines in turn', memory: { channels: 2 }, lines: [0, 1], ends: [44, 44] },
  {
    title: 'a row is that many lines of its channel',
    memory: { channels: 2 },
    lines: [0, 6, 8],
    ends: [44, 74, 48],
  },
  { title: 'closed rows are never found open', memory: { rows: 'closed' }, lines: [0, 0], ends: [44, 84] },
  { title: 'a row has one line at least', memory: { rowBytes: 32 }, lines: [0, 1, 2], ends: [44, 48, 94] },
  {
    title: 'a channel may be what all wait for',
    memory: { bytesPerCycle: 1 },
    lines: [0, 1],
    ends: [104, 168],
  },
  {
    title: 'banks of no time wait for nothing',
    memory: { emptyCycles: 0, hitCycles: 0 },
    lines: [0, 1],
    ends: [4, 8],
  },
];

describe('a memory', () => {
  test.each(cases)('$title', ({ memory = {}, lines, ends: expected }) => {
    expect(ends(memoryWith(memory), lines)).toEqual(expected);
  });

  test('counts its accesses by the rows that they found', () => {
    const memory = memoryWith({});
    ends(memory, [0, 1, 8, 9, 4]);
    memory.post(0, 8n, LINE);
    expect(memory).toMatchObject({ reads: 5, writes: 1, rowHits: 3, rowEmpties: 2, rowConflicts: 1 });
  });

  test('has banks numbered channel by channel', () => {
    const memory = memoryWith({ channels: 2 });
    ends(memory, [9]);
    expect(memory.banks.map(({ uses }) => uses)).toEqual([0, 0, 0, 1]);
  });

  test('takes words over the channel as long as they are', () => {
    const memory = memoryWith({});
    memory.post(0, 0n, 24);
    expect(memory.channels[0]!.busy).toBe(2);
  });
});

test('there is room for a write when the one that was made so many before is over', () => {
  const memory = memoryWith({ writeQueueEntries: 2 });
  const roomFor = (line: number): number => {
    memory.post(0, BigInt(line), LINE);
    return memory.takeRoom();
  };
  expect([0, 1, 2, 3, 4].map(roomFor)).toEqual([0, 0, 44, 74, 78]);
});
