/** The schemas of a cluster, as it may be written and complete. */
import * as z from 'zod';
import { bytesOf, SIZE_PATTERN } from '../config/sizes.js';
import { type ClusterConfig, type ClusterOptions, DSM_KINDS } from './config.js';
import { CLUSTER_FIELDS, type ClusterPath, MOST_COST, MOST_NODES, MOST_PAGE_BYTES } from './fields.js';
import { MANAGERS } from './managers/index.js';

const told = (path: ClusterPath): { title: string; description: string } => {
  const { title, description } = CLUSTER_FIELDS[path];
  return { title, description };
};

const LEAST_PAGE_BYTES = 4;
const isPageSize = (bytes: number | undefined): boolean =>
  bytes !== undefined &&
  bytes >= LEAST_PAGE_BYTES &&
  bytes <= MOST_PAGE_BYTES &&
  Number.isInteger(Math.log2(bytes));

const nodes = z.int().min(1).max(MOST_NODES).meta(told('nodes'));
const dsm = z.enum(DSM_KINDS).meta(told('dsm'));
const manager = z.enum(MANAGERS.map(({ name }) => name)).meta(told('manager'));
const whole = z.int().min(0).max(MOST_COST);
const number = z.number().min(0).max(MOST_COST);

const messages = {
  latencyCycles: whole.meta(told('messages.latencyCycles')),
  overheadCycles: whole.meta(told('messages.overheadCycles')),
  gapCycles: whole.meta(told('messages.gapCycles')),
  gapPerByteCycles: number.meta(told('messages.gapPerByteCycles')),
  softwareCycles: whole.meta(told('messages.softwareCycles')),
  headerBytes: whole.meta(told('messages.headerBytes')),
  hopCycles: whole.meta(told('messages.hopCycles')),
};

const costs = {
  faultCycles: whole.meta(told('costs.faultCycles')),
  handlerCycles: whole.meta(told('costs.handlerCycles')),
  protectCycles: whole.meta(told('costs.protectCycles')),
  twinCyclesPerByte: number.meta(told('costs.twinCyclesPerByte')),
  diffCyclesPerByte: number.meta(told('costs.diffCyclesPerByte')),
  applyCyclesPerByte: number.meta(told('costs.applyCyclesPerByte')),
};

/** Names are looked up, and parameters checked, where the network is made. */
const topologyName = z.string().min(1).max(100).meta(told('topology.name'));
const parameters = z.record(z.string(), z.int().min(0)).meta(told('topology.parameters'));

/** What a user may write, in JSON or as an object. */
export const clusterInputSchema = z
  .strictObject({
    $schema: z
      .string()
      .meta({ title: 'JSON Schema', description: 'Where editors find the schema of this file. Not read.' })
      .exactOptional(),
    preset: z.string().min(1).meta(told('preset')).exactOptional(),
    nodes: nodes.exactOptional(),
    dsm: dsm.exactOptional(),
    manager: manager.exactOptional(),
    pageBytes: z
      .union([z.int().min(LEAST_PAGE_BYTES).max(MOST_PAGE_BYTES), z.string().regex(SIZE_PATTERN)])
      .refine((size) => isPageSize(bytesOf(size)))
      .meta(told('pageBytes'))
      .exactOptional(),
    messages: z
      .strictObject({
        latencyCycles: messages.latencyCycles.exactOptional(),
        overheadCycles: messages.overheadCycles.exactOptional(),
        gapCycles: messages.gapCycles.exactOptional(),
        gapPerByteCycles: messages.gapPerByteCycles.exactOptional(),
        softwareCycles: messages.softwareCycles.exactOptional(),
        headerBytes: messages.headerBytes.exactOptional(),
        hopCycles: messages.hopCycles.exactOptional(),
      })
      .meta(told('messages'))
      .exactOptional(),
    costs: z
      .strictObject({
        faultCycles: costs.faultCycles.exactOptional(),
        handlerCycles: costs.handlerCycles.exactOptional(),
        protectCycles: costs.protectCycles.exactOptional(),
        twinCyclesPerByte: costs.twinCyclesPerByte.exactOptional(),
        diffCyclesPerByte: costs.diffCyclesPerByte.exactOptional(),
        applyCyclesPerByte: costs.applyCyclesPerByte.exactOptional(),
      })
      .meta(told('costs'))
      .exactOptional(),
    topology: z
      .strictObject({ name: topologyName, parameters: parameters.exactOptional() })
      .nullable()
      .meta(told('topology'))
      .exactOptional(),
  })
  .meta({
    title: 'Cohort cluster',
    description: 'Nodes with memories of their own: any part of it, over a preset.',
  }) satisfies z.ZodType<ClusterOptions>;

/** Complete. */
export const clusterConfigSchema = z.strictObject({
  nodes,
  dsm,
  manager,
  pageBytes: z.int().min(LEAST_PAGE_BYTES).max(MOST_PAGE_BYTES).meta(told('pageBytes')),
  messages: z.strictObject(messages).meta(told('messages')),
  costs: z.strictObject(costs).meta(told('costs')),
  topology: z.strictObject({ name: topologyName, parameters }).nullable().meta(told('topology')),
}) satisfies z.ZodType<ClusterConfig>;
