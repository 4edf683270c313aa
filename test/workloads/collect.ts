import { metaBytes, metaOperation, metaProcessor } from '../../src/traces/batch.js';
import {
  type GivenValues,
  type SourceTuning,
  type WorkloadSource,
  workloadSource,
} from '../../src/workloads/index.js';

/** One reference of a workload, with the region that it falls into. */
export interface Access {
  readonly processor: number;
  readonly write: boolean;
  readonly address: number;
  readonly bytes: number;
  readonly gap: number;
  /** Name of the region, and the distance from its start. */
  readonly region: string;
  readonly offset: number;
}

const locate = (source: WorkloadSource, address: number): { region: string; offset: number } => {
  for (const { name, low, high, bytes } of source.regions) {
    const start = high * 2 ** 32 + low;
    if (address >= start && address < start + bytes) return { region: name, offset: address - start };
  }
  return { region: 'nowhere', offset: 0 };
};

/** All references of a workload, one object each. */
export const collect = async (
  name: string,
  options: GivenValues = {},
  tuning?: SourceTuning,
): Promise<Access[]> => {
  const source = workloadSource(name, options, tuning);
  const accesses: Access[] = [];
  for await (const batch of source.batches()) {
    for (let i = 0; i < batch.count; i++) {
      const address = batch.addresses[2 * i + 1]! * 2 ** 32 + batch.addresses[2 * i]!;
      const meta = batch.meta[i]!;
      accesses.push({
        processor: metaProcessor(meta),
        write: metaOperation(meta) === 1,
        address,
        bytes: metaBytes(meta),
        gap: batch.gaps[i]!,
        ...locate(source, address),
      });
    }
  }
  return accesses;
};

/** A hash of everything in the trace (FNV-1a over its words, 32 bits), as eight hexadecimal digits. */
export const traceHash = async (source: WorkloadSource): Promise<string> => {
  let hash = 0x811c9dc5;
  const add = (word: number): void => {
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((word >>> shift) & 0xff), 0x01000193);
  };
  for await (const batch of source.batches()) {
    for (let i = 0; i < batch.count; i++) {
      add(batch.addresses[2 * i]!);
      add(batch.addresses[2 * i + 1]!);
      add(batch.meta[i]!);
      add(batch.gaps[i]!);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
};

/** Groups what `key` says of the accesses by a number: which processors touch each line, for example. */
export const groupBy = <Value>(
  accesses: readonly Access[],
  group: (access: Access) => number | string,
  value: (access: Access) => Value,
): Map<number | string, Set<Value>> => {
  const groups = new Map<number | string, Set<Value>>();
  for (const access of accesses) {
    const key = group(access);
    const values = groups.get(key) ?? new Set<Value>();
    values.add(value(access));
    groups.set(key, values);
  }
  return groups;
};

export const lineOf = (access: Access): number => Math.floor(access.address / 64);
export const wordOf = (access: Access): number => Math.floor(access.address / 4);
