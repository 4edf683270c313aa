import { describe, expect, test } from 'vitest';
import { Calendar, KEPT_INTERVALS } from './calendar.js';

/** Reservations `at:cycles`, and when each begins. */
interface Case {
  readonly title: string;
  readonly asked: readonly (readonly [at: number, cycles: number])[];
  readonly begin: readonly number[];
}

const cases: readonly Case[] = [
  { title: 'what is free at once begins at once', asked: [[5, 10]], begin: [5] },
  {
    title: 'a second waits for the end of the first',
    asked: [
      [5, 10],
      [6, 2],
    ],
    begin: [5, 15],
  },
  {
    title: 'the end of an interval is free',
    asked: [
      [5, 10],
      [15, 2],
    ],
    begin: [5, 15],
  },
  {
    title: 'a later request goes before a reservation if it fits',
    asked: [
      [20, 10],
      [5, 15],
    ],
    begin: [20, 5],
  },
  {
    title: 'and behind it if one cycle lacks',
    asked: [
      [20, 10],
      [5, 16],
    ],
    begin: [20, 30],
  },
  {
    title: 'the first gap that is long enough is taken',
    asked: [
      [0, 10],
      [12, 8],
      [25, 5],
      [0, 3],
      [0, 2],
    ],
    begin: [0, 12, 25, 20, 10],
  },
  {
    title: 'a gap counts from the time of the request',
    asked: [
      [0, 4],
      [10, 4],
      [7, 4],
    ],
    begin: [0, 10, 14],
  },
  {
    title: 'nothing takes no time and waits for nothing',
    asked: [
      [0, 10],
      [3, 0],
    ],
    begin: [0, 3],
  },
];

describe('a calendar', () => {
  test.each(cases)('$title', ({ asked, begin }) => {
    const calendar = new Calendar();
    expect(asked.map(([at, cycles]) => calendar.reserve(at, cycles))).toEqual(begin);
  });

  test('counts uses, busy cycles and waits', () => {
    const calendar = new Calendar();
    for (const [at, cycles] of [
      [5, 10],
      [6, 2],
      [8, 0],
    ] as const)
      calendar.reserve(at, cycles);
    expect({ ...calendar }).toMatchObject({ uses: 2, busy: 12, waited: 9 });
  });

  /** Every tenth cycle busy, from 0 on. */
  const full = (): Calendar => {
    const calendar = new Calendar();
    for (let i = 0; i < KEPT_INTERVALS; i++) calendar.reserve(10 * i, 1);
    return calendar;
  };

  test('still has the gap before its first interval when sixteen are kept', () => {
    expect(full().reserve(1, 9)).toBe(1);
  });

  test('forgets the first interval with the seventeenth, and all that was before its end', () => {
    const calendar = full();
    calendar.reserve(10 * KEPT_INTERVALS, 1);
    expect(calendar.reserve(0, 9)).toBe(1);
  });

  test('keeps intervals that touch as one', () => {
    const calendar = full();
    calendar.reserve(10 * KEPT_INTERVALS - 9, 1);
    calendar.reserve(1, 1);
    expect(calendar.reserve(0, 8)).toBe(2);
  });

  test('forgets a seventeenth that comes first of all', () => {
    const calendar = new Calendar();
    for (let i = 1; i <= KEPT_INTERVALS; i++) calendar.reserve(10 * i, 1);
    expect(calendar.reserve(3, 2)).toBe(3);
    expect(calendar.reserve(0, 1)).toBe(5);
  });
});
