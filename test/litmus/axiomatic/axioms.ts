/**
 * The models as axioms over candidate executions, in the manner of Alglave, Maranget, Tautschnig:
 * Herding Cats, TOPLAS 36(2), 2014.
 */
import type { ModelName } from '../../../src/litmus/models/index.js';
import { READS, WRITES } from '../../../src/litmus/program.js';
import { type Candidate, communicationOf, inProgramOrder, Relation } from './candidates.js';

const reads = ({ events }: Candidate, i: number): boolean => events[i]!.read !== undefined;
const writes = ({ events }: Candidate, i: number): boolean => events[i]!.written !== undefined;
const atomic = ({ events }: Candidate, i: number): boolean => events[i]!.access.kind === 'atomic';
const sameLocation = ({ events }: Candidate, a: number, b: number): boolean =>
  events[a]!.location === events[b]!.location;

const acquires = ({ events }: Candidate, i: number): boolean => {
  const { access } = events[i]!;
  return access.kind !== 'store' && access.acquire;
};

const releases = ({ events }: Candidate, i: number): boolean => {
  const { access } = events[i]!;
  return access.kind !== 'load' && access.release;
};

/** Pairs in program order that `keeps`. */
const ordered = (candidate: Candidate, keeps: (a: number, b: number) => boolean): Relation => {
  const relation = new Relation(candidate.events.length);
  for (let a = 0; a < candidate.events.length; a++) {
    for (let b = a + 1; b < candidate.events.length; b++) {
      if (inProgramOrder(candidate, a, b) && keeps(a, b)) relation.add(a, b);
    }
  }
  return relation;
};

const kindOf = (candidate: Candidate, i: number): number =>
  (reads(candidate, i) ? READS : 0) + (writes(candidate, i) ? WRITES : 0);

/** Whether a fence between both orders them. */
const fenced = (candidate: Candidate, a: number, b: number): boolean => {
  const { thread } = candidate.events[a]!;
  const first = candidate.first[thread]!;
  return candidate.traces[thread]!.barriers.some(
    ({ position, before, after }) =>
      a - first < position &&
      b - first >= position &&
      (before & kindOf(candidate, a)) !== 0 &&
      (after & kindOf(candidate, b)) !== 0,
  );
};

/** Each location by itself is sequentially consistent. */
const isCoherent = (candidate: Candidate): boolean => {
  const { readFrom, coherence, fromRead } = communicationOf(candidate);
  return ordered(candidate, (a, b) => sameLocation(candidate, a, b))
    .or(readFrom)
    .or(coherence)
    .or(fromRead).acyclic;
};

/** There is one order of all that is globally seen, which holds what `keeps` of the program order. */
const hasGlobalOrder = (candidate: Candidate, keeps: (a: number, b: number) => boolean): boolean => {
  const { externalReadFrom, coherence, fromRead } = communicationOf(candidate);
  return ordered(candidate, keeps).or(externalReadFrom).or(coherence).or(fromRead).acyclic;
};

const allowsSc = (candidate: Candidate): boolean => {
  const { readFrom, coherence, fromRead } = communicationOf(candidate);
  return ordered(candidate, () => true)
    .or(readFrom)
    .or(coherence)
    .or(fromRead).acyclic;
};

/** x86-TSO: all of the program order but from a write to a read, unless a fence or a lock is between. */
const allowsTso = (candidate: Candidate): boolean =>
  isCoherent(candidate) &&
  hasGlobalOrder(
    candidate,
    (a, b) =>
      reads(candidate, a) ||
      !reads(candidate, b) ||
      atomic(candidate, b) ||
      fencedWriteToRead(candidate, a, b),
  );

const fencedWriteToRead = (candidate: Candidate, a: number, b: number): boolean =>
  writes(candidate, a) && reads(candidate, b) && fenced(candidate, a, b);

/** SPARC's PSO: from reads on; and between writes where a fence, a release or an atomic says so. */
const allowsPso = (candidate: Candidate): boolean =>
  isCoherent(candidate) &&
  hasGlobalOrder(
    candidate,
    (a, b) =>
      reads(candidate, a) ||
      fenced(candidate, a, b) ||
      (writes(candidate, b) && released(candidate, a, b)) ||
      (atomic(candidate, b) && sameLocation(candidate, a, b)),
  );

/** A releasing store is a store behind an STBAR: it and all writes after it come after those before. */
const released = (candidate: Candidate, a: number, b: number): boolean => {
  for (let i = a + 1; i <= b; i++) if (releases(candidate, i)) return true;
  return false;
};

/** The 13 rules of RVWMO's preserved program order. */
const preserved = (candidate: Candidate, a: number, b: number): boolean => {
  const { events, from, first } = candidate;
  const { thread } = events[a]!;
  const base = first[thread]!;
  const dependsOn = (set: ReadonlySet<number>): boolean => set.has(a - base);
  const between = (test: (i: number) => boolean): boolean => {
    for (let i = a + 1; i < b; i++) if (test(i)) return true;
    return false;
  };
  const same = sameLocation(candidate, a, b);
  const synchronizes = (i: number): boolean =>
    atomic(candidate, i) && (acquires(candidate, i) || releases(candidate, i));
  const written = (i: number): boolean => writes(candidate, i) && sameLocation(candidate, i, b);
  return (
    (same && writes(candidate, b)) ||
    (same &&
      reads(candidate, a) &&
      reads(candidate, b) &&
      !between(written) &&
      !writes(candidate, a) &&
      from[a] !== from[b]) ||
    (atomic(candidate, a) && reads(candidate, b) && from[b] === a) ||
    fenced(candidate, a, b) ||
    acquires(candidate, a) ||
    releases(candidate, b) ||
    (synchronizes(a) && synchronizes(b)) ||
    dependsOn(events[b]!.address) ||
    (writes(candidate, b) && dependsOn(events[b]!.data)) ||
    (writes(candidate, b) && dependsOn(events[b]!.control)) ||
    (reads(candidate, b) &&
      between(
        (i) =>
          writes(candidate, i) &&
          from[b] === i &&
          (dependsOn(events[i]!.address) || dependsOn(events[i]!.data)),
      )) ||
    (writes(candidate, b) && between((i) => dependsOn(events[i]!.address)))
  );
};

const allowsRelaxed = (candidate: Candidate): boolean =>
  isCoherent(candidate) && hasGlobalOrder(candidate, (a, b) => preserved(candidate, a, b));

export const AXIOMS: Readonly<Record<ModelName, (candidate: Candidate) => boolean>> = {
  sc: allowsSc,
  tso: allowsTso,
  pso: allowsPso,
  relaxed: allowsRelaxed,
};
