/** The schema of a study of speed-up: what its JSON report holds, field by field. */
import * as z from 'zod';
import { counted, number } from '../config/described.js';
import { machineConfigSchema } from '../config/schema.js';
import { SPEED_UP_SCHEMA, type SpeedUpFit, type SpeedUpPoint, type SpeedUpResult } from './result.js';
import { programSchema } from './result-schema.js';

const pointSchema = z.object({
  processors: counted('Processors', 'Of the machine.'),
  threads: counted('Threads', 'Of the program, in all processes.'),
  cycles: counted('Cycles', 'When the last processor ended.'),
  speedUp: number('Speed-up', 'Cycles of the base over these.'),
  efficiency: number('Efficiency', 'Speed-up over processors.'),
  karpFlatt: z.number().nullable().meta({
    title: 'Karp and Flatt',
    description: 'The serial fraction that this speed-up alone would tell of; null for one processor.',
  }),
  instructions: counted('Instructions', 'That all threads executed.'),
  references: counted('References', 'To memory.'),
  misses: counted('Misses', 'Of the coherent caches.'),
  switches: counted('Switches', 'How often processors took another thread on.'),
  migrations: counted('Migrations', 'How often threads went on elsewhere.'),
  right: z.boolean().meta({ title: 'Right', description: 'Whether it computed what it was due to.' }),
}) satisfies z.ZodType<SpeedUpPoint>;

const fitSchema = z.object({
  serialFraction: number('Serial fraction', 'Below 0 where the speed-up is more than the processors.'),
  residual: number('Residual', 'Root of the mean square of what is left, in the unit of what was fitted.'),
}) satisfies z.ZodType<SpeedUpFit>;

const points = z.array(pointSchema);

/** The outcome of one study. */
export const speedUpSchema = z
  .object({
    schema: z
      .literal(SPEED_UP_SCHEMA)
      .meta({ title: 'Schema', description: 'Name and version; a field may come without a new version.' }),
    machine: machineConfigSchema,
    program: programSchema.meta({ title: 'Program', description: 'What was executed.' }),
    policy: z.string().meta({ title: 'Policy', description: 'How threads take turns.' }),
    seed: counted('Seed', 'Of the interleaving and of random numbers.'),
    base: z.enum(['one-thread', 'turns']).meta({
      title: 'Base',
      description:
        'What the others are held against: the program laid out for one thread, or, where one thread cannot do the ' +
        'work of all, all threads taking turns on one processor.',
    }),
    points: points.meta({ title: 'Points', description: 'The same work, from the base on.' }),
    turns: pointSchema.nullable().meta({
      title: 'Turns',
      description:
        'As many threads as on the most processors, taking turns on one; null where that is the base.',
    }),
    amdahl: fitSchema.nullable().meta({
      title: 'Amdahl',
      description: 'T(P)/T(1) = s + (1 − s)/P, in parts of T(1); null with fewer than two points.',
    }),
    scaled: points.nullable().meta({
      title: 'Scaled',
      description:
        'Work that grows with the processors, each against the base with as much; null if not asked for.',
    }),
    gustafson: fitSchema.nullable().meta({
      title: 'Gustafson',
      description: 'S(P) = P − s (P − 1), in units of speed-up; null as scaled.',
    }),
  })
  .meta({
    title: 'Cohort speed-up',
    description: 'The same work on one processor and on several, and as multiprogramming on one.',
  }) satisfies z.ZodType<SpeedUpResult>;
