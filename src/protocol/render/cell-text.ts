import { type Cell, cellOf, has, isSnooped } from '../cell.js';
import type { EventName } from '../codes.js';
import { ACTION_WORDS } from '../grammar.js';
import type { CompiledProtocol } from '../types.js';

/** The actions of a cell as an author writes them, without those that follow from others. */
export function actionsText(cell: Cell): string {
  const transaction =
    cell.transaction === 'none' || cell.transaction === 'impossible' ? [] : [cell.transaction];
  const words = ACTION_WORDS.filter(([action]) => has(cell, action))
    // A BusWr is the word's way to memory.
    .filter(([action]) => action !== 'MemoryWord' || cell.transaction !== 'BusWr')
    // Without a BusUpd that may or may not follow, the word goes to memory always.
    .map(([action, word]) =>
      action === 'MemoryWord' && has(cell, 'ThenUpdate') && has(cell, 'WordAlways')
        ? 'always MemoryWord'
        : word,
    );
  return [...transaction, ...words].join(', ');
}

/** `shared ? S : E`. */
export function nextText(protocol: CompiledProtocol, { next }: Cell): string {
  const name = (code: number): string => protocol.states[code]?.name ?? String(code);
  const { alone, shared, owned } = next;
  if (shared === owned) return alone === shared ? name(alone) : `shared ? ${name(shared)} : ${name(alone)}`;
  const rest = alone === shared ? name(alone) : `shared ? ${name(shared)} : ${name(alone)}`;
  return `owned ? ${name(owned)} : ${rest}`;
}

/** A cell of the table, in the grammar that `parseGrid` reads. */
export function cellText(protocol: CompiledProtocol, event: EventName, state: number): string {
  const cell = cellOf(protocol, event, state);
  if (cell.transaction === 'impossible') return '!';
  const actions = actionsText(cell);
  const next = nextText(protocol, cell);
  if (actions !== '') return `${actions} → ${next}`;
  return next === protocol.states[state]?.name ? '.' : `→ ${next}`;
}

/** The header and the rows of the table. */
export const tableTexts = (protocol: CompiledProtocol): string[][] => [
  ['state', ...protocol.events],
  ...protocol.states.map((state) => [
    state.name,
    ...protocol.events.map((event) => cellText(protocol, event, state.code)),
  ]),
];

/** What the signs of the table mean. */
export function legend(protocol: CompiledProtocol): string {
  const snooped = protocol.events.filter(isSnooped);
  const snoop =
    snooped.length > 0
      ? `${snooped.join(', ')} are transactions of another cache, seen on the bus.`
      : 'No cache sees another’s transactions.';
  return `A cell is actions → next state. "." nothing happens, "!" cannot happen. PrRd, PrWr and Evict are this processor’s; ${snoop}`;
}
