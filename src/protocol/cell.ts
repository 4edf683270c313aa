import {
  ACTION,
  EVENT,
  type EventName,
  INVALID,
  NEXT_SHIFT,
  type OUTCOME,
  STATES,
  TXN,
  TXN_SHIFT,
} from './codes.js';
import type { CompiledProtocol } from './types.js';

export type OutcomeName = keyof typeof OUTCOME;
/** A snooped event is named after the transaction that causes it. */
export type TransactionName = Exclude<keyof typeof TXN, 'none' | 'impossible'>;
export type ActionName = keyof typeof ACTION;

/** One cell of a table, spelt out: what a packed u32 of `CompiledProtocol.table` says. */
export interface Cell {
  readonly transaction: keyof typeof TXN;
  /** Bits of `ACTION`. */
  readonly actions: number;
  /** Codes of the next state. Evict and snooped events use `alone` and repeat it in the others. */
  readonly next: Readonly<Record<OutcomeName, number>>;
}

export const EVENT_NAMES: readonly EventName[] = [
  'PrRd',
  'PrWr',
  'Evict',
  'BusRd',
  'BusRdX',
  'BusUpgr',
  'BusUpd',
  'BusWr',
];
export const TRANSACTIONS: readonly TransactionName[] = ['BusRd', 'BusRdX', 'BusUpgr', 'BusUpd', 'BusWr'];
export const OUTCOME_NAMES: readonly OutcomeName[] = ['alone', 'shared', 'owned'];

const TXN_NAMES = new Map(
  (Object.keys(TXN) as (keyof typeof TXN)[]).map((name): [number, keyof typeof TXN] => [TXN[name], name]),
);
const TXN_MASK = 7 << TXN_SHIFT;
const STATE_MASK = STATES - 1;
const ACTION_MASK = Object.values(ACTION).reduce((all, bit) => all | bit, 0);

export const isTransaction = (name: string): name is TransactionName =>
  (TRANSACTIONS as readonly string[]).includes(name);

export const isSnooped = (event: EventName): event is TransactionName => isTransaction(event);

/** Index into `CompiledProtocol.table`. */
export const cellIndex = (event: EventName, state: number): number => EVENT[event] * STATES + state;

/** The same next state whatever the bus lines say. */
export const always = (state: number): Cell['next'] => ({ alone: state, shared: state, owned: state });

/** `.`: nothing happens and the state stays. */
export const stay = (state: number): Cell => ({ transaction: 'none', actions: 0, next: always(state) });

/** `!`: the event cannot happen in that state. */
export const impossible = (state: number): Cell => ({ ...stay(state), transaction: 'impossible' });

export const has = (cell: Cell, action: ActionName): boolean => (cell.actions & ACTION[action]) !== 0;

export const packCell = (cell: Cell): number =>
  (cell.actions |
    (TXN[cell.transaction] << TXN_SHIFT) |
    (cell.next.alone << NEXT_SHIFT.alone) |
    (cell.next.shared << NEXT_SHIFT.shared) |
    (cell.next.owned << NEXT_SHIFT.owned)) >>>
  0;

export const unpackCell = (packed: number): Cell => ({
  transaction: TXN_NAMES.get((packed & TXN_MASK) >>> TXN_SHIFT) ?? 'impossible',
  actions: packed & ACTION_MASK,
  next: {
    alone: (packed >>> NEXT_SHIFT.alone) & STATE_MASK,
    shared: (packed >>> NEXT_SHIFT.shared) & STATE_MASK,
    owned: (packed >>> NEXT_SHIFT.owned) & STATE_MASK,
  },
});

/** The cell of a compiled protocol. A column that the protocol lacks is `impossible` throughout. */
export const cellOf = (protocol: Pick<CompiledProtocol, 'table'>, event: EventName, state: number): Cell =>
  unpackCell(protocol.table[cellIndex(event, state)] ?? packCell(impossible(state)));

/** Whether a written word reaches memory, given whether a BusUpd followed the first transaction. */
export const wordReachesMemory = (cell: Cell, followed: boolean): boolean =>
  has(cell, 'MemoryWord') && (!has(cell, 'ThenUpdate') || has(cell, 'WordAlways') || followed);

/**
 * The bits that follow from the others: a BusRd or BusRdX fills unless the line is not kept, and a
 * snooped copy that survives asserts the shared line, and the owned line if it is then dirty.
 */
export function derivedActions(event: EventName, cell: Cell, isDirty: (state: number) => boolean): number {
  const next = cell.next.alone;
  if (cell.transaction === 'impossible' || next === INVALID) return 0;
  if (isSnooped(event)) return ACTION.Shared | (isDirty(next) ? ACTION.Owned : 0);
  return cell.transaction === 'BusRd' || cell.transaction === 'BusRdX' ? ACTION.Fill : 0;
}
