/**
 * What a thread of a litmus test does, whatever architecture it was written for: operations on its
 * registers, and on shared locations one whole location at a time.
 *
 * Values are integers of 32 bits with sign, as an `int` of herd7's tests, or addresses of locations.
 */

/** A register of the thread, by number, or a constant. */
export type Operand = { readonly register: number } | { readonly constant: number };

/** The sum of both must be the address of a location. */
export interface Address {
  readonly base: Operand;
  readonly offset: number;
}

export type Operator = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'mul' | 'shl' | 'shr' | 'sar' | 'slt' | 'sltu';

export type Comparison = 'eq' | 'ne' | 'lt' | 'ge' | 'ltu' | 'geu';

/** What an atomic operation leaves in memory; `compare` swaps if it finds what it expects. */
export type Update = 'swap' | 'compare' | Operator;

/** Kinds of access that a fence holds back or waits for; their sum stands for both. */
export const READS = 1;
export const WRITES = 2;

interface Written {
  /** The instruction as it was written. */
  readonly text: string;
  readonly place: Place;
}

/** Where in the test it stands; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Compute extends Written {
  readonly kind: 'compute';
  readonly operator: Operator;
  readonly to: number;
  readonly a: Operand;
  readonly b: Operand;
}

export interface Load extends Written {
  readonly kind: 'load';
  readonly to: number;
  readonly address: Address;
  readonly acquire: boolean;
}

export interface Store extends Written {
  readonly kind: 'store';
  readonly address: Address;
  readonly value: Operand;
  readonly release: boolean;
}

/** Reads a location and writes it, nothing between. `to` takes what it read. */
export interface Atomic extends Written {
  readonly kind: 'atomic';
  readonly update: Update;
  readonly to: number;
  readonly address: Address;
  readonly value: Operand;
  /** What `compare` expects. */
  readonly expected: Operand;
  readonly acquire: boolean;
  readonly release: boolean;
}

/** Accesses `before` it come before accesses `after` it: sums of READS and WRITES. */
export interface Fence extends Written {
  readonly kind: 'fence';
  readonly before: number;
  readonly after: number;
}

export interface Branch extends Written {
  readonly kind: 'branch';
  readonly comparison: Comparison;
  readonly a: Operand;
  readonly b: Operand;
  /** Number of the instruction to go on with; that after the last ends the thread. */
  readonly target: number;
}

export type Access = Load | Store | Atomic;
export type Instruction = Compute | Access | Fence | Branch;

export interface Thread {
  readonly instructions: readonly Instruction[];
  /** What each register holds at the beginning, by number. */
  readonly registers: readonly number[];
}

/** The operations of all threads over shared memory. */
export interface Program {
  readonly threads: readonly Thread[];
  /** Names of the shared locations. */
  readonly locations: readonly string[];
  /** What each holds at the beginning. */
  readonly memory: readonly number[];
}
