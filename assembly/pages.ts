/**
 * From 64-bit line addresses to dense line numbers, and the memory that grows with them.
 *
 *   page = LINES_PER_PAGE neighbouring lines. A chained hash table maps its number to a slot:
 *     buckets[hash] → slot + 1;  pages[slot]: u64 page number, u32 next slot + 1, u32 unused
 *   columns[slot]: u32, of the home of the page's first line, see placement.ts (directories only); small,
 *     because the loop looks there for the home of every line that goes
 *   recent[hash of page]: u64 address of its first line, u32 number of that line, u32 column:
 *     looked at first
 *
 * Slots of pages of which no line is held are taken back when slots run out (`collect`), so
 * memory follows the lines that the caches hold, not the length or the footprint of the trace.
 * Unlimited caches and classification keep every page, as they must.
 */
import { forgetLast } from './counters';
import {
  columns,
  freeSlots,
  holders,
  lines,
  pages,
  placeGrowing,
  pool,
  poolRoom,
  resetSlots,
} from './growing';
import { hasShared } from './hierarchy';
import { NOBODY } from './holders';
import {
  COLUMN_BYTES,
  LINES_PER_PAGE,
  LINE_BITS,
  PAGE_HEADER_BYTES,
  RECENT,
  RECENT_BITS,
  RECENT_BYTES,
  bucketMask,
  buckets,
  classifying,
  directed,
  growing,
  HOLDER_BYTES,
  lineShift,
  lineStride,
  readyOffset,
  recent,
  slotBytes,
  unlimited,
  timed,
} from './layout';
import { NO_COLUMN, placement } from './layout-nodes';
import { PREFETCH_NONE, REGION_BITS, kind } from './prefetch/tables';
import { nextShared } from './shared-holders';
import { FIRST_TOUCH, columnAfter, columnFor, homeByTouch, homeOf, lastingHome, nodeIn } from './placement';
import { now } from './timed/window';

/** Slots of pages: room, ever used, and those taken back (linked through the header's third word). */
let pageRoom: u32 = 0;
let pagesUsed: u32 = 0;
let freePage: u32 = 0;
let freePages: u32 = 0;
let limitBytes: u64 = 0;
/** Slots that one reference may take: more than one where it can bring in other lines as well. */
let pagesAtOnce: u32 = 1;

/**
 * Times this, a page's number has the page's place in `recent` in its upper RECENT_BITS: the number
 * itself, plus a 26th of it, so that memory laid out in powers of two is spread (2^20 pages by the
 * golden section of the table, Knuth, see below).
 */
const SPREAD: u64 = 0x1000000000000 + 0x9e3779b9779;
const ENTRY_SHIFT: u64 = 64 - RECENT_BITS - 4;
const ENTRY_MASK: usize = (RECENT - 1) * RECENT_BYTES;
/** 2^64 over the golden ratio: multiplicative hashing (Knuth, The Art of Computer Programming 3, 1973). */
const GOLDEN: u64 = 0x9e3779b97f4a7c15;
/** Line numbers have 32 bits, and the last is EMPTY. */
const MAX_PAGES: u32 = 0x3ffffff;
const NO_PAGE: u64 = 0xffffffffffffffff;

// @ts-ignore: decorator
@inline
function header(slot: u32): usize {
  return pages + <usize>slot * PAGE_HEADER_BYTES;
}

// @ts-ignore: decorator
@inline
function columnAt(slot: u32): usize {
  return columns + ((<usize>slot) << 2);
}

// @ts-ignore: decorator
@inline
function bucketOf(page: u64): usize {
  return buckets + ((<usize>((<u32>((page * GOLDEN) >> 32)) & bucketMask)) << 2);
}

/**
 * Neighbouring pages have neighbouring entries; pages far apart are spread, for memory that is
 * laid out in powers of two.
 */
// @ts-ignore: decorator
@inline
export function recentOf(lineAddress: u64): usize {
  return (<usize>(((lineAddress >> LINE_BITS) * SPREAD) >> ENTRY_SHIFT)) & ENTRY_MASK;
}

/** The line's number in its page, if the entry is that of the page; else something larger. */
// @ts-ignore: decorator
@inline
export function inRecentPage(entry: usize, lineAddress: u64): u64 {
  return lineAddress ^ load<u64>(entry, recent);
}

/** Number of the first line of an entry's page. */
// @ts-ignore: decorator
@inline
export function firstLineOf(entry: usize): u32 {
  return load<u32>(entry, recent + 8);
}

/** Empties the tables of what was looked up lately: memory behind them moves, or is taken back. */
export function forgetRecent(): void {
  for (let i: u32 = 0; i < RECENT; i++) store<u64>(recent + <usize>(i * RECENT_BYTES), NO_PAGE);
  forgetLast();
}

/** No line number: there is no slot left for the page. */
export const NO_LINE: u32 = 0xffffffff;

/** Number of the line at a line address, or NO_LINE. */
// @ts-ignore: decorator
@inline
export function lineNumber(lineAddress: u64): u32 {
  const entry = recentOf(lineAddress);
  const inPage = inRecentPage(entry, lineAddress);
  return inPage < LINES_PER_PAGE ? firstLineOf(entry) | (<u32>inPage) : findLine(lineAddress);
}

/** Whether there are slots for all pages that one reference may need. */
export function hasRoomForPages(): bool {
  return freePages + (pageRoom - pagesUsed) >= pagesAtOnce;
}

/** The slow way: through the chains, with a new slot where the page has none. */
export function findLine(lineAddress: u64): u32 {
  const page = lineAddress >> LINE_BITS;
  const bucket = bucketOf(page);
  let slot: u32 = load<u32>(bucket);
  while (slot && load<u64>(header(slot - 1)) != page) slot = load<u32>(header(slot - 1), 8);
  if (!slot) {
    slot = takePage() + 1;
    if (!slot) return NO_LINE;
    const at = header(slot - 1);
    store<u64>(at, page);
    store<u32>(at, load<u32>(bucket), 8);
    store<u32>(bucket, slot);
    if (directed) store<u32>(columnAt(slot - 1), columnFor(lastingHome(page << LINE_BITS)));
  }
  const first = (slot - 1) << LINE_BITS;
  const entry = recentOf(lineAddress);
  store<u64>(entry, page << LINE_BITS, recent);
  store<u32>(entry, first, recent + 8);
  if (directed) store<u32>(entry, firstColumnOf(first), recent + 12);
  return first | ((<u32>lineAddress) & (LINES_PER_PAGE - 1));
}

function takePage(): u32 {
  if (freePages) {
    const slot = freePage;
    freePage = load<u32>(header(slot) + 8);
    freePages--;
    return slot;
  }
  return pagesUsed < pageRoom ? pagesUsed++ : ~0;
}

/** Address of a line, from its number. */
export function lineAddressOf(line: u32): u64 {
  return (load<u64>(header(line >> LINE_BITS)) << LINE_BITS) | (line & (LINES_PER_PAGE - 1));
}

/** The column of the first line's home of a page, by the page's entry among those looked up lately. */
// @ts-ignore: decorator
@inline
export function firstColumnIn(entry: usize): u32 {
  return load<u32>(entry, recent + 12);
}

/** The same, by the line. */
// @ts-ignore: decorator
@inline
export function firstColumnOf(line: u32): u32 {
  return load<u32>(columnAt(line >> LINE_BITS));
}

/** Home of a line as it is. */
export function homeOfLine(line: u32): u32 {
  const first = firstColumnOf(line);
  return first == NO_COLUMN ? homeOf(lineAddressOf(line)) : nodeIn(columnAfter(first, line));
}

/** Home of a line that a processor requests, counted at `record`; its page is placed, or moved, where the policy says so. */
export function homeForRequest(line: u32, record: usize, node: u32, references: u64): u32 {
  const first = firstColumnOf(line);
  if (first != NO_COLUMN) return nodeIn(columnAfter(first, line));
  return homeByTouch(lineAddressOf(line), record, node, references);
}

/** Learns where the page of a line, that was just requested, has come to be at home. */
export function learnHome(line: u32): void {
  if (placement != FIRST_TOUCH || firstColumnOf(line) != NO_COLUMN) return;
  const slot = line >> LINE_BITS;
  const first = load<u64>(header(slot)) << LINE_BITS;
  store<u32>(columnAt(slot), columnFor(lastingHome(first)));
  const entry = recentOf(first);
  if (load<u64>(entry, recent) == first) store<u32>(entry, firstColumnOf(line), recent + 12);
}

export function pagesInUse(): u32 {
  return pagesUsed;
}

/** Whether a transaction on a line of the page has yet to end, see timed/ready.ts. */
function isPagePending(slot: u32): bool {
  const first = lines + ((<usize>slot) << LINE_BITS) * lineStride + readyOffset;
  for (let i: usize = 0; i < LINES_PER_PAGE; i++) if (load<u64>(first + i * lineStride) > now) return true;
  return false;
}

function isPageNeeded(slot: u32): bool {
  const from = holders + <usize>slot * LINES_PER_PAGE * HOLDER_BYTES;
  const to = from + LINES_PER_PAGE * HOLDER_BYTES;
  for (let at = from; at < to; at += 16) if (v128.any_true(v128.load(at))) return true;
  return timed && isPagePending(slot);
}

/** Whether an L3 holds a line of the page. */
function pageIsShared(slot: u32): bool {
  const first = slot << LINE_BITS;
  for (let i: u32 = 0; i < LINES_PER_PAGE; i++) if (nextShared(first + i, 0) != NOBODY) return true;
  return false;
}

/** Takes back every page of which no line is held, nor under way, and rebuilds the chains. */
function collect(): void {
  memory.fill(buckets, 0, (<usize>bucketMask + 1) << 2);
  forgetRecent();
  freePage = 0;
  freePages = 0;
  for (let slot: u32 = 0; slot < pagesUsed; slot++) {
    const at = header(slot);
    const page = load<u64>(at);
    if (page != NO_PAGE && (isPageNeeded(slot) || (hasShared && pageIsShared(slot)))) {
      const bucket = bucketOf(page);
      store<u32>(at + 8, load<u32>(bucket));
      store<u32>(bucket, slot + 1);
    } else {
      store<u64>(at, NO_PAGE);
      store<u32>(at + 8, freePage);
      freePage = slot;
      freePages++;
    }
  }
}

function needed(pageSlots: u32, vectors: u32): u64 {
  const perPage: u64 = <u64>LINES_PER_PAGE * (HOLDER_BYTES + lineStride) + PAGE_HEADER_BYTES + COLUMN_BYTES;
  return <u64>growing + pageSlots * perPage + <u64>vectors * slotBytes + 256;
}

/** Moves the growing regions to their places for more room; false if memory ends first. */
function relay(pageSlots: u32, vectors: u32): bool {
  const bytes = needed(pageSlots, vectors);
  if (pageSlots > MAX_PAGES || bytes > limitBytes) return false;
  const have = (<u64>memory.size()) << 16;
  if (bytes > have && memory.grow(<i32>((bytes - have + 0xffff) >> 16)) < 0) return false;
  const all: usize = (<usize>pageSlots) << LINE_BITS;
  const newPages = growing + all * HOLDER_BYTES;
  const newColumns = newPages + <usize>pageSlots * PAGE_HEADER_BYTES;
  const newLines = (newColumns + <usize>pageSlots * COLUMN_BYTES + 7) & ~7;
  const newPool = (newLines + all * lineStride + 15) & ~15;
  const oldLines: usize = (<usize>pageRoom) << LINE_BITS;
  // From the last region to the first: each moves up over ground that is already free.
  memory.copy(newPool, pool, <usize>poolRoom * slotBytes);
  memory.copy(newLines, lines, oldLines * lineStride);
  memory.copy(newColumns, columns, <usize>pageRoom * COLUMN_BYTES);
  memory.copy(newPages, pages, <usize>pageRoom * PAGE_HEADER_BYTES);
  memory.fill(newLines + oldLines * lineStride, 0, (all - oldLines) * lineStride);
  memory.fill(growing + oldLines * HOLDER_BYTES, 0, (all - oldLines) * HOLDER_BYTES);
  placeGrowing(growing, newPages, newColumns, newLines, newPool, vectors);
  pageRoom = pageSlots;
  forgetRecent();
  return true;
}

/** Makes the growing regions empty, with room for `pageSlots` pages; false if memory is short. */
export function resetPages(pageSlots: u32, limit: u64): bool {
  limitBytes = limit;
  // A prefetch stays in its region, which is that of one page or more.
  pagesAtOnce =
    kind == PREFETCH_NONE ? 1 : max<u32>(1, ((<u32>1) << (<u32>REGION_BITS)) >> (LINE_BITS + lineShift));
  pageRoom = 0;
  pagesUsed = 0;
  freePages = 0;
  resetSlots();
  placeGrowing(growing, growing, growing, growing, growing, 0);
  memory.fill(buckets, 0, (<usize>bucketMask + 1) << 2);
  return relay(pageSlots, 0);
}

/**
 * Makes room for more pages: takes back those that nobody holds, and doubles the room
 * when that gave less than half of it. False if memory ends first.
 */
export function makeRoomForPages(): bool {
  if (!unlimited && !classifying) {
    collect();
    if (freePages > pageRoom >> 1) return true;
  }
  if (relay(pageRoom << 1, poolRoom)) return true;
  return freePages >= pagesAtOnce || relay(pageRoom + (pageRoom >> 3) + pagesAtOnce, poolRoom);
}

/** Makes sure that `count` references can each take a sharer vector. */
export function makeRoomForVectors(count: u32): bool {
  if (!slotBytes) return true;
  if (freeSlots() >= count) return true;
  return relay(pageRoom, poolRoom + (poolRoom >> 1) + count);
}
