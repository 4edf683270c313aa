/** The schema of a result: what the JSON report holds, field by field. */
import * as z from 'zod';
import {
  COUNTER_NAMES,
  COUNTERS,
  type CounterDefinition,
  type CounterName,
  type Counters,
} from '../counters.js';
import {
  COMPARISON_SCHEMA,
  type Comparison,
  MESSAGES,
  type NetworkResult,
  RESULT_SCHEMA,
  type Result,
  type TraceSummary,
  type Transition,
} from '../result.js';
import { count } from './described.js';
import { machineConfigSchema } from './schema.js';
import { timingResultSchema } from './timing-result-schema.js';

const counterField = (name: CounterName) => {
  const { title, unit, definition, source, classified }: CounterDefinition = COUNTERS[name];
  const only = classified ? ' Counted only with miss classification on, 0 otherwise.' : '';
  return count.meta({ title, description: `${definition} Unit: ${unit}.${only} Source: ${source}.` });
};

const counterFields = Object.fromEntries(COUNTER_NAMES.map((name) => [name, counterField(name)]));

// `fromEntries` forgets the names, which are all of COUNTER_NAMES.
const countersSchema = z.object(
  counterFields as Record<CounterName, typeof count>,
) satisfies z.ZodType<Counters>;

const transitionSchema = z.object({
  from: z.string().meta({ title: 'From', description: 'The state before.' }),
  to: z.string().meta({ title: 'To', description: 'The state after; the same for a self-transition.' }),
  cause: z.string().meta({
    title: 'Cause',
    description: 'The processor event (PrRd, PrWr, Evict) or the snooped transaction (BusRd, BusRdX, …).',
  }),
  count: count.meta({ title: 'Count', description: 'How often, over all processors.' }),
}) satisfies z.ZodType<Transition>;

const traceSchema = z.object({
  name: z.string().meta({ title: 'Name', description: 'Of the trace: its file’s or its workload’s.' }),
  format: z.string().meta({ title: 'Format', description: 'A trace format, "workload" or "memory".' }),
  records: count.meta({
    title: 'Records',
    description: 'Records that were simulated, before splitting at line boundaries.',
  }),
  splits: count.meta({
    title: 'Splits',
    description: 'Further references that came of splitting: references = records + splits.',
  }),
  instructionsSkipped: count.meta({
    title: 'Instructions left out',
    description: 'Instruction fetches that were not simulated.',
  }),
  badRecords: count.meta({
    title: 'Bad records',
    description: 'Lines or records that did not parse and were skipped.',
  }),
}) satisfies z.ZodType<TraceSummary>;

const messageSchema = z.object({
  type: z.enum(MESSAGES).meta({ title: 'Type', description: 'What the message says.' }),
  count: count.meta({ title: 'Count', description: 'Messages of the type, those within a node included.' }),
  bytes: count.meta({ title: 'Bytes', description: 'Their bytes, header and data.' }),
  hops: count.meta({ title: 'Hops', description: 'Links that they crossed, summed over them.' }),
  byHops: z.array(count).meta({
    title: 'By hops',
    description: 'How many crossed 0, 1, 2, … links; within a node, none.',
  }),
});

const linkSchema = z.object({
  from: z.int().min(-1).meta({
    title: 'From',
    description: 'Where the link starts: a node, a router (numbered after the nodes), or -1 for every node.',
  }),
  to: z.int().min(-1).meta({ title: 'To', description: 'Where the link ends, in the same way.' }),
  bytes: count.meta({ title: 'Bytes', description: 'Bytes that crossed the link.' }),
});

const networkSchema = z.object({
  nodes: count.meta({ title: 'Nodes', description: 'How many nodes the network joins.' }),
  topology: z.string().meta({ title: 'Topology', description: 'Of the network.' }),
  messages: z.array(messageSchema).meta({
    title: 'Messages',
    description: 'By type, from requests to recalls; types that were never sent are left out.',
  }),
  matrix: z.array(z.array(count)).meta({
    title: 'Messages between nodes',
    description: 'A row for each sender, a column for each receiver; those within a node on the diagonal.',
  }),
  bytes: z.array(z.array(count)).meta({
    title: 'Bytes between nodes',
    description: 'The same in bytes.',
  }),
  links: z.array(linkSchema).meta({
    title: 'Links',
    description: 'Bytes over each directed link, in the topology’s order.',
  }),
}) satisfies z.ZodType<NetworkResult>;

/** What is counted of any run, of a trace or of a program. */
export const countedFields = {
  total: countersSchema.meta({ title: 'Total', description: 'Each counter, summed over processors.' }),
  processors: z
    .array(countersSchema)
    .meta({ title: 'Processors', description: 'The counters of each processor, in order.' }),
  transitions: z.array(transitionSchema).meta({
    title: 'Transitions',
    description: 'State changes and how often, in the order of states, then of events; never 0.',
  }),
  network: networkSchema
    .nullable()
    .meta({ title: 'Network', description: 'Traffic between nodes; null on a bus.' }),
};

/** One run's outcome. */
export const resultSchema = z
  .object({
    schema: z
      .literal(RESULT_SCHEMA)
      .meta({ title: 'Schema', description: 'Name and version; a field may come without a new version.' }),
    partial: z
      .boolean()
      .meta({ title: 'Partial', description: 'True when the run was stopped before the trace’s end.' }),
    machine: machineConfigSchema,
    protocol: z
      .object({
        name: z.string().meta({ title: 'Name', description: 'Of the protocol.' }),
        title: z.string().meta({ title: 'Title', description: 'What the protocol is known as.' }),
        states: z
          .array(z.string())
          .meta({ title: 'States', description: 'Names of the states; the first is the invalid state.' }),
      })
      .meta({ title: 'Protocol', description: 'The coherence protocol that was simulated.' }),
    trace: traceSchema.meta({ title: 'Trace', description: 'What was simulated.' }),
    classified: z.boolean().meta({
      title: 'Classified',
      description: 'Whether misses were classified; if not, the counters of the kinds are 0.',
    }),
    ...countedFields,
    timing: timingResultSchema
      .nullable()
      .meta({ title: 'Timing', description: 'Where the time went; null in functional mode.' }),
  })
  .meta({ title: 'Cohort result', description: 'The outcome of one run.' }) satisfies z.ZodType<Result>;

/** Several runs side by side. */
export const comparisonSchema = z
  .object({
    schema: z.literal(COMPARISON_SCHEMA).meta({ title: 'Schema', description: 'Name and version.' }),
    results: z.array(resultSchema).meta({
      title: 'Results',
      description: 'One a run; the first is what the others are compared with.',
    }),
  })
  .meta({
    title: 'Cohort comparison',
    description: 'Several runs over one trace.',
  }) satisfies z.ZodType<Comparison>;
