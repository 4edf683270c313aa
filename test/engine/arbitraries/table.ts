/**
 * Tables of random cells. They are no sensible protocols, and the compiler would refuse nearly all
 * of them, but they are in the form that the core reads, and reach combinations of actions that no
 * protocol of the catalogue has.
 */
import fc from 'fast-check';
import {
  ACTION,
  EVENT,
  type EventName,
  NEXT_SHIFT,
  STATES,
  TXN,
  TXN_SHIFT,
} from '../../../src/protocol/codes.js';
import type { CompiledProtocol, CompiledState, StateAttribute } from '../../../src/protocol/types.js';
import { TRANSACTIONS, type Transaction } from '../../model/protocol.js';

interface OwnCell {
  readonly transaction: Transaction | 'none';
  readonly next: readonly number[];
  readonly kept: boolean;
  readonly thenUpdates: boolean;
  readonly word: 'never' | 'if updated' | 'always';
}

interface SnoopCell {
  readonly next: number;
  readonly supplies: boolean;
  readonly flushes: boolean;
  readonly takesWord: boolean;
}

interface Row {
  readonly attributes: readonly StateAttribute[];
  readonly read: OwnCell;
  readonly write: OwnCell;
  readonly writesBack: boolean;
  readonly snoops: readonly SnoopCell[];
}

const code = fc.nat(STATES - 1);

const ownCell = (transactions: readonly OwnCell['transaction'][]): fc.Arbitrary<OwnCell> =>
  fc.record({
    transaction: fc.constantFrom(...transactions),
    next: fc.tuple(code, code, code),
    kept: fc.boolean(),
    thenUpdates: fc.boolean(),
    word: fc.constantFrom<OwnCell['word'][]>('never', 'if updated', 'always'),
  });

const snoopCell: fc.Arbitrary<SnoopCell> = fc.record({
  next: fc.oneof(fc.constant(0), code),
  supplies: fc.boolean(),
  flushes: fc.boolean(),
  takesWord: fc.boolean(),
});

const row: fc.Arbitrary<Row> = fc.record({
  attributes: fc.subarray<StateAttribute>(['readable', 'writable', 'dirty', 'exclusive']),
  read: ownCell(['none', 'none', 'BusRd', 'BusRdX']),
  write: ownCell(['none', 'BusRd', ...TRANSACTIONS]),
  writesBack: fc.boolean(),
  snoops: fc.array(snoopCell, { minLength: 5, maxLength: 5 }),
});

const fetches = ({ transaction }: OwnCell): boolean => transaction === 'BusRd' || transaction === 'BusRdX';

/** A processor's cell, bent to the few rules that the core relies on. */
function packOwn(cell: OwnCell, state: number, states: number, isWrite: boolean): number {
  // A line that is not held is fetched or left; nothing is kept on one outcome and dropped on another.
  const transaction = state === 0 && cell.transaction === 'none' ? 'BusRd' : cell.transaction;
  const fetching = fetches({ ...cell, transaction });
  const kept = !isWrite || (cell.kept && (state !== 0 || fetching));
  const valid = (next: number): number => (kept ? 1 + (next % (states - 1)) : 0);
  const alone = valid(cell.next[0]!);
  const bus = transaction === 'none' ? [alone, alone, alone] : cell.next.map(valid);
  let actions = 0;
  if (fetching && kept) actions |= ACTION.Fill;
  if (isWrite) {
    const thenUpdates = cell.thenUpdates && transaction === 'BusRd';
    if (thenUpdates) actions |= ACTION.ThenUpdate;
    if (cell.word !== 'never' || transaction === 'BusWr') actions |= ACTION.MemoryWord;
    if (cell.word === 'always') actions |= ACTION.WordAlways;
  }
  return (
    (actions |
      (TXN[transaction] << TXN_SHIFT) |
      (bus[0]! << NEXT_SHIFT.alone) |
      (bus[1]! << NEXT_SHIFT.shared) |
      (bus[2]! << NEXT_SHIFT.owned)) >>>
    0
  );
}

function packSnoop(cell: SnoopCell, transaction: Transaction, rows: readonly Row[]): number {
  const next = cell.next % rows.length;
  let actions = 0;
  if (cell.supplies && (transaction === 'BusRd' || transaction === 'BusRdX')) actions |= ACTION.Supply;
  if (cell.flushes) actions |= ACTION.Flush;
  if (cell.takesWord && (transaction === 'BusUpd' || transaction === 'BusWr')) actions |= ACTION.Update;
  if (next !== 0) actions |= ACTION.Shared;
  if (next !== 0 && rows[next]!.attributes.includes('dirty')) actions |= ACTION.Owned;
  return (actions | (next * 0x111)) >>> 0;
}

function compiled(rows: readonly Row[], coherent: boolean): CompiledProtocol {
  const states = rows.map(({ attributes }, code): CompiledState => {
    return { name: code === 0 ? 'I' : `S${code}`, code, attributes: code === 0 ? [] : attributes };
  });
  const table = new Uint32Array(8 * STATES);
  const put = (event: EventName, state: number, cell: number): void => {
    table[EVENT[event] * STATES + state] = cell;
  };
  rows.forEach((row, state) => {
    put('PrRd', state, packOwn(row.read, state, rows.length, false));
    put('PrWr', state, packOwn(row.write, state, rows.length, true));
    put('Evict', state, row.writesBack ? ACTION.WriteBack : 0);
    if (state === 0) return;
    for (const [i, transaction] of TRANSACTIONS.entries()) {
      put(transaction, state, packSnoop(row.snoops[i]!, transaction, rows));
    }
  });
  const source = {
    name: 'random',
    title: 'a table of random cells',
    source: '',
    about: '',
    coherent,
    states: Object.fromEntries(states.map(({ name, attributes }) => [name, attributes])),
    grid: '',
  };
  return { source, states, events: ['PrRd', 'PrWr', 'Evict', ...TRANSACTIONS], table };
}

export const randomTable: fc.Arbitrary<CompiledProtocol> = fc
  .record({
    rows: fc.oneof(
      { weight: 4, arbitrary: fc.array(row, { minLength: 2, maxLength: 5, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(row, { minLength: 2, maxLength: STATES, size: 'max' }) },
    ),
    coherent: fc.oneof(
      { weight: 9, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  })
  .map(({ rows, coherent }) => compiled(rows, coherent));
