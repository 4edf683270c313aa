/** Where threads took turns on processors: what the scheduler did, and what it cost. */
import type { ProgramResult, ScheduleResult, SliceKind } from '../execute/result.js';
import { type Block, left, right } from './document.js';
import { fixed, grouped, NOTHING, percent, plural, printable } from './format.js';

/** Rows of threads and of processes; the JSON report has them all. */
const MOST_ROWS = 64;

const KINDS: Readonly<Record<SliceKind, string>> = {
  first: 'its first',
  continued: 'nobody else ran there since',
  switched: 'others ran there since',
  migrated: 'it ran elsewhere before',
};

const summary = ({ title, quantumCycles, switchCycles, migrationCycles, ...rest }: ScheduleResult): Block => {
  const turns = quantumCycles === null ? 'until they stop' : `for ${plural(quantumCycles, 'cycle')} at most`;
  return {
    kind: 'paragraph',
    text:
      `${printable(title)}: threads run ${turns}. A switch takes ${plural(switchCycles, 'cycle')}, a migration ${grouped(migrationCycles)} more; ` +
      `there ${rest.switches === 1 ? 'was' : 'were'} ${plural(rest.switches, 'switch', 'switches')} and ${plural(rest.migrations, 'migration')}.` +
      (rest.releasedLines === 0
        ? ''
        : ` As software sees to the caches, those that threads left or came to wrote back or gave up ${plural(rest.releasedLines, 'line')}, in a cycle each.`),
  };
};

const orNothing = (cycles: number | null): string => (cycles === null ? NOTHING : grouped(cycles));

const processorTable = ({ processors }: ScheduleResult, cycles: number): Block => ({
  kind: 'table',
  columns: [
    left('processor'),
    right('busy'),
    right('busy', 'cycles'),
    right('idle', 'cycles'),
    right('switching', 'cycles'),
    right('switches'),
  ],
  rows: processors
    .slice(0, MOST_ROWS)
    .map(({ processor, busyCycles, idleCycles, switchCycles, switches }) => [
      String(processor),
      percent(busyCycles, cycles),
      grouped(busyCycles),
      grouped(idleCycles),
      grouped(switchCycles),
      grouped(switches),
    ]),
});

const threadTable = ({ threads }: ScheduleResult): Block => ({
  kind: 'table',
  columns: [
    left('thread'),
    right('run', 'cycles'),
    right('ready', 'cycles'),
    right('blocked', 'cycles'),
    right('switching', 'cycles'),
    right('switches'),
    right('migrations'),
    right('ended at', 'cycle'),
  ],
  rows: threads
    .slice(0, MOST_ROWS)
    .map((thread) => [
      String(thread.thread),
      grouped(thread.runCycles),
      grouped(thread.readyCycles),
      grouped(thread.blockedCycles),
      grouped(thread.switchCycles),
      grouped(thread.switches),
      grouped(thread.migrations),
      orNothing(thread.endedAt),
    ]),
});

const processTable = ({ processes }: ScheduleResult): Block[] =>
  processes.length < 2
    ? []
    : [
        {
          kind: 'table',
          columns: [
            left('process'),
            right('turnaround', 'cycles'),
            right('run', 'cycles'),
            right('ready', 'cycles'),
            right('switches'),
            right('migrations'),
          ],
          rows: processes
            .slice(0, MOST_ROWS)
            .map((process) => [
              String(process.process),
              orNothing(process.turnaroundCycles),
              grouped(process.runCycles),
              grouped(process.readyCycles),
              grouped(process.switches),
              grouped(process.migrations),
            ]),
        },
      ];

/** What a cold cache costs: misses of slices by how their thread came to them. */
const sliceBlocks = ({ slices }: ScheduleResult): Block[] => {
  const some = slices.filter(({ slices: count }) => count > 0);
  if (some.length === 0) return [];
  return [
    {
      kind: 'paragraph',
      text: 'Turns by how the thread came to them. What misses a switch or a migration cost is how many more there are than in turns that went on where nobody else had run.',
    },
    {
      kind: 'table',
      columns: [
        left('a turn when'),
        right('turns'),
        right('mean length', 'cycles'),
        right('references', 'a turn'),
        right('misses', 'a turn'),
        right('miss rate'),
      ],
      rows: some.map(({ kind, slices: count, cycles, references, misses }) => [
        KINDS[kind],
        grouped(count),
        fixed(cycles / count),
        fixed(references / count),
        fixed(misses / count),
        percent(misses, references),
      ]),
    },
  ];
};

export const scheduleBlocks = ({ schedule, cycles }: ProgramResult): Block[] =>
  schedule === null
    ? []
    : [
        { kind: 'heading', text: `Scheduler: ${printable(schedule.policy)}` },
        summary(schedule),
        processorTable(schedule, cycles),
        ...processTable(schedule),
        threadTable(schedule),
        ...sliceBlocks(schedule),
      ];
