/** A model protocol that reads the packed cells of a compiled one: for tables that nobody wrote by hand. */
import {
  ACTION,
  EVENT,
  type EventName,
  NEXT_SHIFT,
  STATES,
  TXN,
  TXN_SHIFT,
} from '../../src/protocol/codes.js';
import type { CompiledProtocol } from '../../src/protocol/types.js';
import { type BusLines, CannotHappen, type ModelProtocol, type OwnAction, TRANSACTIONS } from './protocol.js';

export function protocolOfTable(compiled: CompiledProtocol): ModelProtocol {
  const states = compiled.states.map(({ name }) => name);
  const has = (cell: number, action: keyof typeof ACTION): boolean => (cell & ACTION[action]) !== 0;
  const nextOf = (cell: number, outcome: keyof typeof NEXT_SHIFT): string =>
    states[(cell >>> NEXT_SHIFT[outcome]) & 15]!;

  const cellOf = (event: EventName, state: string): number => {
    const cell = compiled.table[EVENT[event] * STATES + states.indexOf(state)]!;
    if (((cell >>> TXN_SHIFT) & 7) === TXN.impossible) throw new CannotHappen(state, event);
    return cell;
  };

  const ownAction = (event: 'PrRd' | 'PrWr', state: string): OwnAction => {
    const cell = cellOf(event, state);
    const transaction = TRANSACTIONS.find((name) => TXN[name] === ((cell >>> TXN_SHIFT) & 7));
    const wordOnlyIfUpdated = has(cell, 'ThenUpdate') && !has(cell, 'WordAlways');
    return {
      ...(transaction && { transaction }),
      fetches: has(cell, 'Fill'),
      thenUpdates: has(cell, 'ThenUpdate'),
      ...(has(cell, 'MemoryWord') && { wordToMemory: wordOnlyIfUpdated ? 'if updated' : 'always' }),
      next: ({ shared, owned }: BusLines) => nextOf(cell, owned ? 'owned' : shared ? 'shared' : 'alone'),
    };
  };

  return {
    name: compiled.source.name,
    coherent: compiled.source.coherent !== false,
    states,
    facts: (state) => {
      const attributes = compiled.states[states.indexOf(state)]!.attributes;
      return {
        readable: attributes.includes('readable'),
        writable: attributes.includes('writable'),
        dirty: attributes.includes('dirty'),
        exclusive: attributes.includes('exclusive'),
      };
    },
    onRead: (state) => ownAction('PrRd', state),
    onWrite: (state) => ownAction('PrWr', state),
    onEvict: (state) => ({ writesBack: has(cellOf('Evict', state), 'WriteBack') }),
    onSnoop: (state, transaction) => {
      const cell = cellOf(transaction, state);
      return {
        next: nextOf(cell, 'alone'),
        supplies: has(cell, 'Supply'),
        flushes: has(cell, 'Flush'),
        takesWord: has(cell, 'Update'),
      };
    },
  };
}
