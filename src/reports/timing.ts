/** Where the time of a run went: by processor and cause, by class of access, by resource. */
import type { Result, TimingResult } from '../result.js';
import { type Block, left, paragraphs, right } from './document.js';
import { fixed, grouped, percent, plural } from './format.js';
import { latencyBlocks } from './latency.js';
import { resourceBlocks } from './resources.js';
import { idleNote, overlapNote } from './run-notes.js';
import { stallBlocks } from './stalls.js';
import { timeTotals } from './time-totals.js';

/** Rows of the busiest memories. */
const MOST_MEMORIES = 8;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** `1.23 ms` and the like, for cycles of a clock. */
export const durationText = (cycles: number, clockMHz: number): string => {
  const nanoseconds = (cycles * 1000) / clockMHz;
  for (const [unit, size] of [
    ['s', 1e9],
    ['ms', 1e6],
    ['µs', 1e3],
  ] as const) {
    if (nanoseconds >= size) return `${fixed(nanoseconds / size)} ${unit}`;
  }
  return `${fixed(nanoseconds)} ns`;
};

const summary = (timing: TimingResult, { machine }: Result): Block => {
  const { cycles } = timing;
  const totals = timeTotals(timing);
  const { clockMHz } = machine.timing;
  return {
    kind: 'paragraph',
    text: [
      `The run took ${plural(cycles, 'cycle')}, ${durationText(cycles, clockMHz)} at ${grouped(clockMHz)} MHz.`,
      `A reference cost ${fixed(totals.references === 0 ? 0 : totals.stalls / totals.references)} cycles of memory: processors stood still for ${percent(totals.stalls, totals.cycles)} of their time, computed for ${percent(totals.compute, totals.cycles)} and had nothing to do for ${percent(totals.idle, totals.cycles)}.`,
    ].join(' '),
  };
};

const memoryBlocks = ({ memory }: TimingResult): Block[] => {
  const used = memory.filter(({ reads, writes }) => reads + writes > 0);
  if (used.length === 0) return [];
  const all = {
    reads: sum(used.map(({ reads }) => reads)),
    writes: sum(used.map(({ writes }) => writes)),
    rowHits: sum(used.map(({ rowHits }) => rowHits)),
    rowEmpties: sum(used.map(({ rowEmpties }) => rowEmpties)),
    rowConflicts: sum(used.map(({ rowConflicts }) => rowConflicts)),
  };
  const row = (title: string, use: typeof all): string[] => {
    const accesses = use.reads + use.writes;
    return [
      title,
      grouped(use.reads),
      grouped(use.writes),
      percent(use.rowHits, accesses),
      percent(use.rowEmpties, accesses),
      percent(use.rowConflicts, accesses),
    ];
  };
  const shown = [...used]
    .sort((a, b) => b.reads + b.writes - a.reads - a.writes || a.node - b.node)
    .slice(0, MOST_MEMORIES)
    .sort((a, b) => a.node - b.node);
  const busiest =
    shown.length < used.length ? ` The ${MOST_MEMORIES} busiest of ${used.length} are shown.` : '';
  return [
    { kind: 'paragraph', text: `Memory, and whether rows were open when they were wanted:${busiest}` },
    {
      kind: 'table',
      columns: [
        left('memory'),
        right('reads'),
        right('writes'),
        right('row hits'),
        right('no row open'),
        right('row conflicts'),
      ],
      rows: [
        ...(memory.length === 1 ? [] : shown.map((use) => row(`node ${use.node}`, use))),
        row(memory.length === 1 ? 'memory' : 'all', all),
      ],
    },
  ];
};

/** Of a timed run; nothing for another. */
export const timingBlocks = (result: Result): Block[] => {
  const { timing } = result;
  if (timing === null) return [];
  return [
    { kind: 'heading', text: 'Time' },
    summary(timing, result),
    ...paragraphs([idleNote(result), overlapNote(result)]),
    ...stallBlocks(timing),
    { kind: 'heading', text: 'Latency by class of access' },
    ...latencyBlocks(timing),
    { kind: 'heading', text: 'Use of resources' },
    ...resourceBlocks(timing),
    ...memoryBlocks(timing),
  ];
};
