/** Who waits for whom at the end of a run, as far as notes of locks tell. */

import type { LockResult } from './result.js';

/** A lock, by what the notes say: who has it, and who wants it. Threads of all processes. */
export interface Claim {
  readonly lock: string;
  readonly holders: readonly number[];
  readonly wanting: readonly number[];
}

/** The claims on the locks of a process whose first thread is this one. */
export const claimsOf = (locks: readonly LockResult[], firstThread: number): Claim[] =>
  locks.map(({ lock, heldBy, wantedBy }) => ({
    lock,
    holders: heldBy.map((thread) => firstThread + thread),
    wanting: wantedBy.map((thread) => firstThread + thread),
  }));

/** A thread that waits for a lock which one other thread, or the thread itself, has. */
interface Wait {
  readonly lock: string;
  readonly holder: number;
}

/** A thread of a ring: it has what the one before it wants, and wants what the next one has. */
export interface RingLink {
  readonly thread: number;
  readonly holds: string;
  readonly wants: string;
}

/**
 * Of a lock that several have at once, as readers may, it is not known whose release is waited for:
 * nobody is said to wait for them.
 */
const waitsOf = (claims: readonly Claim[]): Map<number, Wait> =>
  new Map(
    claims.flatMap(({ lock, holders, wanting }) => {
      const [holder] = holders;
      if (holder === undefined || holders.length > 1) return [];
      return wanting.map((thread): [number, Wait] => [thread, { lock, holder }]);
    }),
  );

/** The threads from this one on, each waiting for the next, until one comes again or waits for nobody. */
const chainFrom = (
  start: number,
  waits: ReadonlyMap<number, Wait>,
): { readonly chain: readonly number[]; readonly back: number } => {
  const chain: number[] = [];
  let thread: number | undefined = start;
  while (thread !== undefined && !chain.includes(thread)) {
    chain.push(thread);
    thread = waits.get(thread)?.holder;
  }
  return { chain, back: thread === undefined ? -1 : chain.indexOf(thread) };
};

/** The ring that a thread is in or waits for, from its least thread on; nothing if there is none. */
const ringFrom = (start: number, waits: ReadonlyMap<number, Wait>): RingLink[] => {
  const { chain, back } = chainFrom(start, waits);
  if (back === -1) return [];
  const ring = chain.slice(back);
  const least = ring.indexOf(Math.min(...ring));
  return ring.map((_, at) => {
    const thread = ring[(least + at) % ring.length]!;
    const before = ring[(least + at + ring.length - 1) % ring.length]!;
    return { thread, holds: waits.get(before)!.lock, wants: waits.get(thread)!.lock };
  });
};

/** Every ring of threads that wait for each other, each once. */
export const ringsOf = (claims: readonly Claim[]): RingLink[][] => {
  const waits = waitsOf(claims);
  const rings = new Map<number, RingLink[]>();
  for (const thread of waits.keys()) {
    const ring = ringFrom(thread, waits);
    if (ring[0]) rings.set(ring[0].thread, ring);
  }
  return [...rings.values()];
};

/** Whether each of the threads is in a ring or waits for one, so that none will ever go on. */
export const allWaitForRings = (claims: readonly Claim[], threads: readonly number[]): boolean => {
  const waits = waitsOf(claims);
  return threads.length > 0 && threads.every((thread) => chainFrom(thread, waits).back !== -1);
};

/** Links of a ring that are told one by one, and rings. */
const MOST_LINKS = 8;
const MOST_RINGS = 3;

const ringText = (ring: readonly RingLink[], nameOf: (thread: number) => string): string => {
  const shown = ring.slice(0, MOST_LINKS).map(({ thread, holds, wants }, at) => {
    const next = nameOf(ring[(at + 1) % ring.length]!.thread);
    return `${nameOf(thread)} holds ${holds} and waits for ${wants}, held by ${next}`;
  });
  const rest = ring.length - shown.length;
  return shown.join('; ') + (rest > 0 ? `; and so on, through ${rest} more` : '');
};

/** Rings in words; a thread that waits for itself is one. */
export const ringsText = (
  rings: readonly (readonly RingLink[])[],
  nameOf: (thread: number) => string,
): string => {
  const shown = rings.slice(0, MOST_RINGS).map((ring) => ringText(ring, nameOf));
  const rest = rings.length - shown.length;
  return shown.join('. Another ring: ') + (rest > 0 ? `. And ${rest} more rings` : '');
};
