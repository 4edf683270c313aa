/** assembly/bus.ts, with MESI in place of the table. States are numbered as in src/protocols/mesi.ts. */
import { blocksOf, bytesOf, findWord, oldestWay, setState } from '../../../assembly/cache';
import {
  EVENT_BusRd,
  EVENT_BusRdX,
  EVENT_BusUpgr,
  EVENT_Evict,
  EVENT_PrRd,
  EVENT_PrWr,
} from '../../../assembly/codes';
import { TALLY_INVALIDATIONS_SENT, recordOf, tally, visit } from '../../../assembly/counters';
import { addHolder, holdersAt, removeHolder } from '../../../assembly/holders';
import { EMPTY, lineShift } from '../../../assembly/layout';
import { addressOf, eventIn, metaOf, processorIn } from '../../../assembly/record';
import { clock } from '../../../assembly/replacement/clock';
import { STATE_MASK } from '../../../assembly/transition';

export const SHARED: u32 = 1;
export const EXCLUSIVE: u32 = 2;
export const MODIFIED: u32 = 3;
/** Slots of visits, see assembly/counters.ts. */
export const SLOT_SHARED: u32 = 1;
export const SLOT_SUPPLIED: u32 = 4;

/**
 * A read hits in every valid state, a write in E and M. Like the two below without a branch, which
 * the host could not foretell.
 */
// @ts-ignore: decorator
@inline
export function hits(event: u32, state: u32): bool {
  return state > event;
}

/** M after a write, the same state after a read. */
// @ts-ignore: decorator
@inline
export function afterHit(event: u32, state: u32): u32 {
  return state | (event * MODIFIED);
}

/** Takes a copy out of its block. */
// @ts-ignore: decorator
@inline
export function clearCopy(word: usize): void {
  store<u32>(word - 32, EMPTY);
  store<u32>(word, 0);
}

/** Others see a BusRd; returns whether there are any. */
// @ts-ignore: decorator
@inline
function readFromOthers(p: u32, line: u32, blocks: usize): bool {
  const others = load<u64>(holdersAt<u64>(line)) & ~((<u64>1) << p);
  let supplies: u32 = 1;
  for (let rest = others; rest; rest &= rest - 1) {
    const q = <u32>ctz(rest);
    const at = findWord<u64>(blocks + <usize>q * bytesOf<u64>(), q, line);
    const word = load<u32>(at);
    visit(recordOf(q), EVENT_BusRd, supplies, word & STATE_MASK);
    supplies = 0;
    setState<u64>(at, word, SHARED);
  }
  return others != 0;
}

/** Others see a BusRdX or a BusUpgr; returns whether there are any. `supplies`: 1 if data are wanted. */
// @ts-ignore: decorator
@inline
function takeFromOthers(p: u32, line: u32, blocks: usize, event: u32, supplies: u32): bool {
  const at = holdersAt<u64>(line);
  const own = load<u64>(at) & ((<u64>1) << p);
  const others = load<u64>(at) ^ own;
  if (!others) return false;
  for (let rest = others; rest; rest &= rest - 1) {
    const q = <u32>ctz(rest);
    const block = blocks + <usize>q * bytesOf<u64>();
    const word = findWord<u64>(block, q, line);
    visit(recordOf(q), event, supplies, load<u32>(word) & STATE_MASK);
    supplies = 0;
    clearCopy(word);
  }
  store<u64>(at, own);
  tally(recordOf(p), TALLY_INVALIDATIONS_SENT, popcnt(others));
  return true;
}

// @ts-ignore: decorator
@inline
function place(p: u32, line: u32, blocks: usize, next: u32): usize {
  const block = blocks + <usize>p * bytesOf<u64>();
  const way = oldestWay<u64>(block);
  const tag = block + ((<usize>way) << 2);
  const old = load<u32>(tag);
  if (old != EMPTY) {
    visit(recordOf(p), EVENT_Evict, 0, load<u32>(tag, 32) & STATE_MASK);
    removeHolder<u64>(old, p);
  }
  store<u32>(tag, line);
  store<u32>(tag, clock | next, 32);
  addHolder<u64>(line, p);
  return tag + 32;
}

/** A miss, or a write to a shared line (`at` is its word). */
export function transact(access: usize, line: u32, at: usize): usize {
  const meta = metaOf(access);
  const p = processorIn(meta);
  const blocks = blocksOf(addressOf(access) >> (<u64>lineShift));
  const record = recordOf(p);
  if (at) {
    takeFromOthers(p, line, blocks, EVENT_BusUpgr, 0);
    visit(record, EVENT_PrWr, 0, SHARED);
    store<u32>(at, clock | MODIFIED);
    return at;
  }
  if (eventIn(meta) == EVENT_PrRd) {
    const shared = readFromOthers(p, line, blocks);
    visit(record, EVENT_PrRd, shared ? SLOT_SHARED | SLOT_SUPPLIED : 0, 0);
    return place(p, line, blocks, shared ? SHARED : EXCLUSIVE);
  }
  const supplied = takeFromOthers(p, line, blocks, EVENT_BusRdX, 1);
  visit(record, EVENT_PrWr, supplied ? SLOT_SUPPLIED : 0, 0);
  return place(p, line, blocks, MODIFIED);
}
