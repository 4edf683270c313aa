/**
 * What a transaction will do: decided before anything moves, from the states of all copies. Caches of
 * cores snoop it by their protocol; the L3s, which have no states of their own, follow.
 */
import {
  type BusLines,
  type ModelProtocol,
  NOBODY,
  type OwnAction,
  type SnoopAction,
  type Transaction,
} from './protocol.js';
import type { SharedCaches } from './shared.js';
import type { Source } from './visit.js';

/** What one core's copy does about a transaction. */
export interface Snooped {
  /** The core, by its first thread. */
  readonly processor: number;
  /** Before the transaction. */
  readonly state: string;
  readonly action: SnoopAction;
}

/** A core asks for a line, or for the right to write it. */
export interface Request {
  /** By its first thread. */
  readonly core: number;
  readonly line: bigint;
  /** The core's own state before. */
  readonly state: string;
  readonly write: boolean;
  readonly action: OwnAction;
  readonly transaction: Transaction;
  /** Whether it takes every other copy away. */
  readonly invalidates: boolean;
}

export interface Plan {
  readonly request: Request;
  /** In ascending order. */
  readonly snooped: readonly Snooped[];
  readonly lines: BusLines;
  /** The requester's state, unless a BusUpd follows. */
  readonly after: string;
  /** `null`: nothing is fetched. */
  readonly source: Source | null;
  /** The own L3 was looked up for the line; `null`: it was not. */
  readonly ownL3: 'hit' | 'miss' | null;
  /** Other clusters whose L3 loses the line. */
  readonly dropped: readonly number[];
  /** Clusters whose L3 writes the line to memory. */
  readonly written: readonly number[];
  /** The own L3, being exclusive, gives the line away. */
  readonly handsOver: boolean;
}

export interface Surroundings {
  readonly protocol: ModelProtocol;
  readonly shared: SharedCaches | null;
  /** The node of a processor, where the caches of a node snoop one another first; `null`: nobody is nearer. */
  readonly nodeOf: ((processor: number) => number) | null;
  /** Whether a holder in that state, unless it is in the requester's node, lets memory answer. */
  readonly yields: (state: string) => boolean;
}

/** What the copies that survive a transaction assert. */
export function linesOf(snooped: readonly Snooped[], protocol: ModelProtocol): BusLines {
  const surviving = snooped.filter(({ action }) => action.next !== protocol.states[0]);
  const owned = surviving.some(({ action }) => protocol.facts(action.next).dirty === true);
  return { shared: surviving.length > 0, owned };
}

export function planOf(request: Request, snooped: readonly Snooped[], around: Surroundings): Plan {
  const { protocol, shared } = around;
  const { core, line, action, invalidates } = request;
  const invalid = protocol.states[0]!;
  const own = shared?.clusterOf(core) ?? 0;
  const otherL3s = (shared?.holding(line) ?? []).filter((cluster) => cluster !== own);

  const { shared: keptByCores, owned } = linesOf(snooped, protocol);
  const keptByL3s = !invalidates && otherL3s.length > 0;
  const lines = { shared: keptByCores || keptByL3s, owned };
  const wanted = action.next(lines);

  // What a core flushes is in memory, so that its L3 is no newer.
  const flushed = new Set(
    snooped.filter(({ action }) => action.flushes).map(({ processor }) => shared?.clusterOf(processor)),
  );
  const staysDirty = (cluster: number): boolean =>
    !flushed.has(cluster) && shared?.isDirty(cluster, line) === true;
  const source = action.fetches ? sourceOf({ core, own, line, snooped, otherL3s }, around) : null;

  const ownL3 = shared === null || wanted === invalid ? null : lookUpOf(source, own, shared);
  const handsOver = ownL3 === 'hit' && shared?.inclusion === 'exclusive';
  // A reader that nobody shares the line with takes newer data over as they are: as if it had written them.
  const isAlone = snooped.length === 0 && otherL3s.length === 0;
  const isRead = !request.write && request.state === invalid && protocol.facts(wanted).dirty !== true;
  const asWritten =
    handsOver && isRead && isAlone && staysDirty(own) ? protocol.onWrite(invalid).next(NOBODY) : wanted;
  const after = protocol.facts(asWritten).dirty === true ? asWritten : wanted;
  // Newer data that leave an L3 go to memory, unless the requester is now the one to see to that.
  const unguarded = (cluster: number): boolean => staysDirty(cluster) && protocol.facts(after).dirty !== true;
  const written = [
    ...(handsOver && unguarded(own) ? [own] : []),
    ...otherL3s.filter(invalidates ? unguarded : staysDirty),
  ].sort((a, b) => a - b);
  const dropped = invalidates ? otherL3s : [];
  return { request, snooped, lines, after, source, ownL3, dropped, written, handsOver };
}

interface Offers {
  readonly core: number;
  /** The requester's cluster. */
  readonly own: number;
  readonly line: bigint;
  readonly snooped: readonly Snooped[];
  /** Other clusters whose L3 holds the line. */
  readonly otherL3s: readonly number[];
}

/** Who sends the line: the nearest that can. */
function sourceOf(offers: Offers, { shared, nodeOf, yields }: Surroundings): Source {
  const { core, own, line, snooped, otherL3s } = offers;
  const isBeside = (processor: number): boolean => nodeOf !== null && nodeOf(processor) === nodeOf(core);
  const suppliers = snooped
    .filter(({ action, processor, state }) => action.supplies && (isBeside(processor) || !yields(state)))
    .map(({ processor }) => processor);
  const fromCore = (suits: (processor: number) => boolean): Source | null => {
    const supplier = suppliers.find(suits);
    return supplier === undefined ? null : { from: 'core', core: supplier };
  };
  const anyCore = (): Source | null => fromCore(() => true);
  if (shared === null) return fromCore(isBeside) ?? anyCore() ?? { from: 'memory' };

  const fromL3 = (cluster: number | undefined): Source | null =>
    cluster === undefined ? null : { from: cluster === own ? 'own L3' : 'other L3', cluster };
  const besides = otherL3s.filter((cluster) => isBeside(shared.firstProcessorOf(cluster)));
  const firstDirty = (clusters: readonly number[]): number | undefined =>
    clusters.find((cluster) => shared.isDirty(cluster, line));
  return (
    fromCore((processor) => shared.clusterOf(processor) === own) ??
    fromL3(shared.holds(own, line) ? own : undefined) ??
    fromCore(isBeside) ??
    fromL3(firstDirty(besides) ?? besides[0]) ??
    anyCore() ??
    fromL3(firstDirty(otherL3s)) ?? { from: 'memory' }
  );
}

function lookUpOf(source: Source | null, own: number, shared: SharedCaches): Plan['ownL3'] {
  if (source === null) return null;
  if (source.from === 'core' && shared.clusterOf(source.core) === own) return null;
  return source.from === 'own L3' ? 'hit' : 'miss';
}
