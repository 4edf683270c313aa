/** Runs of small programs under a scheduler, and who ran when in them. */
import type { CacheInput } from '../../src/config/machine.js';
import type { ProgramOptions, ScheduleOptions } from '../../src/execute/options.js';
import type { ProgramResult, ScheduleResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';

export interface Stretch {
  readonly thread: number;
  /** Cycles of its first and its last `out` in a row. */
  readonly from: number;
  readonly to: number;
}

export interface Scheduled {
  readonly result: ProgramResult;
  readonly schedule: ScheduleResult;
  /** Which thread gave out numbers when, merged to stretches without a gap, in order of time. */
  readonly stretches: readonly Stretch[];
}

interface Setting extends Omit<ProgramOptions, 'program' | 'machine'> {
  readonly schedule: ScheduleOptions;
  readonly threads: number;
  readonly processors?: number;
  readonly l1?: CacheInput;
}

/** Runs a text; processors do not run ahead of each other, so that every cycle can be worked out. */
export const runScheduled = async (text: string, setting: Setting): Promise<Scheduled> => {
  const { threads, processors = 1, l1, ...options } = setting;
  const outs: { thread: number; clock: number }[] = [];
  const result = await runProgram({
    slackBits: 0,
    ...options,
    program: assemble(text, { threads, name: 'small' }),
    machine: { processors, ...(l1 && { l1 }) },
    onEvents: (events) => {
      for (const { kind, thread, clock } of events)
        if (kind === 'out') outs.push({ thread, clock: Number(clock) });
    },
  });
  const stretches: { thread: number; from: number; to: number }[] = [];
  for (const { thread, clock } of outs) {
    const last = stretches.find((stretch) => stretch.thread === thread && stretch.to === clock - 1);
    if (last) last.to = clock;
    else stretches.push({ thread, from: clock, to: clock });
  }
  stretches.sort((a, b) => a.from - b.from || a.thread - b.thread);
  const { schedule } = result;
  if (!schedule) throw new Error('the run had no scheduler');
  return { result, schedule, stretches };
};

/** A thread that gives out a number in each of so many cycles, and halts in the next. */
export const busyFor = (cycles: number): string => `.rept ${cycles}\nout zero\n.endr\nhalt\n`;
