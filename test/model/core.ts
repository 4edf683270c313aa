import type { MachineConfig } from '../../src/config/machine.js';
import { PrivateLevels } from './levels.js';
import { createPrefetcher, type Prefetcher } from './prefetchers.js';
import { ModelTlb } from './tlb.js';

/** One core: what its hardware threads share. */
export class ModelCore {
  /** The coherence state of each line that some cache of the core holds. */
  readonly states = new Map<bigint, string>();
  readonly levels: PrivateLevels;
  readonly tlb: ModelTlb | null;
  readonly prefetcher: Prefetcher | null;
  /** Lines that a prefetch brought and nobody has referred to since. */
  readonly prefetched = new Set<bigint>();

  constructor(
    config: MachineConfig,
    /** The number of its first thread. */
    readonly number: number,
  ) {
    this.levels = new PrivateLevels(config, number);
    this.tlb = config.tlb === null ? null : new ModelTlb(config.tlb);
    this.prefetcher = createPrefetcher(config.prefetch, config.lineBytes);
  }
}
