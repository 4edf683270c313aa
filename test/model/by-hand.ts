/** Machines and traces small enough to work out by hand, and the messages that they make. */
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import type { DirectoryConfig, PlacementConfig } from '../../src/config/numa.js';
import { expectAgreement, type Subject, withProtocol } from '../engine/agreement.js';
import { plain } from '../plain-machine.js';
import { ModelMachine } from './machine.js';
import type { ModelRecord } from './references.js';

export const LINE = 64;
export const PAGE = 256;
const HEADER = 8;

const l1: CacheConfig = {
  size: 2 * LINE,
  ways: 'full',
  replacement: 'LRU',
  write: 'protocol',
  writeAllocate: 'protocol',
};

/** Processors 0 to 7, two a node; line n is at home on node n mod 4. */
export const machineWith = (
  directory: Partial<DirectoryConfig>,
  placement: Partial<PlacementConfig> = {},
  cache: Partial<CacheConfig> = {},
): MachineConfig => ({
  ...plain(8),
  protocol: '',
  lineBytes: LINE,
  l1: { ...l1, ...cache },
  l2: null,
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: {
    nodes: 4,
    directory: {
      organisation: 'full-map',
      pointers: 2,
      regionProcessors: 2,
      entries: 1,
      ways: 1,
      tracks: 'processors',
      cleanFrom: 'home',
      ...directory,
    },
    placement: {
      policy: 'line-interleave',
      pageBytes: PAGE,
      node: 0,
      ranges: [],
      intervalReferences: 4,
      ...placement,
    },
    network: { topology: 'bidirectional-ring', parameters: {}, headerBytes: HEADER, distances: null },
  },
  instructions: 'skip',
  seed: 0,
  memoryLimitBytes: 2 ** 28,
});

/** `0r5`: processor 0 reads line 5. */
export const recordsOf = (trace: string): ModelRecord[] =>
  trace
    .split(' ')
    .filter((step) => step !== '')
    .map((step): ModelRecord => {
      const [, processor, operation, line] = /^(\d+)([rw])(\d+)$/.exec(step)!;
      return {
        processor: Number(processor),
        operation: operation === 'w' ? 'write' : 'read',
        address: BigInt(line!) * BigInt(LINE),
        bytes: 8,
      };
    });

/** The messages of `now`, after `before` has been run: `GetS 0>1` goes from node 0 to node 1. */
export function messagesOf(subject: Subject, before: string, now: string): string[] {
  const model = new ModelMachine(subject.machine, subject.model, false);
  for (const record of recordsOf(before)) model.record(record);
  const { messages } = model.nodes!.traffic;
  const already = messages.length;
  for (const record of recordsOf(now)) model.record(record);
  expectAgreement(subject, recordsOf(`${before} ${now}`), true);
  return messages.slice(already).map(({ type, from, to }) => `${type} ${from}>${to}`);
}

export const messages = (machine: MachineConfig, protocol: string, before: string, now: string): string[] =>
  messagesOf(withProtocol(machine, protocol), before, now);

export interface Case {
  readonly title: string;
  readonly machine: MachineConfig;
  readonly protocol?: string;
  readonly before?: string;
  readonly now: string;
  readonly sent: readonly string[];
}
