/**
 * What machines with directories need of the memory, and what they are told of themselves; the map
 * is in layout.ts. A machine on a bus has none of it.
 */
import { align64, nodes, paddedWays, processors, setNodeShape } from './layout';
import { entryBytesOf } from './organisations';

/** Of a directory of nodes: a bit for each state, set if no other node's copy can be newer. */
export let owningStates: u32 = 0;
/** The same: a bit for each state whose holders in other nodes leave the answer to the home. */
export let yieldingStates: u32 = 0;
/** The directory's organisation, see directory.ts. */
export let organisation: u32 = 0;
export let pointers: u32 = 0;
/** What one bit of a coarse vector stands for: processors, or nodes. */
export let regionMembers: u32 = 1;
export let directorySets: u32 = 0;
export let directoryWays: u32 = 0;
export let directoryLanes: u32 = 0;
/** Whether another processor's BusWr takes copies away. */
export let wordInvalidates: bool = false;
/** Placement, see placement.ts. */
export let placement: u32 = 0;
export let placementNode: u32 = 0;
export let pageShift: u32 = 0;
export let intervalReferences: u64 = 1;
export let rangeCount: u32 = 0;
export let homesMask: u32 = 0;
export const MESSAGE_TYPES: u32 = 18;
/** Of exchanges, see exchanges.ts: kinds, bytes of a count as a shift, and nodes whose counts lie together. */
export const EXCHANGES: u32 = 64;
export const COLUMN_SHIFT: u32 = 2;
export const BLOCK_BITS: u32 = 6;
/** No column: beyond that of any node. */
export const NO_COLUMN: u32 = 0xffffffff;
export const HOME_BYTES: u32 = 16;
export const RANGE_BYTES: u32 = 24;

// Regions
export let messages: usize = 0;
export let nodeTable: usize = 0;
export let wordsOut: usize = 0;
export let exchanges: usize = 0;
/** Bytes of a processor's exchanges with one block of nodes, of one kind and of all, and with all nodes. */
export let kindBytes: u32 = 0;
export let nodeBlockBytes: u32 = 0;
export let exchangeBytes: u32 = 0;
export let homes: usize = 0;
export let ranges: usize = 0;
export let directory: usize = 0;

/** A machine with directories; `nodes_ = 0` means that there is none. */
export function setNodes(
  nodes_: u32,
  organisation_: u32,
  pointers_: u32,
  regionMembers_: u32,
  directorySets_: u32,
  directoryWays_: u32,
  wordInvalidates_: bool,
  tracksNodes_: bool,
  owningStates_: u32,
  yieldingStates_: u32,
): void {
  setNodeShape(nodes_, tracksNodes_, entryBytesOf(organisation_));
  organisation = organisation_;
  pointers = pointers_;
  regionMembers = regionMembers_;
  directorySets = directorySets_;
  directoryWays = directoryWays_;
  directoryLanes = paddedWays(directoryWays_, false);
  wordInvalidates = wordInvalidates_;
  owningStates = owningStates_;
  yieldingStates = yieldingStates_;
}

/** `homesBits`: room for pages placed by touch, as a power of two. */
export function setPlacement(
  placement_: u32,
  node: u32,
  pageShift_: u32,
  intervalReferences_: u32,
  rangeCount_: u32,
  homesBits: u32,
): void {
  placement = placement_;
  placementNode = node;
  pageShift = pageShift_;
  intervalReferences = max<u32>(intervalReferences_, 1);
  rangeCount = rangeCount_;
  homesMask = ((<u32>1) << homesBits) - 1;
}

/** Places what machines with directories need, from `at` on. */
export function layNodes(from: u64): u64 {
  const all: u64 = <u64>nodes * nodes;
  let at = from;
  messages = <usize>at;
  at = align64(at + all * MESSAGE_TYPES * 8);
  nodeTable = <usize>at;
  at = align64(at + <u64>processors * 2);
  wordsOut = <usize>at;
  at = align64(at + all * 8);
  exchanges = <usize>at;
  // Not a multiple of 4096, so that processors do not contend for one set of the host's cache.
  kindBytes = min<u32>(nodes, 1 << BLOCK_BITS) << COLUMN_SHIFT;
  nodeBlockBytes = kindBytes * EXCHANGES;
  exchangeBytes = (((nodes - 1) >> BLOCK_BITS) + 1) * nodeBlockBytes + 64;
  at = align64(at + <u64>processors * exchangeBytes);
  homes = <usize>at;
  at = align64(at + (<u64>homesMask + 1) * HOME_BYTES);
  ranges = <usize>at;
  at = align64(at + <u64>rangeCount * RANGE_BYTES);
  directory = <usize>at;
  return align64(at + <u64>nodes * directorySets * directoryLanes * 8);
}
