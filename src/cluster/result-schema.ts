/** The schema of what a result tells of a cluster. */
import * as z from 'zod';
import type { ClusterResult } from './result.js';
import { clusterConfigSchema } from './schema.js';
import {
  CLUSTER_MESSAGES,
  type MessageCount,
  NODE_COUNTERS,
  type NodeCounter,
  type NodeCounts,
} from './traffic.js';

const count = z.int().min(0);
const counted = (title: string, description: string) => count.meta({ title, description });

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const NAMES = Object.keys(NODE_COUNTERS) as NodeCounter[];

const countsSchema = z.object(
  Object.fromEntries(
    NAMES.map((name) => [name, count.meta({ title: name, description: sentence(NODE_COUNTERS[name]) })]),
  ) as Record<NodeCounter, typeof count>,
) satisfies z.ZodType<NodeCounts>;

const messageSchema = z.object({
  kind: z.enum(CLUSTER_MESSAGES).meta({ title: 'Kind', description: 'What they were for.' }),
  messages: counted('Messages', 'How many.'),
  bytes: counted('Bytes', 'Their bytes, headers included.'),
}) satisfies z.ZodType<MessageCount>;

export const clusterResultSchema = z.object({
  config: clusterConfigSchema.meta({ title: 'Cluster', description: 'The cluster, complete.' }),
  pages: counted('Pages', 'Pages of the program’s memory.'),
  lines: counted('Lines', 'Lines that are kept apart from pages, since threads synchronise by them (lrc).'),
  total: countsSchema.meta({ title: 'Total', description: 'Each counter, summed over nodes.' }),
  byNode: z
    .array(countsSchema)
    .meta({ title: 'By node', description: 'The counters of each node, in order.' }),
  messages: z.array(messageSchema).meta({
    title: 'Messages',
    description: 'Messages between nodes, of each kind of which there were any.',
  }),
}) satisfies z.ZodType<ClusterResult>;
