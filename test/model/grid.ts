import { CannotHappen, type ModelProtocol, NOBODY, OWNED, SHARED, TRANSACTIONS } from './protocol.js';
import { issuedBy } from './write-policy.js';

/** Every cell of a protocol, spelled out: what each state does at each event. */
export function grid(protocol: ModelProtocol): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  const cell = (state: string, event: string, describeIt: () => unknown): void => {
    try {
      cells[`${state} ${event}`] = describeIt();
    } catch (error) {
      if (!(error instanceof CannotHappen)) throw error;
      cells[`${state} ${event}`] = 'cannot happen';
    }
  };
  const outcomes = Object.entries({ alone: NOBODY, shared: SHARED, owned: OWNED });
  const issued = issuedBy(protocol);
  for (const state of protocol.states) {
    for (const [event, ask] of [['PrRd', protocol.onRead] as const, ['PrWr', protocol.onWrite] as const]) {
      cell(state, event, () => {
        const action = ask(state);
        const word = action.wordToMemory ?? (action.transaction === 'BusWr' ? 'always' : 'never');
        return {
          transaction: action.transaction ?? 'none',
          fetches: action.fetches ?? false,
          thenUpdates: action.thenUpdates ?? false,
          word,
          next: outcomes.map(([name, lines]) => `${name}: ${action.next(lines)}`),
        };
      });
    }
    if (state === protocol.states[0]) continue;
    cell(state, 'Evict', () => protocol.onEvict(state).writesBack);
    for (const transaction of TRANSACTIONS) {
      if (!protocol.coherent || !issued.has(transaction)) continue;
      cell(state, transaction, () => {
        const {
          next,
          supplies = false,
          flushes = false,
          takesWord = false,
        } = protocol.onSnoop(state, transaction);
        return { next, supplies, flushes, takesWord };
      });
    }
  }
  return cells;
}

export const factsOf = (protocol: ModelProtocol): unknown =>
  Object.fromEntries(
    protocol.states.map((state) => {
      const { readable = false, writable = false, dirty = false, exclusive = false } = protocol.facts(state);
      return [state, { readable, writable, dirty, exclusive }];
    }),
  );
