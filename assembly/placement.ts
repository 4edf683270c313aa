/**
 * Which node is home to a line.
 *
 *   homes   {u64 page + 1, u32 node, u32 interval} × homesRoom   first and next touch: an open hash
 *   ranges  {u64 from, u64 to, u32 node, u32 unused} × rangeCount   written by the host
 *
 * A page that moves is copied, PageData going from its old home to the new one, and no TLB keeps an entry
 * of it; caches keep what they have of it, and its directory entries go along.
 *
 * First touch as in IRIX and Linux; migration on next touch as in H. Löf and S. Holmgren, Affinity-on-
 * Next-Touch: Increasing the Performance of an Industrial PDE Solver on a cc-NUMA System, 2005.
 */
import { TALLY_PAGE_MIGRATIONS, TALLY_TLB_SHOOTDOWNS, tally } from './counters';
import { LINES_PER_PAGE, LINE_BITS, lineShift, nodes } from './layout';
import {
  BLOCK_BITS,
  COLUMN_SHIFT,
  HOME_BYTES,
  NO_COLUMN,
  RANGE_BYTES,
  homes,
  homesMask,
  intervalReferences,
  nodeBlockBytes,
  pageShift,
  placement,
  placementNode,
  rangeCount,
  ranges,
} from './layout-nodes';
import { PAGE_DATA, send } from './messages';
import { hasTLB, shootDown } from './tlb';

export const LINE_INTERLEAVE: u32 = 0;
export const PAGE_INTERLEAVE: u32 = 1;
export const FIRST_TOUCH: u32 = 2;
export const BIND: u32 = 3;
export const RANGES: u32 = 4;
export const NEXT_TOUCH: u32 = 5;

/** No node: a page that nobody has touched, or that may yet move. */
export const NO_NODE: u32 = 0xffffffff;
/** 2^64 over the golden ratio: multiplicative hashing (Knuth, The Art of Computer Programming 3, 1973). */
const GOLDEN: u64 = 0x9e3779b97f4a7c15;

const BLOCK_MASK: u32 = (1 << BLOCK_BITS) - 1;

/** Where the page of the last request came from, or NO_NODE: it stays where it is. */
export let movedFrom: u32 = NO_NODE;

let homesUsed: u32 = 0;
/** Whether a page found no room: the run stops. */
export let homesFull: bool = false;
/** Of a line's number, the bits that choose among neighbouring homes, and from them to a column. */
let homeMask: u32 = 0;
let homeScale: u32 = 0;

export function clearHomes(): void {
  homesUsed = 0;
  homesFull = false;
  movedFrom = NO_NODE;
  chooseHomeBits();
  memory.fill(homes, 0, (<usize>homesMask + 1) * HOME_BYTES);
}

// @ts-ignore: decorator
@inline
function pageOf(lineAddress: u64): u64 {
  return (lineAddress << (<u64>lineShift)) >> (<u64>pageShift);
}

/** The node that interleaving gives to the index-th page or line. */
// @ts-ignore: decorator
@inline
function nodeAt(index: u64): u32 {
  // Division takes as long as the rest of a miss, and most machines have a power of two nodes.
  return nodes & (nodes - 1) ? <u32>(index % nodes) : (<u32>index) & (nodes - 1);
}

/** Which of the lines at its node a line is, where lines are at home on the nodes in turn. */
// @ts-ignore: decorator
@inline
export function withinNode(lineAddress: u64): u64 {
  return nodes & (nodes - 1) ? lineAddress / nodes : lineAddress >> (<u64>ctz(nodes));
}

/** Of lines that are neighbours at one home, the binary logarithm. */
function homeBits(): u32 {
  return placement == LINE_INTERLEAVE ? 0 : placement == BIND ? LINE_BITS : pageShift - lineShift;
}

/**
 * The home of the first line of a page of the page table (pages.ts), if it is known and will not
 * change, and those of the others follow from it by `columnAfter`; else NO_NODE.
 */
export function lastingHome(firstLine: u64): u32 {
  if (placement == NEXT_TOUCH || placement == RANGES) return NO_NODE;
  if (homeBits() < LINE_BITS && nodes & (nodes - 1)) return NO_NODE;
  if (placement == FIRST_TOUCH) {
    if (homeBits() < LINE_BITS || !load<u64>(findHome(pageOf(firstLine)))) return NO_NODE;
  }
  return homeOf(firstLine);
}

/** The column of a node, or of NO_NODE. */
export function columnFor(node: u32): u32 {
  if (node == NO_NODE) return NO_COLUMN;
  return (node >> BLOCK_BITS) * nodeBlockBytes + ((node & BLOCK_MASK) << COLUMN_SHIFT);
}

/** The node of a column. */
// @ts-ignore: decorator
@inline
export function nodeIn(column: u32): u32 {
  if (column < nodeBlockBytes) return column >> COLUMN_SHIFT;
  const block = column / nodeBlockBytes;
  return (block << BLOCK_BITS) | ((column - block * nodeBlockBytes) >> COLUMN_SHIFT);
}

/** Says which bits of a line's number in its page make its home another one than the first line's. */
function chooseHomeBits(): void {
  const bits = homeBits();
  homeMask = bits < LINE_BITS ? ((nodes - 1) << bits) & (LINES_PER_PAGE - 1) : 0;
  homeScale = (<u32>1) << (COLUMN_SHIFT + LINE_BITS - min(bits, LINE_BITS));
}

/** The column of a line's home in a row of exchanges, by that of the first line of its page. */
// @ts-ignore: decorator
@inline
export function columnAfter(first: u32, line: u32): u32 {
  // A product, because the host shifts by what varies only through one certain register.
  return first + (((line & homeMask) * homeScale) >> LINE_BITS);
}

/** Where the page is in the table, or where it would be. */
function findHome(page: u64): usize {
  let i = (<u32>((page * GOLDEN) >> 32)) & homesMask;
  let key = load<u64>(homes + <usize>i * HOME_BYTES);
  while (key && key != page + 1) {
    i = (i + 1) & homesMask;
    key = load<u64>(homes + <usize>i * HOME_BYTES);
  }
  return homes + <usize>i * HOME_BYTES;
}

function nodeInRanges(lineAddress: u64): u32 {
  const address = lineAddress << (<u64>lineShift);
  for (let i: u32 = 0; i < rangeCount; i++) {
    const at = ranges + <usize>i * RANGE_BYTES;
    if (address >= load<u64>(at) && address < load<u64>(at, 8)) return load<u32>(at, 16);
  }
  return NO_NODE;
}

/** A page moves from node to node, counted at `record`. */
function movePage(page: u64, record: usize, from: u32, to: u32): void {
  movedFrom = from;
  tally(record, TALLY_PAGE_MIGRATIONS, 1);
  send(PAGE_DATA, from, to);
  if (hasTLB) tally(record, TALLY_TLB_SHOOTDOWNS, shootDown(page, pageShift));
}

function touchPage(page: u64, record: usize, node: u32, interval: u32): u32 {
  const at = findHome(page);
  if (!load<u64>(at)) {
    if (homesUsed > homesMask - (homesMask >> 3)) {
      homesFull = true;
      return node;
    }
    homesUsed++;
    store<u64>(at, page + 1);
    store<u32>(at, node, 8);
    store<u32>(at, interval, 12);
    return node;
  }
  if (placement == NEXT_TOUCH && load<u32>(at, 12) != interval) {
    store<u32>(at, interval, 12);
    if (load<u32>(at, 8) != node) movePage(page, record, load<u32>(at, 8), node);
    store<u32>(at, node, 8);
  }
  return load<u32>(at, 8);
}

/** Home of a line that a processor requests, counted at `record`; its page is placed, or moved, where the policy says so. */
export function homeByTouch(lineAddress: u64, record: usize, node: u32, references: u64): u32 {
  movedFrom = NO_NODE;
  if (placement != FIRST_TOUCH && placement != NEXT_TOUCH) return homeOf(lineAddress);
  const interval = placement == NEXT_TOUCH ? <u32>(references / intervalReferences) : 0;
  return touchPage(pageOf(lineAddress), record, node, interval);
}

/** Home of a line as it is. */
export function homeOf(lineAddress: u64): u32 {
  switch (placement) {
    case LINE_INTERLEAVE:
      return nodeAt(lineAddress);
    case BIND:
      return placementNode;
    case RANGES: {
      const node = nodeInRanges(lineAddress);
      return node == NO_NODE ? nodeAt(pageOf(lineAddress)) : node;
    }
    case PAGE_INTERLEAVE:
      return nodeAt(pageOf(lineAddress));
    default:
      return load<u32>(findHome(pageOf(lineAddress)), 8);
  }
}
