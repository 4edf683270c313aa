/** Locks and barriers of a program's run, and what a critical section cost. */
import type { LockResult, ProgramResult } from '../execute/result.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, NOTHING, percent, plural, printable } from './format.js';
import { acquisitionsOf, fairnessOf, SECTION_MEASURES } from './program-measures.js';

/** Above this many objects, the busiest stand for the rest. */
const MOST_ROWS = 16;

const mean = (sum: number, count: number): string => (count === 0 ? NOTHING : fixed(sum / count));

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The busiest, in the order in which they came, and a line about the others. */
const busiest = <T>(all: readonly T[], of: (one: T) => number, what: string): [T[], Block[]] => {
  if (all.length <= MOST_ROWS) return [[...all], []];
  const least = all.map(of).sort((a, b) => b - a)[MOST_ROWS - 1]!;
  const shown = all.filter((one) => of(one) >= least).slice(0, MOST_ROWS);
  return [shown, [{ kind: 'paragraph', text: `The busiest ${MOST_ROWS} of ${plural(all.length, what)}.` }]];
};

const fairnessText = (lock: LockResult): string => {
  const fairness = fairnessOf(lock);
  return fairness === undefined ? NOTHING : fixed(fairness, 3);
};

/** `thread 3`, or the first of several. */
const heldText = ({ heldBy }: LockResult): string => {
  const [first] = heldBy;
  if (first === undefined) return '';
  return `thread ${first}${heldBy.length > 1 ? ` and ${heldBy.length - 1} more` : ''}`;
};

const lockRow = (lock: LockResult): string[] => {
  const { acquisitions, handovers, waitCycles, longestWaitCycles, holdCycles } = lock;
  return [
    printable(lock.lock),
    grouped(acquisitions),
    percent(handovers, acquisitions),
    mean(waitCycles, acquisitions),
    grouped(longestWaitCycles),
    mean(holdCycles, acquisitions),
    fairnessText(lock),
  ];
};

const lockBlocks = ({ locks }: ProgramResult): Block[] => {
  if (locks.length === 0) return [];
  const [shown, note] = busiest(locks, ({ acquisitions }) => acquisitions, 'lock');
  const isHeld = shown.some(({ heldBy }) => heldBy.length > 0);
  return [
    { kind: 'heading', text: 'Locks' },
    {
      kind: 'table',
      columns: [
        left('lock'),
        right('taken', 'times'),
        right('handed over', 'to another thread'),
        right('mean wait', 'cycles'),
        right('longest wait', 'cycles'),
        right('mean hold', 'cycles'),
        right('fairness', 'at most 1'),
        ...(isHeld ? [left('held at the end by')] : []),
      ],
      rows: shown.map((lock) => [...lockRow(lock), ...(isHeld ? [heldText(lock)] : [])]),
    },
    ...note,
  ];
};

const barrierBlocks = ({ barriers, program }: ProgramResult): Block[] => {
  if (barriers.length === 0) return [];
  const [shown, note] = busiest(barriers, ({ arrivals }) => arrivals, 'barrier');
  return [
    { kind: 'heading', text: 'Barriers' },
    {
      kind: 'table',
      columns: [
        left('barrier'),
        right('arrivals', 'of threads'),
        right('passed', 'times'),
        right('mean wait', 'cycles'),
        right('longest wait', 'cycles'),
      ],
      rows: shown.map(({ barrier, arrivals, waitCycles, longestWaitCycles }) => [
        printable(barrier),
        grouped(arrivals),
        mean(arrivals, program.threads),
        mean(waitCycles, arrivals),
        grouped(longestWaitCycles),
      ]),
    },
    ...note,
  ];
};

/** What the whole run moved, divided by how often a lock was taken. */
const sectionBlocks = (result: ProgramResult): Block[] => {
  const acquisitions = acquisitionsOf(result);
  if (acquisitions === 0) return [];
  const rows = SECTION_MEASURES.flatMap(({ title, unit, of }) => {
    const value = of(result);
    return value === undefined ? [] : [[title, fixed(value), unit]];
  });
  const held = sum(result.locks.map(({ holdCycles }) => holdCycles));
  return [
    { kind: 'heading', text: 'By critical section' },
    {
      kind: 'paragraph',
      text: `All of the run, divided by the ${plural(acquisitions, 'time')} that a lock was taken; it was held for ${mean(held, acquisitions)} cycles.`,
    },
    { kind: 'table', columns: [left('measure'), right('for each'), left('unit')], rows },
  ];
};

export const synchronisationBlocks = (result: ProgramResult): Block[] => [
  ...lockBlocks(result),
  ...sectionBlocks(result),
  ...barrierBlocks(result),
];
