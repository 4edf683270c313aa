import { type Cell, cellIndex, derivedActions, EVENT_NAMES, impossible, packCell } from './cell.js';
import { findDefect } from './check.js';
import { EVENTS, STATES } from './codes.js';
import { type Defect, protocolError } from './defect.js';
import { type Grid, parseGrid } from './grammar.js';
import type { CompiledProtocol, CompiledState, ProtocolSource, StateAttribute } from './types.js';

export const STATE_ATTRIBUTES: readonly StateAttribute[] = [
  'readable',
  'writable',
  'dirty',
  'exclusive',
  'supplies',
];

/** What a state may be called: short, and safe in tables, diagrams and reports. */
export const STATE_NAME = /^[A-Za-z][A-Za-z0-9_]{0,15}$/;

/**
 * Compiles a protocol into the table that the core reads, and checks it (`check.ts`).
 * Throws a `CohortError` (exit code 2) that names the state and the event at fault.
 */
export function compileProtocol(source: ProtocolSource): CompiledProtocol {
  const states = compileStates(source);
  const grid = parseGrid(source);
  const protocol = { source, states, events: grid.events, table: packTable(states, grid) };
  const defect = findDefect(protocol);
  if (defect !== null) throw protocolError(source.name, defect);
  return protocol;
}

function compileStates(source: ProtocolSource): readonly CompiledState[] {
  const defect = stateDefect(source);
  if (defect !== null) throw protocolError(source.name, defect);
  return Object.entries(source.states).map(([name, attributes], code) => ({ name, code, attributes }));
}

function stateDefect({ states }: ProtocolSource): Defect | null {
  const entries = Object.entries(states);
  const [absent] = entries;
  if (absent === undefined || entries.length < 2 || entries.length > STATES) {
    return {
      message: `${entries.length} states; a protocol has 2 to ${STATES}, the first of them the invalid one`,
    };
  }
  for (const [state, attributes] of entries) {
    if (!STATE_NAME.test(state) || state === 'shared' || state === 'owned') {
      const message = `a state cannot be called "${state}"; take a letter and up to 15 letters, digits and "_", and neither "shared" nor "owned"`;
      return { message };
    }
    const unknown = attributes.find((attribute) => !STATE_ATTRIBUTES.includes(attribute));
    if (unknown !== undefined) {
      return { state, message: `no such attribute: "${unknown}"; take from ${STATE_ATTRIBUTES.join(', ')}` };
    }
  }
  const [state, claims] = absent;
  if (claims.length === 0) return null;
  const message = `the first state is the absent line and has no attributes, but it is called ${claims.join(', ')}`;
  return { state, message };
}

function packTable(states: readonly CompiledState[], grid: Grid): Uint32Array {
  const table = new Uint32Array(EVENTS * STATES);
  const isDirty = (state: number): boolean => states[state]?.attributes.includes('dirty') === true;
  for (const event of EVENT_NAMES) {
    for (let state = 0; state < STATES; state++) {
      const cell: Cell = grid.rows[state]?.[grid.events.indexOf(event)] ?? impossible(state);
      const actions = cell.actions | derivedActions(event, cell, isDirty);
      table[cellIndex(event, state)] = packCell({ ...cell, actions });
    }
  }
  return table;
}
