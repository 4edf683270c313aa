/** A protocol under a cache's write policy, wrapped around the protocol's own functions. */
import type { CacheConfig } from '../../src/config/machine.js';
import {
  CannotHappen,
  type ModelProtocol,
  NOBODY,
  OWNED,
  type OwnAction,
  SHARED,
  type SnoopAction,
  type Transaction,
} from './protocol.js';

type WritePolicy = Pick<CacheConfig, 'write' | 'writeAllocate'>;

const canStay = (protocol: ModelProtocol, action: OwnAction): boolean =>
  [NOBODY, SHARED, OWNED].some((lines) => action.next(lines) !== protocol.states[0]);

const hasDirtyState = (protocol: ModelProtocol): boolean =>
  protocol.states.some((state) => protocol.facts(state).dirty);

/** Transactions that some cell of the protocol issues. */
export function issuedBy(protocol: ModelProtocol): Set<Transaction> {
  const issued = new Set<Transaction>();
  for (const state of protocol.states) {
    for (const action of [protocol.onRead(state), protocol.onWrite(state)]) {
      if (action.transaction !== undefined) issued.add(action.transaction);
      if (action.thenUpdates) issued.add('BusUpd');
    }
  }
  return issued;
}

/** Whether the protocol can do what the policy asks for. */
export function allowsWritePolicy(protocol: ModelProtocol, { write, writeAllocate }: WritePolicy): boolean {
  if (write === 'write-back' && !hasDirtyState(protocol)) return false;
  const allocates = canStay(protocol, protocol.onWrite(protocol.states[0]!));
  return writeAllocate !== true || allocates;
}

export function withWritePolicy(protocol: ModelProtocol, policy: WritePolicy): ModelProtocol {
  const invalid = protocol.states[0]!;
  const writesThrough = policy.write === 'write-through' && hasDirtyState(protocol);
  const bypasses = policy.writeAllocate === false;
  if (!writesThrough && !bypasses) return protocol;
  const issued = issuedBy(protocol);

  /** A BusWr that the protocol never heard of, or of which it knows only that its own caches never send it. */
  const snoopWrite = (state: string): SnoopAction => {
    try {
      if (issued.has('BusWr')) return protocol.onSnoop(state, 'BusWr');
    } catch (error) {
      if (!(error instanceof CannotHappen)) throw error;
    }
    if (issued.has('BusUpd')) return { next: state, takesWord: true };
    return { next: protocol.onSnoop(state, 'BusRdX').next, flushes: protocol.facts(state).dirty === true };
  };

  return {
    ...protocol,
    onWrite: (state) => {
      if (bypasses && state === invalid) return { transaction: 'BusWr', next: () => invalid };
      const action = protocol.onWrite(state);
      if (!writesThrough || !canStay(protocol, action)) return action;
      return { ...action, transaction: action.transaction ?? 'BusWr', wordToMemory: 'always' };
    },
    onEvict: (state) => (writesThrough ? { writesBack: false } : protocol.onEvict(state)),
    onSnoop: (state, transaction) => {
      const action = transaction === 'BusWr' ? snoopWrite(state) : protocol.onSnoop(state, transaction);
      return writesThrough ? { ...action, flushes: false } : action;
    },
  };
}
