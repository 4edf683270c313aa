/**
 * The write policy of the coherent cache, worked into the protocol's table, so that the core
 * knows nothing of it.
 */
import type { CacheConfig } from '../config/machine.js';
import { CohortError } from '../errors.js';
import {
  always,
  type Cell,
  cellIndex,
  cellOf,
  derivedActions,
  EVENT_NAMES,
  isSnooped,
  packCell,
} from './cell.js';
import { ACTION, type EventName, INVALID } from './codes.js';
import { protocolError } from './defect.js';
import { explore } from './explore.js';
import type { CompiledProtocol, CompiledState } from './types.js';

/**
 * The protocol as the cache's `write` and `writeAllocate` have it:
 *
 * - `write-through`: every write that keeps the line also writes its word to memory, by the
 *   transaction that it issues anyway or by a BusWr. Nothing is written back or flushed any more.
 * - `writeAllocate: false`: a write miss is a BusWr that leaves the line where it is.
 * - What the other copies do on a BusWr, where the protocol does not say: they take the word if the
 *   protocol updates, else they go as under BusRdX; a dirty one is flushed first.
 *
 * Throws a `CohortError` (exit code 2) if the protocol cannot be run so.
 */
export function applyWritePolicy(protocol: CompiledProtocol, cache: CacheConfig): CompiledProtocol {
  refuseContradiction(protocol, cache);
  const through = cache.write === 'write-through' && protocol.states.some(isDirty);
  const around = cache.writeAllocate === false && allocates(protocol);
  if (!through && !around) return protocol;

  const table = protocol.table.slice();
  const put = (event: EventName, state: CompiledState, cell: Cell): void => {
    const actions = cell.actions | derivedActions(event, cell, (code) => isDirty(protocol.states[code]));
    table[cellIndex(event, state.code)] = packCell({ ...cell, actions });
  };
  for (const state of protocol.states) {
    if (through) {
      for (const event of EVENT_NAMES)
        put(event, state, writtenThrough(event, cellOf(protocol, event, state.code)));
    }
    if (around && state.code === INVALID) put('PrWr', state, WRITE_AROUND);
    if (cellOf(protocol, 'BusWr', state.code).transaction === 'impossible') {
      put('BusWr', state, snoopedWord(protocol, state, through));
    }
  }
  const events = protocol.source.coherent === false ? protocol.events : withBusWr(protocol.events);
  return checked({ ...protocol, events, table }, cache);
}

const WRITE_AROUND: Cell = { transaction: 'BusWr', actions: ACTION.MemoryWord, next: always(INVALID) };

const isDirty = (state: CompiledState | undefined): boolean => state?.attributes.includes('dirty') === true;

const allocates = (protocol: CompiledProtocol): boolean =>
  cellOf(protocol, 'PrWr', INVALID).next.alone !== INVALID;

const withBusWr = (events: readonly EventName[]): readonly EventName[] =>
  events.includes('BusWr') ? events : [...events, 'BusWr'];

function refuseContradiction({ source, states, ...protocol }: CompiledProtocol, cache: CacheConfig): void {
  const name = source.name;
  if (cache.write === 'write-back' && !states.some(isDirty)) {
    throw new CohortError(
      `protocol "${name}" writes through (no state of it is dirty), so "write": "write-back" cannot be met; say "protocol" or take another protocol`,
      2,
    );
  }
  if (cache.writeAllocate === true && !allocates({ source, states, ...protocol })) {
    throw new CohortError(
      `protocol "${name}" does not bring a line in on a write miss, so "writeAllocate": true cannot be met; say "protocol" or take another protocol`,
      2,
    );
  }
}

function writtenThrough(event: EventName, cell: Cell): Cell {
  if (cell.transaction === 'impossible') return cell;
  if (event === 'Evict') return { ...cell, actions: cell.actions & ~ACTION.WriteBack };
  if (isSnooped(event)) return { ...cell, actions: cell.actions & ~ACTION.Flush };
  const kept = Object.values(cell.next).some((state) => state !== INVALID);
  if (event !== 'PrWr' || !kept) return cell;
  return {
    ...cell,
    transaction: cell.transaction === 'none' ? 'BusWr' : cell.transaction,
    actions: cell.actions | ACTION.MemoryWord | ACTION.WordAlways,
  };
}

/** What a copy does on a BusWr of which the protocol does not speak. */
function snoopedWord(protocol: CompiledProtocol, state: CompiledState, through: boolean): Cell {
  if (state.code === INVALID) return { transaction: 'none', actions: 0, next: always(INVALID) };
  if (protocol.events.includes('BusUpd')) {
    return { transaction: 'none', actions: ACTION.Update, next: always(state.code) };
  }
  const taken = cellOf(protocol, 'BusRdX', state.code);
  const next = taken.transaction === 'impossible' ? INVALID : taken.next.alone;
  return { transaction: 'none', actions: isDirty(state) && !through ? ACTION.Flush : 0, next: always(next) };
}

/** A policy may break a table that is sound by itself; then it is refused like any other. */
function checked(protocol: CompiledProtocol, cache: CacheConfig): CompiledProtocol {
  const { defect } = explore(protocol);
  if (defect === null) return protocol;
  const policy = `write "${cache.write}", writeAllocate ${JSON.stringify(cache.writeAllocate)}`;
  throw protocolError(protocol.source.name, {
    ...defect,
    message: `${defect.message} (under ${policy}; say "protocol" for both)`,
  });
}
