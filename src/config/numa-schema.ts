/** The schemas of a machine's nodes, as it may be written and complete. */
import * as z from 'zod';
import type { FieldText } from './field-text.js';
import { MAX_WAYS } from './limits.js';
import type {
  DirectoryConfig,
  NetworkConfig,
  NumaConfig,
  NumaInput,
  PlacementConfig,
  PlacementRange,
} from './numa.js';
import {
  CLEAN_SOURCES,
  MAX_ENTRIES,
  MAX_NODES,
  MAX_PARAMETER,
  MAX_POINTERS,
  MAX_RANGES,
  NUMA_FIELDS,
  ORGANISATION_NAMES,
  PLACEMENTS,
  TOPOLOGY_NAMES,
  TRACKED,
} from './numa-fields.js';
import { pageBytes, writtenPageBytes } from './page-size.js';

const about = ({ title, description }: FieldText) => ({ title, description });

const told = (path: keyof typeof NUMA_FIELDS) => about(NUMA_FIELDS[path]);

const node = z
  .int()
  .min(0)
  .max(MAX_NODES - 1);
const address = z.string().regex(/^0[xX][0-9a-fA-F]{1,16}$/);

const nodes = z.int().min(1).max(MAX_NODES).meta(told('numa.nodes'));

const directory = {
  organisation: z.enum(ORGANISATION_NAMES).meta(told('numa.directory.organisation')),
  tracks: z.enum(TRACKED).meta(told('numa.directory.tracks')),
  cleanFrom: z.enum(CLEAN_SOURCES).meta(told('numa.directory.cleanFrom')),
  pointers: z.int().min(1).max(MAX_POINTERS).meta(told('numa.directory.pointers')),
  regionProcessors: z.int().min(1).max(1024).meta(told('numa.directory.regionProcessors')),
  entries: z.int().min(1).max(MAX_ENTRIES).meta(told('numa.directory.entries')),
  ways: z.int().min(1).max(MAX_WAYS).meta(told('numa.directory.ways')),
};

const range = z.strictObject({
  from: address.meta(told('numa.placement.ranges.from')),
  to: address.meta(told('numa.placement.ranges.to')),
  node: node.meta(told('numa.placement.ranges.node')),
}) satisfies z.ZodType<PlacementRange>;

const placement = {
  policy: z.enum(PLACEMENTS).meta(told('numa.placement.policy')),
  pageBytes: pageBytes.meta(told('numa.placement.pageBytes')),
  node: node.meta(told('numa.placement.node')),
  ranges: z.array(range).max(MAX_RANGES).meta(told('numa.placement.ranges')),
  intervalReferences: z.int().min(1).max(0xffffffff).meta(told('numa.placement.intervalReferences')),
};

const network = {
  topology: z.enum(TOPOLOGY_NAMES).meta(told('numa.network.topology')),
  parameters: z.record(z.string(), z.int().min(0).max(MAX_PARAMETER)).meta(told('numa.network.parameters')),
  headerBytes: z.int().min(0).max(64).meta(told('numa.network.headerBytes')),
  distances: z
    .array(z.array(z.int()).max(MAX_NODES))
    .max(MAX_NODES)
    .nullable()
    .meta(told('numa.network.distances')),
};

/** What a user may write. */
export const numaInputSchema = z
  .strictObject({
    nodes: nodes.exactOptional(),
    directory: z
      .strictObject({
        organisation: directory.organisation.exactOptional(),
        tracks: directory.tracks.exactOptional(),
        cleanFrom: directory.cleanFrom.exactOptional(),
        pointers: directory.pointers.exactOptional(),
        regionProcessors: directory.regionProcessors.exactOptional(),
        entries: directory.entries.exactOptional(),
        ways: directory.ways.exactOptional(),
      })
      .meta(told('numa.directory'))
      .exactOptional(),
    placement: z
      .strictObject({
        policy: placement.policy.exactOptional(),
        pageBytes: writtenPageBytes.meta(told('numa.placement.pageBytes')).exactOptional(),
        node: placement.node.exactOptional(),
        ranges: placement.ranges.exactOptional(),
        intervalReferences: placement.intervalReferences.exactOptional(),
      })
      .meta(told('numa.placement'))
      .exactOptional(),
    network: z
      .strictObject({
        topology: network.topology.exactOptional(),
        parameters: network.parameters.exactOptional(),
        headerBytes: network.headerBytes.exactOptional(),
        distances: network.distances.exactOptional(),
      })
      .meta(told('numa.network'))
      .exactOptional(),
  })
  .nullable()
  .meta(told('numa')) satisfies z.ZodType<NumaInput | null>;

/** Complete; the rules between fields are `checkNuma`'s. */
export const numaConfigSchema = z
  .strictObject({
    nodes,
    directory: z.strictObject(directory).meta(told('numa.directory')) satisfies z.ZodType<DirectoryConfig>,
    placement: z.strictObject(placement).meta(told('numa.placement')) satisfies z.ZodType<PlacementConfig>,
    network: z.strictObject(network).meta(told('numa.network')) satisfies z.ZodType<NetworkConfig>,
  })
  .nullable()
  .meta(told('numa')) satisfies z.ZodType<NumaConfig | null>;
