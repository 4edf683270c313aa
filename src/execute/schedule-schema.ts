/** The schema of what a scheduler did, a part of a program's result. */
import * as z from 'zod';
import { counted, maybeCounted } from '../config/described.js';
import type {
  ProcessorSchedule,
  ProcessSchedule,
  ScheduleResult,
  SliceResult,
  ThreadSchedule,
} from './result.js';

const threadSchema = z.object({
  thread: counted('Thread', 'Its number.'),
  process: counted('Process', 'Which copy of the program it belongs to.'),
  priority: z.int().meta({ title: 'Priority', description: 'The higher goes first.' }),
  runCycles: counted('Run', 'Cycles on a processor.'),
  readyCycles: counted('Ready', 'Cycles able to run, and waiting for a processor.'),
  blockedCycles: counted('Blocked', 'Cycles waiting for a wake, or asleep.'),
  switchCycles: counted('Switch', 'Cycles while its processor took it on.'),
  switches: counted('Switches', 'How often a processor took it on that had run another last.'),
  migrations: counted('Migrations', 'How often it went on on another processor than before.'),
  endedAt: maybeCounted('Ended', 'When it halted, in cycles; null if it did not.'),
}) satisfies z.ZodType<ThreadSchedule>;

const processorSchema = z.object({
  processor: counted('Processor', 'Its number.'),
  busyCycles: counted('Busy', 'Cycles running threads.'),
  idleCycles: counted('Idle', 'Cycles with nothing to run.'),
  switchCycles: counted('Switch', 'Cycles taking threads on.'),
  switches: counted('Switches', 'How often it took another thread on.'),
}) satisfies z.ZodType<ProcessorSchedule>;

const processSchema = z.object({
  process: counted('Process', 'Its number.'),
  turnaroundCycles: maybeCounted('Turnaround', 'Cycles until its last thread ended; null if one did not.'),
  runCycles: counted('Run', 'Cycles of its threads on processors.'),
  readyCycles: counted('Ready', 'Cycles of its threads waiting for processors.'),
  switches: counted('Switches', 'Of its threads.'),
  migrations: counted('Migrations', 'Of its threads.'),
}) satisfies z.ZodType<ProcessSchedule>;

const sliceSchema = z.object({
  kind: z.enum(['first', 'continued', 'switched', 'migrated']).meta({
    title: 'Kind',
    description:
      'How a thread came to the slice: it never ran before; nobody else ran there since; others did; it ran on ' +
      'another processor before.',
  }),
  slices: counted('Slices', 'How many.'),
  cycles: counted('Cycles', 'That they lasted, in all.'),
  references: counted('References', 'Of the processors during them.'),
  misses: counted('Misses', 'Of these, in the coherent cache.'),
}) satisfies z.ZodType<SliceResult>;

/** What a scheduler did. */
export const scheduleSchema = z.object({
  policy: z.string().meta({ title: 'Policy', description: 'Who runs next.' }),
  title: z.string().meta({ title: 'Title', description: 'What the policy is known as.' }),
  quantumCycles: maybeCounted('Quantum', 'Cycles of a slice; null: slices have no end of their own.'),
  switchCycles: counted('Switch', 'Cycles that each switch takes.'),
  migrationCycles: counted('Migration', 'Cycles that each migration takes besides.'),
  switches: counted('Switches', 'Of all threads.'),
  migrations: counted('Migrations', 'Of all threads.'),
  releasedLines: counted(
    'Released lines',
    'Lines that caches wrote back or gave up as threads moved, where software sees to caches; a cycle each.',
  ),
  threads: z.array(threadSchema).meta({ title: 'Threads', description: 'Each thread, in order.' }),
  processors: z
    .array(processorSchema)
    .meta({ title: 'Processors', description: 'Each processor, in order.' }),
  processes: z.array(processSchema).meta({ title: 'Processes', description: 'Each copy of the program.' }),
  slices: z.array(sliceSchema).meta({ title: 'Slices', description: 'By how threads came to them.' }),
}) satisfies z.ZodType<ScheduleResult>;
