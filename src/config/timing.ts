/** What things cost in timed mode: whole cycles of the processors' clock, unless said otherwise. */
export interface TimingConfig {
  /** 1 to 10000. Only for nanoseconds and bytes a second in reports. */
  readonly clockMHz: number;
  /** Computing for each instruction record that is left out: 0 to 100. */
  readonly instructionCycles: number;
  /** A look-up: 1 to 1000 each. */
  readonly l1Cycles: number;
  readonly l2Cycles: number;
  readonly l3Cycles: number;
  /** Until another cache answers, or has found a line to supply: 0 to 1000. */
  readonly snoopCycles: number;
  /**
   * What the system does when a page moves (next-touch), the copy aside: fault, page tables and TLB
   * shootdown. 0 to 1000000.
   */
  readonly migrationCycles: number;
  readonly bus: BusTiming;
  readonly network: NetworkTiming;
  readonly directory: DirectoryTiming;
  readonly memory: MemoryTiming;
  readonly storeBuffer: StoreBufferConfig;
  readonly mshrs: MshrConfig;
  readonly tlb: TlbTiming;
  /** References that wait their turn, over all processors: 1024 to 4194304. */
  readonly windowReferences: number;
}

/** The bus of the machine, or of each node. */
export interface BusTiming {
  /** Whether it is free for others between a request and its answer. */
  readonly split: boolean;
  readonly arbitrationCycles: number;
  readonly requestCycles: number;
  readonly bytesPerCycle: number;
}

export interface NetworkTiming {
  /** A message within a node. */
  readonly localCycles: number;
  /** A router and its link. */
  readonly hopCycles: number;
  /** Width of a link. */
  readonly bytesPerCycle: number;
}

export interface DirectoryTiming {
  readonly lookupCycles: number;
  /** Until it takes the next request. */
  readonly occupancyCycles: number;
}

/** The memory of a bus machine, or of each node. */
export interface MemoryTiming {
  readonly channels: number;
  /** Of each channel. */
  readonly banks: number;
  /** Bytes of a row: a power of two. */
  readonly rowBytes: number;
  /** Whether a row stays open after an access. */
  readonly rows: 'open' | 'closed';
  /** The row is open. */
  readonly hitCycles: number;
  /** No row is open. */
  readonly emptyCycles: number;
  /** Another row is open. */
  readonly conflictCycles: number;
  /** Of each channel. */
  readonly bytesPerCycle: number;
  /** Writes to a channel that may be on their way: 1 to 256. */
  readonly writeQueueEntries: number;
}

/** Stores of a processor that wait outside its cache. */
export interface StoreBufferConfig {
  /** 0 (none) to 256. */
  readonly entries: number;
  /** Whether a load takes its bytes from a waiting store. */
  readonly forwarding: boolean;
  /** `eager`: as soon as may be. `lazy`: only when it is full. */
  readonly drain: 'eager' | 'lazy';
}

/** Misses of a core in L1, and transactions, that are under way while it goes on. */
export interface MshrConfig {
  /** 0 (a processor waits for each) to 64. */
  readonly entries: number;
  /** Whether a reference to a line under way joins it without a wait. */
  readonly merging: boolean;
}

export interface TlbTiming {
  /** The second level's look-up. */
  readonly l2Cycles: number;
  readonly walkCycles: number;
}

/** What a user may write: any part. */
export interface TimingInput
  extends Partial<
    Pick<
      TimingConfig,
      | 'clockMHz'
      | 'instructionCycles'
      | 'l1Cycles'
      | 'l2Cycles'
      | 'l3Cycles'
      | 'snoopCycles'
      | 'migrationCycles'
      | 'windowReferences'
    >
  > {
  readonly bus?: Partial<BusTiming>;
  readonly network?: Partial<NetworkTiming>;
  readonly directory?: Partial<DirectoryTiming>;
  readonly memory?: Partial<Omit<MemoryTiming, 'rowBytes'>> & {
    /** Bytes, or a size with a unit. */
    readonly rowBytes?: number | string;
  };
  readonly storeBuffer?: Partial<StoreBufferConfig>;
  readonly mshrs?: Partial<MshrConfig>;
  readonly tlb?: Partial<TlbTiming>;
}
