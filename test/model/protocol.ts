/**
 * What a protocol is to the reference model: four plain functions from a state to what the copy
 * does. The model's protocols are written by hand from their papers; nothing here knows tables.
 */

export type Transaction = 'BusRd' | 'BusRdX' | 'BusUpgr' | 'BusUpd' | 'BusWr';
export const TRANSACTIONS: readonly Transaction[] = ['BusRd', 'BusRdX', 'BusUpgr', 'BusUpd', 'BusWr'];

/** The two bus lines as the requester sees them when the others have snooped. */
export interface BusLines {
  /** Some other cache keeps a copy. */
  readonly shared: boolean;
  /** Some other cache keeps a copy that memory is older than. */
  readonly owned: boolean;
}

export const NOBODY: BusLines = { shared: false, owned: false };
export const SHARED: BusLines = { shared: true, owned: false };
export const OWNED: BusLines = { shared: true, owned: true };

/** What a processor's own read or write does. */
export interface OwnAction {
  readonly transaction?: Transaction;
  /** The transaction brings the line's data in. */
  readonly fetches?: boolean;
  /** If others keep copies after the fetch, a BusUpd carries the written word to them. */
  readonly thenUpdates?: boolean;
  /** When the written word goes to memory as well. */
  readonly wordToMemory?: 'always' | 'if updated';
  next(lines: BusLines): string;
}

/** What a copy does about another processor's transaction. */
export interface SnoopAction {
  readonly next: string;
  readonly supplies?: boolean;
  readonly flushes?: boolean;
  readonly takesWord?: boolean;
}

export interface StateFacts {
  readonly readable?: boolean;
  readonly writable?: boolean;
  readonly dirty?: boolean;
  readonly exclusive?: boolean;
}

export interface ModelProtocol {
  readonly name: string;
  readonly coherent: boolean;
  /** The first is the state of a line that is not held. */
  readonly states: readonly string[];
  facts(state: string): StateFacts;
  onRead(state: string): OwnAction;
  onWrite(state: string): OwnAction;
  /** Whether an evicted copy goes to memory. */
  onEvict(state: string): { readonly writesBack: boolean };
  /** Throws `CannotHappen` where a correct machine never gets. */
  onSnoop(state: string, transaction: Transaction): SnoopAction;
}

export class CannotHappen extends Error {
  constructor(state: string, event: string) {
    super(`${event} cannot happen in state ${state}`);
  }
}

/** An action that needs no bus and moves to `next`. */
export const silently = (next: string): OwnAction => ({ next: () => next });

/** A transaction that brings the line in. */
export const fetching = (transaction: Transaction, next: (lines: BusLines) => string): OwnAction => ({
  transaction,
  fetches: true,
  next,
});
