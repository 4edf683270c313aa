import type { OrganisationName } from '../directories/index.js';

/** A machine whose memory is spread over nodes and kept coherent by directories. */
export interface NumaConfig {
  /** 1 to 256; divides the cores. Consecutive processors share a node. */
  readonly nodes: number;
  readonly directory: DirectoryConfig;
  readonly placement: PlacementConfig;
  readonly network: NetworkConfig;
}

/** How a home node remembers who holds its lines. */
export interface DirectoryConfig {
  readonly organisation: OrganisationName;
  /** What it tells apart as holders: processors; or nodes, within which caches snoop each other. */
  readonly tracks: 'processors' | 'nodes';
  /**
   * Who sends a line that others hold only in states that several caches can be in at once, none of
   * them newer than memory: the memory of its home, or the lowest-numbered holder that supplies by the
   * protocol's table. Caches that snoop each other within a node supply each other either way.
   */
  readonly cleanFrom: 'home' | 'sharer';
  /** Pointers of an entry, i of Dir_iB, Dir_iNB and Dir_iCV: 1 to 64. Unused by full-map, sparse and shadow-tags. */
  readonly pointers: number;
  /** Processors, or nodes if it tracks those, that one bit of a coarse vector stands for: 1 to 1024, at most 64 bits in all. */
  readonly regionProcessors: number;
  /** Entries of a sparse directory at each home: a multiple of ways, with a power-of-two number of sets. */
  readonly entries: number;
  /** Ways of a sparse directory. */
  readonly ways: number;
}

/** Which node is home to a line. */
export interface PlacementConfig {
  readonly policy: 'line-interleave' | 'page-interleave' | 'first-touch' | 'bind' | 'ranges' | 'next-touch';
  /** Bytes of a page: a power of two, at least lineBytes. */
  readonly pageBytes: number;
  /** Home of everything under `bind`. */
  readonly node: number;
  /** Homes by address under `ranges`; the first that holds an address counts, page-interleave where none does. */
  readonly ranges: readonly PlacementRange[];
  /** Under `next-touch`: references after which a page may move again. */
  readonly intervalReferences: number;
}

export interface PlacementRange {
  /** First byte address, and the first beyond: hexadecimal strings, so that 64 bits are exact. */
  readonly from: string;
  readonly to: string;
  readonly node: number;
}

/** What joins the nodes. */
export interface NetworkConfig {
  /** Name in the catalogue of topologies. */
  readonly topology: string;
  /** The topology's own parameters, e.g. columns and rows of a mesh. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Bytes of a message beside its data. */
  readonly headerBytes: number;
  /**
   * How far nodes are from each other, row by row as `numactl --hardware` prints it: 10 to 254, a node
   * nearest to itself. In timed mode a hop from one node to another then takes what makes an idle read
   * of the other's memory as many times slower than one of its own as the distance says. null: every
   * hop takes `timing.network.hopCycles`.
   */
  readonly distances: readonly (readonly number[])[] | null;
}

/**
 * What a user may write of a `NumaConfig`: any part of it, over the preset's. Over a preset without
 * nodes, `nodes` must be given, and what is left out has the defaults of `mergeNuma`.
 */
export interface NumaInput {
  readonly nodes?: number;
  readonly directory?: {
    readonly organisation?: DirectoryConfig['organisation'];
    readonly tracks?: DirectoryConfig['tracks'];
    readonly cleanFrom?: DirectoryConfig['cleanFrom'];
    readonly pointers?: number;
    readonly regionProcessors?: number;
    readonly entries?: number;
    readonly ways?: number;
  };
  readonly placement?: {
    readonly policy?: PlacementConfig['policy'];
    /** Bytes, or a size with a unit. */
    readonly pageBytes?: number | string;
    readonly node?: number;
    readonly ranges?: readonly PlacementRange[];
    readonly intervalReferences?: number;
  };
  readonly network?: {
    readonly topology?: string;
    /** Over the preset's if the topology is the preset's, else alone. */
    readonly parameters?: Readonly<Record<string, number>>;
    readonly headerBytes?: number;
    readonly distances?: readonly (readonly number[])[] | null;
  };
}
