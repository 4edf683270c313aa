/** What messages and pages cost in a cluster. */

/**
 * Messages between nodes, after LogGP (D. Culler et al., LogP, 1993; A. Alexandrov, M. F. Ionescu, K. E.
 * Schauser and C. Scheiman, LogGP, 1995). A message of k bytes, header included, is at its receiver's
 * program o + s + (k − 1) G + L + o + s cycles after the sender began to send it, if nothing is in its way.
 */
export interface LogGP {
  /** L: cycles from a byte's leaving to its arriving. */
  readonly latencyCycles: number;
  /** o: cycles in which a processor sends or receives a message and does nothing else. */
  readonly overheadCycles: number;
  /** g: cycles from the last byte of a message to the first of the next, of the same sender or receiver. */
  readonly gapCycles: number;
  /** G: cycles from one byte of a message to the next; fractions are rounded up, once a message. */
  readonly gapPerByteCycles: number;
  /** s: cycles of software for each message, at the sender and at the receiver, in addition to o. */
  readonly softwareCycles: number;
  /** Bytes of a message beside what it carries. */
  readonly headerBytes: number;
  /** Cycles that each link of the network adds to L, where a topology is given. */
  readonly hopCycles: number;
}

/** What shared memory in software costs a node, in cycles. */
export interface DsmCosts {
  /** A page fault, from the access to the handler and back. */
  readonly faultCycles: number;
  /** A request that interrupts a node, beside the message itself. */
  readonly handlerCycles: number;
  /** A change of a page's protection. */
  readonly protectCycles: number;
  /** To copy a page for later comparison, for each of its bytes. */
  readonly twinCyclesPerByte: number;
  /** To compare a page with its twin, for each of the page's bytes. */
  readonly diffCyclesPerByte: number;
  /** To apply a diff, for each byte that it changes. */
  readonly applyCyclesPerByte: number;
}

/**
 * Of the order of a cluster of workstations on a switched network of its time, in cycles of processors of
 * 100 MHz: a message takes some 25 µs one way, a page of 4096 bytes some 70 µs, a fault 10 µs.
 */
export const USUAL_LOGGP: LogGP = {
  latencyCycles: 500,
  overheadCycles: 200,
  gapCycles: 300,
  gapPerByteCycles: 1,
  softwareCycles: 800,
  headerBytes: 32,
  hopCycles: 0,
};

/** Of the same order. Traps and interrupts cost what several hundred instructions do. */
export const USUAL_DSM_COSTS: DsmCosts = {
  faultCycles: 1000,
  handlerCycles: 500,
  protectCycles: 300,
  twinCyclesPerByte: 0.25,
  diffCyclesPerByte: 0.5,
  applyCyclesPerByte: 0.5,
};

/** Messages that cost nothing: between threads of one machine. */
export const FREE_LOGGP: LogGP = {
  latencyCycles: 0,
  overheadCycles: 0,
  gapCycles: 0,
  gapPerByteCycles: 0,
  softwareCycles: 0,
  headerBytes: 0,
  hopCycles: 0,
};

export const FREE_DSM_COSTS: DsmCosts = {
  faultCycles: 0,
  handlerCycles: 0,
  protectCycles: 0,
  twinCyclesPerByte: 0,
  diffCyclesPerByte: 0,
  applyCyclesPerByte: 0,
};
