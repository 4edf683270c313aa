/** How a processor's record in the core is laid out; `assembly/counters.ts` draws it. */
import { EVENTS, STATES } from '../protocol/codes.js';

/** Kinds of visits that the core tells apart; see `slots`. */
export const SLOTS = 8;
/** u64 of a processor's record: visits, then tallies. */
export const VISIT_WORDS = SLOTS * EVENTS * STATES;
export const RECORD_WORDS = VISIT_WORDS + 64;

/** Tallies, as in assembly/counters.ts. */
export const TALLY = {
  invalidationsSent: 0,
  updatesSent: 1,
  memoryWords: 2,
  busWords: 3,
  followingUpdates: 4,
  upperHits: 5,
  upperEvictions: 6,
  upperWriteBacks: 7,
  upperWriteThroughs: 8,
  backInvalidations: 9,
  cold: 10,
  capacity: 11,
  conflict: 12,
  trueSharing: 13,
  falseSharing: 14,
  localRequests: 15,
  remoteRequests: 16,
  recalls: 17,
  uselessInvalidations: 18,
  pageMigrations: 19,
  nodeRequests: 20,
  fetchHits: 21,
  fetchMisses: 22,
  secondHits: 23,
  victimFills: 24,
  sharedHits: 25,
  sharedMisses: 26,
  sharedRemoteHits: 27,
  sharedFills: 28,
  sharedEvictions: 29,
  sharedWriteBacks: 30,
  sharedBackInvalidations: 31,
  tlbMisses: 32,
  pageWalks: 33,
  prefetches: 34,
  usefulPrefetches: 35,
  uselessPrefetches: 36,
  tlbShootdowns: 37,
  pastReads: 38,
  pastWrites: 39,
  memoryWordsRead: 40,
} as const;

/** What a tally of a processor came to. */
export const tallyOf = (record: BigUint64Array, name: keyof typeof TALLY): number =>
  Number(record[VISIT_WORDS + TALLY[name]] ?? 0n);
