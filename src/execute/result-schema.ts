/** The schema of a program's result: what the JSON report holds, field by field. */
import * as z from 'zod';
import { clusterResultSchema } from '../cluster/result-schema.js';
import { count, counted, text } from '../config/described.js';
import { countedFields } from '../config/result-schema.js';
import { machineConfigSchema } from '../config/schema.js';
import { timingResultSchema } from '../config/timing-result-schema.js';
import {
  type BarrierResult,
  type Finding,
  type LockResult,
  PROGRAM_COMPARISON_SCHEMA,
  PROGRAM_RESULT_SCHEMA,
  type ProgramComparison,
  type ProgramResult,
  type StaleLoad,
  type StaleResult,
  type ThreadResult,
} from './result.js';
import { scheduleSchema } from './schedule-schema.js';

const threadSchema = z.object({
  thread: counted('Thread', 'Its number.'),
  process: counted('Process', 'Which copy of the program it belongs to.'),
  processor: counted('Processor', 'The processor that ran it last.'),
  status: z
    .enum(['ready', 'halted', 'waiting', 'sleeping', 'receiving', 'faulted', 'yielded', 'sending'])
    .meta({ title: 'Status', description: 'What it did when the run ended.' }),
  instruction: counted('Instruction', 'The number of its next instruction.'),
  place: text('Place', 'Where that instruction was written.'),
  instructions: counted('Instructions', 'Instructions that it executed.'),
  loads: counted('Loads', 'Of them, loads.'),
  stores: counted('Stores', 'Of them, stores.'),
  atomics: counted('Atomics', 'Of them, atomic accesses.'),
  staleLoads: counted(
    'Stale loads',
    'Loads whose value another thread had overwritten before; counted where stale values are told.',
  ),
  failedStoreConditionals: counted('Failed store-conditionals', 'Store-conditionals that did not store.'),
  waitsOn: z
    .string()
    .nullable()
    .meta({ title: 'Waits on', description: 'Address and symbol of what it waits on, or null.' }),
  fault: z
    .object({
      kind: z
        .enum(['none', 'unaligned', 'range', 'division', 'program', 'jump', 'opcode'])
        .meta({ title: 'Kind', description: 'What was wrong.' }),
      message: text('Message', 'The instruction, the address, and how to mend it.'),
    })
    .nullable()
    .meta({ title: 'Fault', description: 'Why it faulted, or null.' }),
}) satisfies z.ZodType<ThreadResult>;

const lockSchema = z.object({
  lock: text('Lock', 'Address and symbol.'),
  acquisitions: counted('Acquisitions', 'How often it was taken.'),
  handovers: counted('Handovers', 'How often by another thread than the time before.'),
  waitCycles: counted('Wait', 'Cycles from wanting to having it, over all acquisitions.'),
  longestWaitCycles: counted('Longest wait', 'The longest of them, in cycles.'),
  holdCycles: counted(
    'Hold',
    'Cycles from having it to giving it back, or to the end of the run, over all acquisitions.',
  ),
  byThread: z.array(count).meta({ title: 'By thread', description: 'Acquisitions of each thread.' }),
  heldBy: z
    .array(count)
    .meta({ title: 'Held by', description: 'Threads of its process that have it when the run ends.' }),
  wantedBy: z
    .array(count)
    .meta({ title: 'Wanted by', description: 'Threads of its process that wait for it when the run ends.' }),
}) satisfies z.ZodType<LockResult>;

const barrierSchema = z.object({
  barrier: text('Barrier', 'Address and symbol.'),
  arrivals: counted('Arrivals', 'Arrivals of threads.'),
  waitCycles: counted('Wait', 'Cycles from arriving to leaving, over all arrivals.'),
  longestWaitCycles: counted('Longest wait', 'The longest of them, in cycles.'),
}) satisfies z.ZodType<BarrierResult>;

const staleLoadSchema = z.object({
  thread: counted('Thread', 'Which thread got the stale value.'),
  clock: counted('Clock', 'When, in cycles of its processor.'),
  instruction: counted('Instruction', 'Number of the instruction that read it.'),
  place: text('Place', 'Where that was written.'),
  address: text('Address', 'Address and symbol of what it read.'),
  behind: counted('Behind', 'Writes of the word that the value is behind.'),
  writer: counted('Writer', 'The thread that wrote the newest value.'),
}) satisfies z.ZodType<StaleLoad>;

const staleSchema = z.object({
  loads: counted('Loads', 'Stale loads.'),
  first: z.array(staleLoadSchema).meta({ title: 'First', description: 'The first of them, at most 1000.' }),
}) satisfies z.ZodType<StaleResult>;

const findingSchema = z.object({
  what: text('What', 'What the program computes.'),
  due: text('Due', 'What it was due to be: a whole number.'),
  computed: text('Computed', 'What it is: a whole number.'),
  right: z.boolean().nullable().meta({
    title: 'Right',
    description: 'Whether they are equal; null if the run did not come to its end: not finished.',
  }),
}) satisfies z.ZodType<Finding>;

/** What was executed. */
export const programSchema = z.object({
  name: text('Name', 'Of the program.'),
  parameters: z
    .record(z.string(), z.string())
    .meta({ title: 'Parameters', description: 'Their values, by name.' }),
  threads: counted('Threads', 'Threads of a process.'),
  processes: counted('Processes', 'Copies of the program, each with memory of its own.'),
  instructions: counted('Instructions', 'Length of its code.'),
  memoryBytes: counted('Memory', 'The end of its memory, in bytes.'),
});

const outputSchema = z.object({
  thread: counted('Thread', 'Who gave it out.'),
  value: text('Value', 'A whole number from 0 to 2⁶⁴ − 1: what is negative is has 2⁶⁴ added.'),
});

const protocolSchema = z.object({
  name: text('Name', 'Of the protocol.'),
  title: text('Title', 'What the protocol is known as.'),
  states: z
    .array(z.string())
    .meta({ title: 'States', description: 'Names of the states; the first is the invalid state.' }),
});

/** The outcome of one run of a program. */
export const programResultSchema = z
  .object({
    schema: z
      .literal(PROGRAM_RESULT_SCHEMA)
      .meta({ title: 'Schema', description: 'Name and version; a field may come without a new version.' }),
    ending: z.enum(['done', 'deadlock', 'livelock', 'limit', 'fault', 'stopped']).meta({
      title: 'Ending',
      description:
        'How the run ended: every thread halted; all that had not waited for another; no store changed memory for ' +
        'long; the limit of instructions; an instruction that could not be done; it was told to stop.',
    }),
    message: text('Message', 'That in a sentence, with where the threads were.'),
    machine: machineConfigSchema,
    protocol: protocolSchema.meta({ title: 'Protocol', description: 'The coherence protocol.' }),
    program: programSchema.meta({ title: 'Program', description: 'What was executed.' }),
    seed: counted('Seed', 'Of the interleaving and of the threads’ random numbers.'),
    slackCycles: counted('Slack', 'Cycles by which processors could run ahead of each other.'),
    model: text('Model', 'The memory model: sc, tso or pso.'),
    timed: z.boolean().meta({
      title: 'Timed',
      description: 'Whether clocks are those of the timed machine; if not, an instruction takes a cycle.',
    }),
    classified: z.boolean().meta({
      title: 'Classified',
      description: 'Whether misses were told apart by kind; if not, those counters are 0.',
    }),
    cycles: counted('Cycles', 'When the last processor ended.'),
    instructions: counted('Instructions', 'Instructions that all threads executed.'),
    findings: z
      .array(findingSchema)
      .meta({ title: 'Findings', description: 'What the program was due to compute, and did.' }),
    output: z
      .array(outputSchema)
      .meta({ title: 'Output', description: 'Numbers that it gave out, in order; at most 10000.' }),
    threads: z.array(threadSchema).meta({ title: 'Threads', description: 'Each thread, in order.' }),
    schedule: scheduleSchema
      .nullable()
      .meta({ title: 'Schedule', description: 'Null where each thread has a processor of its own.' }),
    locks: z
      .array(lockSchema)
      .meta({ title: 'Locks', description: 'Those that the program tells of, as they were met.' }),
    barriers: z
      .array(barrierSchema)
      .meta({ title: 'Barriers', description: 'Those that the program tells of, as they were met.' }),
    stale: staleSchema
      .nullable()
      .meta({ title: 'Stale loads', description: 'Null where stale values are not told.' }),
    uncachedAccesses: counted(
      'Uncached accesses',
      'Reads and writes of synchronisation data that went past incoherent caches: each a bus transaction for words, and none of the references.',
    ),
    ...countedFields,
    cluster: clusterResultSchema
      .nullable()
      .meta({ title: 'Cluster', description: 'What nodes had to do with each other; null on one machine.' }),
    timing: timingResultSchema
      .nullable()
      .meta({ title: 'Timing', description: 'Where the time went; null in runs that keep none.' }),
  })
  .meta({
    title: 'Cohort program result',
    description: 'The outcome of one run of a program.',
  }) satisfies z.ZodType<ProgramResult>;

/** Several runs side by side. */
export const programComparisonSchema = z
  .object({
    schema: z.literal(PROGRAM_COMPARISON_SCHEMA).meta({ title: 'Schema', description: 'Name and version.' }),
    results: z.array(programResultSchema).meta({ title: 'Results', description: 'One a run.' }),
  })
  .meta({
    title: 'Cohort comparison of programs',
    description: 'Several runs of programs.',
  }) satisfies z.ZodType<ProgramComparison>;
