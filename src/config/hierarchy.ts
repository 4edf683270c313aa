/** What a machine is made of between its processors and the bus, or its nodes: threads, cores, caches, TLBs. */
import type { CacheConfig, CacheInput } from './machine.js';

/**
 * How processors are grouped; the product of the four is their number. Processor
 * ((socket × diesPerSocket + die) × coresPerDie + core) × threadsPerCore + thread.
 */
export interface ShapeConfig {
  /** 1 to 1024. */
  readonly sockets: number;
  /** 1 to 1024. */
  readonly diesPerSocket: number;
  /** 1 to 1024. */
  readonly coresPerDie: number;
  /** Processors of one core, which share its caches: 1 to 8. */
  readonly threadsPerCore: number;
}

/**
 * What a level has to do with those above it. `inclusive`: it holds every line of theirs.
 * `exclusive`: it holds none of them. `non-inclusive`: either, as it happens.
 */
export type Inclusion = 'inclusive' | 'exclusive' | 'non-inclusive';

/** A second-level cache. */
export interface LevelConfig extends CacheConfig {
  /** Of the core's first level. */
  readonly inclusion: Inclusion;
}

/** A third-level cache, shared by a cluster of cores. */
export interface SharedConfig extends LevelConfig {
  /** Whose cores share one: those of a die, of a socket, or all. */
  readonly sharedBy: 'die' | 'socket' | 'machine';
}

/** The entries of one level of a TLB; LRU. */
export interface TlbLevelConfig {
  /** 1 to 65536: ways times a power-of-two number of sets. */
  readonly entries: number;
  readonly ways: number | 'full';
}

/** The translation look-aside buffers of a core, for data and instructions alike. */
export interface TlbConfig {
  /** Bytes of a page: a power of two, at least lineBytes. */
  readonly pageBytes: number;
  readonly l1: TlbLevelConfig;
  readonly l2: TlbLevelConfig | null;
}

/** What a core fetches before it is asked for. */
export interface PrefetchConfig {
  readonly kind: 'none' | 'next-line' | 'stride' | 'stream';
  /** Lines that one reference may fetch: 1 to 8. */
  readonly degree: number;
  /** How far ahead the first of them lies, in lines (strides): 1 to 64. */
  readonly distance: number;
  /** Entries of the table of strides or streams: 1 to 64. */
  readonly entries: number;
}

/** What a user may write of a `LevelConfig`. */
export interface LevelInput extends CacheInput {
  readonly inclusion?: Inclusion;
}

/** What a user may write of a `SharedConfig`. */
export interface SharedInput extends LevelInput {
  readonly sharedBy?: SharedConfig['sharedBy'];
}

/** What a user may write of a `TlbConfig`. */
export interface TlbInput {
  /** Bytes, or a size with a unit. */
  readonly pageBytes?: number | string;
  readonly l1?: Partial<TlbLevelConfig>;
  readonly l2?: Partial<TlbLevelConfig> | null;
}
