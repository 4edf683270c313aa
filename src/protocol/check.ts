import { type Cell, cellOf, has, isSnooped, OUTCOME_NAMES, TRANSACTIONS, wordReachesMemory } from './cell.js';
import { type EventName, INVALID } from './codes.js';
import type { Defect } from './defect.js';
import { explore } from './explore.js';
import type { CompiledProtocol, CompiledState, StateAttribute } from './types.js';

/**
 * The first thing wrong with a protocol, or null. First each cell by itself: does it make sense
 * where it stands, and does it agree with what the states' attributes promise? Then every course of
 * events of a few caches that share a line (`explore.ts`).
 */
export function findDefect(protocol: CompiledProtocol): Defect | null {
  for (const state of protocol.states) {
    for (const event of protocol.events) {
      const message = cellFault(protocol, state, event, cellOf(protocol, event, state.code));
      if (message !== null) return { state: state.name, event, message };
    }
  }
  if (protocol.source.coherent === false) return exploration(protocol);
  return missingColumn(protocol) ?? exploration(protocol) ?? idleSupplier(protocol);
}

function exploration(protocol: CompiledProtocol): Defect | null {
  const { defect, reached } = explore(protocol);
  if (defect !== null) return defect;
  const unreached = protocol.states.find((state) => !reached.has(state.code));
  if (unreached === undefined) return null;
  return {
    state: unreached.name,
    message:
      'no sequence of reads, writes and evictions ever reaches this state; take it out, or mend the cells that should lead to it',
  };
}

const attributeOf = (protocol: CompiledProtocol, code: number, attribute: StateAttribute): boolean =>
  protocol.states[code]?.attributes.includes(attribute) === true;

/** A transaction that some cell issues must be answered by a column. */
function missingColumn(protocol: CompiledProtocol): Defect | null {
  for (const { name, code } of protocol.states) {
    for (const event of ['PrRd', 'PrWr'] as const) {
      const cell = cellOf(protocol, event, code);
      const issued = has(cell, 'ThenUpdate') ? [cell.transaction, 'BusUpd'] : [cell.transaction];
      const missing = TRANSACTIONS.find((each) => issued.includes(each) && !protocol.events.includes(each));
      if (missing !== undefined) {
        return {
          state: name,
          event,
          message: `issues ${missing}, but the grid has no column ${missing} that says what the other copies do; add it`,
        };
      }
    }
  }
  return null;
}

function cellFault(
  protocol: CompiledProtocol,
  state: CompiledState,
  event: EventName,
  cell: Cell,
): string | null {
  if (state.code === INVALID && (event === 'Evict' || isSnooped(event))) {
    const idle = cell.actions === 0 && cell.next.alone === INVALID;
    return idle
      ? null
      : 'the first state is the absent line, so nothing can happen to it here; write "." or "!"';
  }
  if (cell.transaction === 'impossible') {
    return isSnooped(event)
      ? null
      : 'is marked "!", but a processor may ask for this at any time; say what happens';
  }
  if (event === 'PrRd') return readFault(protocol, state, cell);
  if (event === 'PrWr') return writeFault(protocol, state, cell);
  if (event === 'Evict') return evictFault(protocol, state, cell);
  return snoopFault(protocol, state, event, cell);
}

function readFault(protocol: CompiledProtocol, state: CompiledState, cell: Cell): string | null {
  if (cell.transaction !== 'none' && cell.transaction !== 'BusRd' && cell.transaction !== 'BusRdX') {
    return `issues ${cell.transaction}, which brings no data; a read issues BusRd or BusRdX`;
  }
  const readable = state.attributes.includes('readable');
  if (readable && cell.transaction !== 'none')
    return `issues ${cell.transaction}, but the state is called readable; leave one of them out`;
  if (!readable && cell.transaction === 'none')
    return 'hits without a transaction, but the state is not called readable; issue BusRd, or add the attribute';
  const unreadable = OUTCOME_NAMES.find((outcome) => !attributeOf(protocol, cell.next[outcome], 'readable'));
  return unreadable === undefined
    ? null
    : `a read must end in a readable state, but this ends in ${stateName(protocol, cell.next[unreadable])}`;
}

function writeFault(protocol: CompiledProtocol, state: CompiledState, cell: Cell): string | null {
  const writable = state.attributes.includes('writable');
  if (writable && cell.transaction !== 'none')
    return `issues ${cell.transaction}, but the state is called writable; leave one of them out`;
  if (!writable && cell.transaction === 'none')
    return 'writes without a transaction, but the state is not called writable; issue one, or add the attribute';
  if (has(cell, 'ThenUpdate') && cell.transaction !== 'BusRd')
    return '"shared ? BusUpd" follows a BusRd; write "BusRd, shared ? BusUpd"';
  const kept = OUTCOME_NAMES.filter((outcome) => cell.next[outcome] !== INVALID);
  if (state.code === INVALID && kept.length > 0 && !has(cell, 'Fill')) {
    return kept.length < OUTCOME_NAMES.length
      ? 'keeps the line on some outcomes and not on others; keep it always or never'
      : `would hold a line that ${cell.transaction} does not bring in; issue BusRd or BusRdX, or go to ${stateName(protocol, INVALID)}`;
  }
  if (has(cell, 'Fill') && kept.length < OUTCOME_NAMES.length)
    return 'keeps the line on some outcomes and not on others; keep it always or never';
  const lost = OUTCOME_NAMES.find(
    (outcome) =>
      !wordReachesMemory(cell, outcome !== 'alone') && !attributeOf(protocol, cell.next[outcome], 'dirty'),
  );
  return lost === undefined
    ? null
    : `the written word does not reach memory, so the next state must be dirty, but ${stateName(protocol, cell.next[lost])} is not; add MemoryWord, or the attribute`;
}

function evictFault(protocol: CompiledProtocol, state: CompiledState, cell: Cell): string | null {
  if (cell.next.alone !== INVALID) return `must end in ${stateName(protocol, INVALID)}, the absent line`;
  const dirty = state.attributes.includes('dirty');
  if (dirty && !has(cell, 'WriteBack'))
    return `drops a dirty line; write "WriteBack → ${stateName(protocol, INVALID)}"`;
  return !dirty && has(cell, 'WriteBack')
    ? 'writes back a line whose state is not called dirty; leave WriteBack out, or add the attribute'
    : null;
}

function snoopFault(
  protocol: CompiledProtocol,
  state: CompiledState,
  event: EventName,
  cell: Cell,
): string | null {
  const fetches = event === 'BusRd' || event === 'BusRdX';
  const carriesWord = event === 'BusUpd' || event === 'BusWr';
  if (has(cell, 'Supply') && !fetches)
    return 'has Supply, but nobody asks for the line; only BusRd and BusRdX are answered';
  if (has(cell, 'Supply') && !state.attributes.includes('supplies'))
    return 'has Supply, but the state is not called supplies; add the attribute';
  if (has(cell, 'Update') && !carriesWord)
    return `has Update, but ${event} carries no word; only BusUpd and BusWr do`;
  const name = stateName(protocol, cell.next.alone);
  // A BusWr may come from a cache that keeps no copy, which leaves an updated copy exclusive.
  if (event !== 'BusWr' && attributeOf(protocol, cell.next.alone, 'exclusive')) {
    return `the requester takes a copy, so this one cannot be in ${name}, which is called exclusive`;
  }
  return null;
}

function idleSupplier(protocol: CompiledProtocol): Defect | null {
  const idle = protocol.states.find(
    ({ code, attributes }) =>
      attributes.includes('supplies') &&
      !TRANSACTIONS.some((event) => has(cellOf(protocol, event, code), 'Supply')),
  );
  if (idle === undefined) return null;
  return {
    state: idle.name,
    message: 'is called supplies, but no cell of its row has Supply; leave one of them out',
  };
}

const stateName = (protocol: CompiledProtocol, code: number): string =>
  protocol.states[code]?.name ?? String(code);
