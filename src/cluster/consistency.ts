/** How software keeps the nodes' copies of blocks alike: of pages, and of lines that are kept apart. */

/** News that one node has for another: what it takes to send them, and to take them in. */
export interface News {
  readonly bytes: number;
  /** Cycles that the sender works before it can send them. */
  readonly cycles: number;
}

export const NO_NEWS: News = { bytes: 0, cycles: 0 };

/** What nodes have to tell each other where they synchronise. */
export interface Telling {
  /** Bytes in which a node that asks says what it knows. */
  readonly timeBytes: number;
  /** What `from` has to tell when `to` acquires what it released. */
  news(from: number, to: number): News;
  /** `to` takes the news in; returns the cycles that it works. */
  learn(from: number, to: number): number;
}

/** Nothing is to be told where no node's copy is ever old. */
export const TELLS_NOTHING: Telling = { timeBytes: 0, news: () => NO_NEWS, learn: () => 0 };

/** Shared memory over the messages of a cluster. Times are cycles; blocks are numbered as in division.ts. */
export interface Consistency extends Telling {
  /** Sets what each node may do with its blocks at the start: the program was loaded at node 0. */
  begin(): void;
  /**
   * A node may not do what one of its threads is about to do with a block; returns when it may.
   * Whoever sends messages for that does so in the time between.
   */
  fault(node: number, block: number, writing: boolean, time: number): number;
  /** Whether a block goes from one to the other, so that who got it must use it before the next one gets it. */
  hands(block: number): boolean;
  /** Whether threads may synchronise by atomic accesses to a block. */
  isAtomic(block: number): boolean;
  /** Cycles from a node's asking for a block until others feel it. */
  travelCycles(node: number, block: number): number;
  /** Before when nobody else can have the block, e.g. while its manager waits for a confirmation. */
  freeAt(block: number): number;
  /** Brings to the first node's memory what a program sees that has synchronised all its threads. */
  gather(): void;
}
