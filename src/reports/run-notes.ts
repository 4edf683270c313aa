/** What a reader must know of a run to take its numbers for what they are. */
import type { Result } from '../result.js';
import { grouped, percent, plural } from './format.js';
import { timeTotals } from './time-totals.js';

/** From this share of the processors' time on, having nothing to do is explained. */
const TELLING_IDLE_SHARE = 0.01;

const usedProcessors = ({ processors }: Result): number =>
  processors.filter(({ references }) => references > 0).length;

const hasUnused = (result: Result): boolean => {
  const used = usedProcessors(result);
  return used > 0 && used < result.processors.length;
};

/** Whether the trace was generated for fewer processors, and does not merely end too soon for all. */
const isMadeForFewer = (result: Result): boolean =>
  result.trace.format === 'workload' &&
  result.processors.slice(0, usedProcessors(result)).every(({ references }) => references > 0);

const mend = (results: readonly Result[]): string => {
  if (!results.every(isMadeForFewer)) return '';
  const most = Math.max(...results.map(({ processors }) => processors.length));
  return `: generate it for more with --processors ${most}`;
};

/** Processors of the machine for which the trace has nothing. */
export const unusedNote = (result: Result): string | undefined =>
  hasUnused(result)
    ? `The trace uses ${grouped(usedProcessors(result))} of ${plural(result.processors.length, 'processor')}${mend([result])}.`
    : undefined;

/** The same of several runs, each by its label. */
export const unusedNotes = (results: readonly Result[], labels: readonly string[]): string | undefined => {
  const unused = results.filter(hasUnused);
  if (unused.length === 0) return undefined;
  const each = unused.map(
    (result) =>
      `${grouped(usedProcessors(result))} of ${grouped(result.processors.length)} processors of ${labels[results.indexOf(result)]}`,
  );
  return `The trace uses ${each.join(', ')}${mend(unused)}.`;
};

const idleShare = ({ timing, trace }: Result): string | undefined => {
  if (timing === null || trace.format === 'program') return undefined;
  const { idle, cycles } = timeTotals(timing);
  return idle <= TELLING_IDLE_SHARE * cycles ? undefined : percent(idle, cycles);
};

const idleText = (shares: string, windows: readonly number[]): string =>
  `Processors had nothing to do for ${shares} because the trace does not interleave theirs within timing.windowReferences, ${plural(Math.max(...windows), 'record')}: those whose records come later wait for them. Raise timing.windowReferences, or let processors take turns (--interleave round-robin).`;

/** Why processors had nothing to do although the trace had more for them; of a trace, not of a program. */
export const idleNote = (result: Result): string | undefined => {
  const share = idleShare(result);
  if (share === undefined) return undefined;
  return idleText(`${share} of their time`, [result.machine.timing.windowReferences]);
};

/** The same of several runs, each by its label. */
export const idleNotes = (results: readonly Result[], labels: readonly string[]): string | undefined => {
  const idle = results.filter((result) => idleShare(result) !== undefined);
  if (idle.length === 0) return undefined;
  const shares = idle.map((result) => `${idleShare(result)} in ${labels[results.indexOf(result)]}`);
  return idleText(
    `part of their time (${shares.join('; ')})`,
    idle.map(({ machine }) => machine.timing.windowReferences),
  );
};

/** That misses overlapped which in a real core might have depended on each other. */
export const overlapNote = ({ timing, trace, machine }: Result): string | undefined => {
  if (timing === null || trace.format === 'program' || machine.timing.mshrs.entries < 2) return undefined;
  const latencies = timing.classes.reduce((sum, { cycles }) => sum + cycles, 0);
  // A processor that waits for each of its references stands still for all that they take.
  if (latencies <= timeTotals(timing).stalls) return undefined;
  return 'Misses overlapped: a trace does not tell which addresses come out of earlier loads, so that references are taken as independent of each other. For a pointer chase, set timing.mshrs.entries=0.';
};
