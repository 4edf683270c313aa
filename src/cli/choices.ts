/** What some commands choose from: known without loading what acts on it. */

/** What there are several of to choose from. */
export const CATALOGUES = [
  'protocols',
  'machines',
  'clusters',
  'topologies',
  'directories',
  'workloads',
  'formats',
  'reports',
  'policies',
  'counters',
  'samples',
  'litmus',
  'programs',
  'locks',
  'barriers',
] as const;
export type CatalogueName = (typeof CATALOGUES)[number];

/** What JSON Schemas describe. */
export const SCHEMAS = [
  'machine',
  'cluster',
  'protocol',
  'result',
  'comparison',
  'program-result',
  'program-comparison',
  'speed-up',
  'memories',
] as const;
export type SchemaName = (typeof SCHEMAS)[number];
