import type { ReplacementName } from '../replacement/index.js';
import type {
  LevelConfig,
  LevelInput,
  PrefetchConfig,
  ShapeConfig,
  SharedConfig,
  SharedInput,
  TlbConfig,
  TlbInput,
} from './hierarchy.js';
import type { NumaConfig, NumaInput } from './numa.js';
import type { TimingConfig, TimingInput } from './timing.js';

/** One cache, validated. */
export interface CacheConfig {
  /** Bytes; a multiple of ways × lineBytes with a power-of-two number of sets. `unlimited`: no capacity misses. */
  readonly size: number | 'unlimited';
  /** Ways of a set, 1 to `full` (fully associative). Ignored when the size is unlimited. */
  readonly ways: number | 'full';
  readonly replacement: ReplacementName;
  /**
   * `protocol`: as the protocol's table says (in an L1 above an L2: write-back). `write-through`:
   * every write also goes to the level below. `write-back` states that it does not; it is refused
   * where the protocol has no dirty state.
   */
  readonly write: 'protocol' | 'write-back' | 'write-through';
  /** Whether a write miss brings the line in. `protocol`: as the table says (in an L1 above an L2: true). */
  readonly writeAllocate: boolean | 'protocol';
}

/**
 * What a user may write: any part of a `MachineConfig`, over a preset. Sizes may be strings with a
 * unit (`"64KiB"`); objects may be partial; `null` takes a cache, the TLB or the nodes away.
 */
export interface MachineInput {
  /** Name of a machine in the catalogue that gives every field left out. Default `smp4`. */
  readonly preset?: string;
  readonly processors?: number;
  readonly protocol?: string;
  readonly lineBytes?: number | string;
  /** Alone, it sets processors; beside processors, coresPerDie follows unless it is given. */
  readonly shape?: Partial<ShapeConfig>;
  readonly l1?: CacheInput;
  readonly l1i?: CacheInput | null;
  readonly l2?: LevelInput | null;
  readonly l3?: SharedInput | null;
  readonly tlb?: TlbInput | null;
  readonly prefetch?: Partial<PrefetchConfig>;
  readonly bus?: { readonly wordBytes?: number; readonly addressBytes?: number };
  readonly numa?: NumaInput | null;
  readonly timing?: TimingInput;
  readonly instructions?: 'skip' | 'read';
  readonly seed?: number;
  readonly memoryLimitBytes?: number | string;
}

export interface CacheInput {
  readonly size?: number | string;
  readonly ways?: number | 'full';
  readonly replacement?: ReplacementName;
  readonly write?: CacheConfig['write'];
  readonly writeAllocate?: CacheConfig['writeAllocate'];
}

/** A machine, validated and complete. What `parseMachine` returns and reports show. */
export interface MachineConfig {
  /** 1 to 1024. */
  readonly processors: number;
  /** How they are grouped: which share a core, a die, a socket. */
  readonly shape: ShapeConfig;
  /** Name in the catalogue, or the name of a protocol that the user gave. */
  readonly protocol: string;
  /** 4 to 4096, a power of two; the same for every cache. */
  readonly lineBytes: number;
  /** Of each core: for data, or for everything where there is no `l1i`. */
  readonly l1: CacheConfig;
  /** Of each core: for instruction fetches that are simulated. */
  readonly l1i: CacheConfig | null;
  /** Of each core; where present, it is the coherent level. */
  readonly l2: LevelConfig | null;
  readonly l3: SharedConfig | null;
  readonly tlb: TlbConfig | null;
  readonly prefetch: PrefetchConfig;
  readonly bus: {
    /** Width of a bus word in bytes: 4, 8, 16 or 32, at most lineBytes. */
    readonly wordBytes: number;
    /** Bytes that a transaction's address and command take, 0 to 64. */
    readonly addressBytes: number;
  };
  /** Nodes with memory and directories, joined by a network; null: one memory on a snooping bus. */
  readonly numa: NumaConfig | null;
  /** What things cost in timed mode; unused otherwise. */
  readonly timing: TimingConfig;
  /** Instruction fetches of the trace: left out, or simulated as reads. */
  readonly instructions: 'skip' | 'read';
  /** Seed of random replacement, 0 to 2^32 − 1. */
  readonly seed: number;
  /** Most that the core may take of memory, in bytes. */
  readonly memoryLimitBytes: number;
}
