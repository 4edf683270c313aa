/**
 * Reads the grid of a `ProtocolSource` (see `types.ts` for what an author may write).
 *
 *   grid   = header row+               columns separated by "|"
 *   header = "state" event+
 *   row    = state cell+
 *   cell   = "." | "!" | [action ("," action)*] ("→" | "->") next
 *   next   = state | ("shared" | "owned") "?" next ":" next
 */
import {
  type ActionName,
  type Cell,
  EVENT_NAMES,
  impossible,
  isSnooped,
  isTransaction,
  OUTCOME_NAMES,
  type OutcomeName,
  stay,
} from './cell.js';
import { ACTION, type EventName, INVALID } from './codes.js';
import { protocolError } from './defect.js';
import type { ProtocolSource } from './types.js';

/** A grid, read but not yet judged. */
export interface Grid {
  /** In the order of the header. */
  readonly events: readonly EventName[];
  /** One a state, in the order of `ProtocolSource.states`; one cell an event, in the order of `events`. */
  readonly rows: readonly (readonly Cell[])[];
}

/** What may stand before the arrow, by kind of event. The transaction comes apart. */
const ALLOWED = {
  PrRd: [],
  PrWr: ['MemoryWord', 'always MemoryWord', 'shared ? BusUpd'],
  Evict: ['WriteBack'],
  snooped: ['Supply', 'Flush', 'Update'],
} as const;

type Word = (typeof ALLOWED)[keyof typeof ALLOWED][number];

const BITS: Readonly<Record<Word, number>> = {
  MemoryWord: ACTION.MemoryWord,
  'always MemoryWord': ACTION.MemoryWord | ACTION.WordAlways,
  'shared ? BusUpd': ACTION.ThenUpdate,
  WriteBack: ACTION.WriteBack,
  Supply: ACTION.Supply,
  Flush: ACTION.Flush,
  Update: ACTION.Update,
};

/** The spelling of each action in a cell, in the order in which they are written. */
export const ACTION_WORDS: readonly (readonly [ActionName, Word])[] = [
  ['ThenUpdate', 'shared ? BusUpd'],
  ['MemoryWord', 'MemoryWord'],
  ['WriteBack', 'WriteBack'],
  ['Supply', 'Supply'],
  ['Flush', 'Flush'],
  ['Update', 'Update'],
];

const isEvent = (name: string): name is EventName => (EVENT_NAMES as readonly string[]).includes(name);

const list = (names: readonly string[]): string => names.join(', ');

/** Reads the grid. Throws a `CohortError` that names the state and the event. */
export function parseGrid(source: ProtocolSource): Grid {
  const text = typeof source.grid === 'string' ? source.grid.split(/\r?\n/) : source.grid;
  const lines = text
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [header, ...body] = lines;
  if (header === undefined)
    throw protocolError(source.name, {
      message: 'the grid is empty; write a header line and one line a state',
    });
  const events = parseHeader(source, header);
  const states = Object.keys(source.states);
  const rows = new Map<string, readonly Cell[]>();
  for (const [state = '', ...cells] of body) {
    if (!states.includes(state)) {
      throw protocolError(source.name, {
        message: `the grid has a row for "${state}", which is not among the states ${list(states)}`,
      });
    }
    if (rows.has(state))
      throw protocolError(source.name, { state, message: 'the grid has two rows for this state; keep one' });
    rows.set(state, parseRow(source, state, events, cells));
  }
  return {
    events,
    rows: states.map((state) => {
      const row = rows.get(state);
      if (row === undefined)
        throw protocolError(source.name, { state, message: 'the grid has no row for this state; add one' });
      return row;
    }),
  };
}

function parseHeader(source: ProtocolSource, header: readonly string[]): readonly EventName[] {
  const [corner, ...names] = header;
  if (corner?.toLowerCase() !== 'state') {
    throw protocolError(source.name, {
      message: `the grid's first line starts with "${corner}"; expected "state | PrRd | PrWr | Evict | …"`,
    });
  }
  const events: EventName[] = [];
  for (const name of names) {
    if (!isEvent(name)) {
      throw protocolError(source.name, {
        event: name,
        message: `no such event; the columns may be ${list(EVENT_NAMES)}`,
      });
    }
    if (events.includes(name))
      throw protocolError(source.name, {
        event: name,
        message: 'the grid has two columns for this event; keep one',
      });
    events.push(name);
  }
  for (const event of ['PrRd', 'PrWr', 'Evict'] as const) {
    if (!events.includes(event))
      throw protocolError(source.name, {
        event,
        message: 'the grid has no column for this event; every protocol needs one',
      });
  }
  return events;
}

function parseRow(
  source: ProtocolSource,
  state: string,
  events: readonly EventName[],
  cells: readonly string[],
): readonly Cell[] {
  if (cells.length > events.length) {
    throw protocolError(source.name, {
      state,
      message: `the row has ${cells.length} cells, but the header names ${events.length} events`,
    });
  }
  return events.map((event, column) => new CellReader(source, state, event, cells[column] ?? '').read());
}

class CellReader {
  readonly #source: ProtocolSource;
  readonly #states: readonly string[];
  readonly #state: string;
  readonly #event: EventName;
  readonly #text: string;

  constructor(source: ProtocolSource, state: string, event: EventName, text: string) {
    this.#source = source;
    this.#states = Object.keys(source.states);
    this.#state = state;
    this.#event = event;
    this.#text = text;
  }

  read(): Cell {
    const own = this.#states.indexOf(this.#state);
    if (this.#text === '')
      this.#refuse('the cell is missing; write "." where nothing happens, "!" where the event cannot happen');
    if (this.#text === '.') return stay(own);
    if (this.#text === '!') return impossible(own);
    const parts = this.#text.split(/→|->/);
    const [before = '', after = ''] = parts;
    if (parts.length !== 2) this.#refuse(`"${this.#text}" is not of the form "actions → next", ".", or "!"`);
    const actions = this.#actions(before);
    return { ...actions, next: this.#nextStates(after, actions.transaction) };
  }

  #actions(text: string): Pick<Cell, 'transaction' | 'actions'> {
    const words =
      text.trim() === ''
        ? []
        : text.split(',').map((word) =>
            word
              .trim()
              .replace(/\s*\?\s*/, ' ? ')
              .replace(/\s+/g, ' '),
          );
    const allowed: readonly Word[] = ALLOWED[isSnooped(this.#event) ? 'snooped' : this.#event];
    const issues = this.#event === 'PrRd' || this.#event === 'PrWr';
    let transaction: Cell['transaction'] = 'none';
    let actions = 0;
    for (const word of words) {
      const known = allowed.find((each) => each === word);
      if (issues && isTransaction(word)) {
        if (transaction !== 'none')
          this.#refuse(`"${this.#text}" issues two transactions, ${transaction} and ${word}; keep one`);
        transaction = word;
      } else if (known === undefined) {
        const choice = [...(issues ? ['BusRd', 'BusRdX', 'BusUpgr', 'BusUpd', 'BusWr'] : []), ...allowed];
        this.#refuse(`"${this.#text}" has the action "${word}"; here it may be ${list(choice)}`);
      } else {
        if (actions & BITS[known]) this.#refuse(`"${this.#text}" says "${word}" twice; keep one`);
        actions |= BITS[known];
      }
    }
    if (transaction === 'BusWr') actions |= ACTION.MemoryWord;
    return { transaction, actions };
  }

  #nextStates(text: string, transaction: Cell['transaction']): Cell['next'] {
    const tokens = text.match(/[?:]|[^\s?:]+/g) ?? [];
    if (tokens.length > 1 && transaction === 'none') {
      this.#refuse(
        `"${this.#text}" chooses by the bus lines, but issues no transaction that would show them; name one next state`,
      );
    }
    const choose = this.#choice(tokens, false);
    if (tokens.length > 0)
      this.#refuse(`"${this.#text}" goes on after its next state with "${tokens.join(' ')}"`);
    const [alone, shared, owned] = OUTCOME_NAMES.map(choose);
    return { alone: alone ?? INVALID, shared: shared ?? INVALID, owned: owned ?? INVALID };
  }

  /** Takes one `next` off the front of the tokens. */
  #choice(tokens: string[], afterShared: boolean): (outcome: OutcomeName) => number {
    const word = tokens.shift();
    if (word !== 'shared' && word !== 'owned') {
      const code = this.#states.indexOf(word ?? '');
      if (code < 0)
        this.#refuse(
          `"${this.#text}" goes to "${word ?? ''}", which is not among the states ${list(this.#states)}`,
        );
      return () => code;
    }
    if (afterShared)
      this.#refuse(
        `"${this.#text}" asks for "${word}" after "shared"; a copy that asserts owned also asserts shared, so ask for owned first`,
      );
    this.#expect(tokens, '?');
    const then = this.#choice(tokens, true);
    this.#expect(tokens, ':');
    const otherwise = this.#choice(tokens, word === 'shared');
    return (outcome) => (outcome === 'owned' || outcome === word ? then(outcome) : otherwise(outcome));
  }

  #expect(tokens: string[], sign: '?' | ':'): void {
    if (tokens.shift() !== sign)
      this.#refuse(`"${this.#text}" lacks a "${sign}"; a choice reads "shared ? S : E"`);
  }

  #refuse(message: string): never {
    throw protocolError(this.#source.name, { state: this.#state, event: this.#event, message });
  }
}
