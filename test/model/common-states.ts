/**
 * The states that two caches can be in at the same time, found by trying all that three caches can do
 * with one line. Of holders in such a state no home knows which one is to answer.
 */
import {
  type BusLines,
  CannotHappen,
  type ModelProtocol,
  type OwnAction,
  type Transaction,
} from './protocol.js';

type Copies = readonly string[];

/** What the copies are once the one at `own` has done what it does. */
function after(protocol: ModelProtocol, copies: Copies, own: number, action: OwnAction): Copies {
  const snoop = (transaction: Transaction, before: Copies): { copies: Copies; lines: BusLines } => {
    const invalid = protocol.states[0]!;
    const left = before.map((state, cache) =>
      cache === own || state === invalid ? state : protocol.onSnoop(state, transaction).next,
    );
    const others = left.filter((state, cache) => cache !== own && state !== invalid);
    const owned = others.some((state) => protocol.facts(state).dirty === true);
    return { copies: left, lines: { shared: others.length > 0, owned } };
  };
  const { transaction } = action;
  const first =
    transaction === undefined || !protocol.coherent
      ? { copies, lines: { shared: false, owned: false } }
      : snoop(transaction, copies);
  const last = action.thenUpdates && first.lines.shared ? snoop('BusUpd', first.copies) : first;
  return last.copies.with(own, action.next(last.lines));
}

export function commonStatesOf(protocol: ModelProtocol): ReadonlySet<string> {
  const invalid = protocol.states[0]!;
  const common = new Set<string>();
  const worlds = new Map<string, Copies>();
  const meet = (copies: Copies): void => {
    worlds.set(copies.join(' '), copies);
    for (const state of copies) {
      if (copies.filter((other) => other === state).length > 1) common.add(state);
    }
  };
  meet([invalid, invalid, invalid]);
  // What is added on the way is visited too.
  for (const copies of worlds.values()) {
    copies.forEach((state, own) => {
      meet(copies.with(own, invalid));
      for (const does of [protocol.onRead, protocol.onWrite]) {
        try {
          meet(after(protocol, copies, own, does(state)));
        } catch (error) {
          if (!(error instanceof CannotHappen)) throw error;
        }
      }
    });
  }
  return common;
}
