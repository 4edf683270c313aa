/** What the parts of a run's time are called for people. */
import type { AccessClass, ResourceKind, StallCause } from '../result.js';

export const CAUSE_TITLES: Readonly<Record<StallCause, string>> = {
  l1: 'L1',
  l2: 'L2',
  l3: 'L3',
  tlb: 'TLB',
  busWait: 'waiting for a bus',
  bus: 'bus',
  linkWait: 'waiting for links',
  link: 'links',
  directoryWait: 'waiting for a directory',
  directory: 'directories',
  memoryWait: 'waiting for memory',
  memory: 'memory',
  cache: 'other caches',
  lineWait: 'waiting for a line under way',
  storeBuffer: 'waiting for the store buffer',
  mshr: 'waiting for misses under way',
  migration: 'pages that moved',
};

export const CLASS_TITLES: Readonly<Record<AccessClass, string>> = {
  l1: 'L1',
  l2: 'L2',
  l3: 'L3',
  forwarded: 'from the store buffer',
  merged: 'joined a miss under way',
  upgrade: 'permission to write',
  cacheLocal: 'another cache, here',
  cacheRemote: 'another node’s cache',
  memoryLocal: 'memory, here',
  memoryRemote: 'another node’s memory',
};

/** Of one, and of several. */
export const RESOURCE_TITLES: Readonly<Record<ResourceKind, readonly [one: string, many: string]>> = {
  bus: ['bus', 'buses'],
  requestBus: ['request bus', 'request buses'],
  dataBus: ['data bus', 'data buses'],
  nodeBus: ['node’s bus', 'nodes’ buses'],
  nodeDataBus: ['node’s data bus', 'nodes’ data buses'],
  link: ['link', 'links'],
  directory: ['directory', 'directories'],
  bank: ['bank', 'banks'],
  channel: ['channel', 'channels'],
};
