/** How software keeps the nodes' copies of pages alike. */

/** News that one node has for another: what it takes to send them, and to take them in. */
export interface News {
  readonly bytes: number;
  /** Cycles that the sender works before it can send them. */
  readonly cycles: number;
}

export const NO_NEWS: News = { bytes: 0, cycles: 0 };

/** Shared memory over the messages of a cluster. Times are cycles. */
export interface Consistency {
  /** Sets what each node may do with its pages at the start: the program was loaded at node 0. */
  begin(): void;
  /**
   * A node may not do what one of its threads is about to do with a page; returns when it may.
   * Whoever sends messages for that does so in the time between.
   */
  fault(node: number, page: number, writing: boolean, time: number): number;
  /** Whether a page goes from one to the other, so that who got it must use it before the next one gets it. */
  readonly hands: boolean;
  /** Cycles from a node's asking for a page until others feel it. */
  travelCycles(node: number, page: number): number;
  /** Before when nobody else can have the page, e.g. while its manager waits for a confirmation. */
  freeAt(page: number): number;
  /** What `from` has to tell when `to` acquires what it released. */
  news(from: number, to: number): News;
  /** `to` takes the news in; returns the cycles that it works. */
  learn(from: number, to: number): number;
  /** Memory as a program sees it that has synchronised all its threads. */
  memory(): Uint8Array;
}
