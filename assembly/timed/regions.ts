/**
 * The memory of a run that keeps time, behind the fixed regions of layout.ts:
 *
 *   gaps        input: cycles of computation before each record, u32         BATCH_RECORDS × 4 B
 *   accounts    one record a processor, see accounts.ts                     P × ACCOUNT_BYTES
 *   tree        who is next, see agents.ts                                          2 P' × 8 B
 *   calendars   when each resource is busy, see calendar.ts      resources × CALENDAR_BYTES
 *     per island: bus, data bus │ per node: bus, data bus, directory │ links │ banks │ channels
 *   rows        u64 a bank: its open row plus one, 0 if none is open, see memory.ts
 *   accesses    per memory: u64 × 5 reads, writes, row hits, empties, conflicts (64 B)
 *   classes     latencies by class, see classes.ts                   CLASSES × CLASS_BYTES
 *   stores      store buffers, see store-buffer.ts       P × storeEntries × STORE_BYTES
 *   stored      lines that stores go to, see store-buffer.ts    P × LINE_COUNTS × 2 B, if there are buffers
 *   misses      outstanding misses, see outstanding.ts    P × missEntries × MISS_BYTES
 *   writes      writes on their way to each channel, see memory.ts    channels × (writeEntries + 1) × 8 B
 *   told        u16 a node that a directory tells in vain, see request-time.ts
 *   routes      u32 × (N² + 1) offsets, of responses again where they differ, then link numbers of 2 or 4
 *               bytes, see network.ts
 *   hopCycles   u32 × N² cycles of a hop on the way between two nodes
 *   window      references that wait, and their gaps, see window.ts   chunks × CHUNK_BYTES, and half of that
 *
 * P' is P rounded up to a power of two, N the number of nodes. Islands are groups of processors with a bus and a
 * memory of their own, which share nothing: the nodes of a cluster. All other machines are one.
 */
import { BATCH_RECORDS, nodes, pBits, processors } from '../layout';
import {
  banks,
  channels,
  linkCount,
  missEntries,
  partsKinds,
  routeEntries,
  routeShift,
  storeEntries,
  windowReferences,
  writeEntries,
} from './settings';

export const ACCOUNT_BYTES: u32 = 448;
export const CALENDAR_BYTES: u32 = 320;
export const ACCESSES_BYTES: u32 = 64;
export const CLASSES: u32 = 10;
export const CLASS_BYTES: u32 = 4096;
export const STORE_BYTES: u32 = 40;
export const LINE_COUNT_BITS: u32 = 6;
export const LINE_COUNTS: u32 = 1 << LINE_COUNT_BITS;
export const MISS_BYTES: u32 = 16;
export const SLOT_BYTES: u32 = 16;
export const CHUNK_SLOTS: u32 = 31;
export const CHUNK_BYTES: u32 = 512;

export let gaps: usize = 0;
export let accounts: usize = 0;
export let tree: usize = 0;
/** The bus of each island, or of a split one that for requests, and the bus for data. */
export let buses: usize = 0;
let dataBuses: usize = 0;
export let nodeBuses: usize = 0;
export let nodeDataBuses: usize = 0;
export let directories: usize = 0;
export let links: usize = 0;
export let bankCalendars: usize = 0;
export let channelCalendars: usize = 0;
export let calendarsEnd: usize = 0;
export let rows: usize = 0;
export let accesses: usize = 0;
export let classes: usize = 0;
export let classesEnd: usize = 0;
export let stores: usize = 0;
export let storedLines: usize = 0;
export let misses: usize = 0;
export let writes: usize = 0;
export let told: usize = 0;
export let routeOffsets: usize = 0;
/** The same place where responses go the ways of requests. */
export let responseOffsets: usize = 0;
export let routes: usize = 0;
export let hopCycles: usize = 0;
export let windowChunks: usize = 0;
export let windowGaps: usize = 0;

let islands: u32 = 1;
/** Those of the island whose processor does something; `ownMemory`: its number. */
export let ownBus: usize = 0;
export let ownDataBus: usize = 0;
export let ownMemory: u32 = 0;

/** How many there are; before memory is laid out. */
export function setIslands(count: u32): void {
  islands = count;
}

/** A processor of an island is about to do something; processors are spread over the islands in order. */
// @ts-ignore: decorator
@inline
export function enterIsland(p: u32): void {
  if (islands > 1) moveTo((p * islands) / processors);
}

function moveTo(island: u32): void {
  ownBus = buses + <usize>island * CALENDAR_BYTES;
  ownDataBus = dataBuses + <usize>island * CALENDAR_BYTES;
  ownMemory = island;
}

/** Memories of the machine: one a node, or the one behind each bus. */
export function memories(): u32 {
  return max<u32>(nodes, islands);
}

let laid: u64 = 0;

/** Takes so many bytes for a region. */
function take(bytes: u64): usize {
  const at = <usize>laid;
  laid = (laid + bytes + 63) & ~63;
  return at;
}

function takeCalendars(count: u64): usize {
  return take(count * CALENDAR_BYTES);
}

/** Places the regions from `from` on; returns where they end. */
export function layTimed(from: u64): u64 {
  laid = from;
  gaps = take(<u64>BATCH_RECORDS * 4);
  accounts = take(<u64>processors * ACCOUNT_BYTES);
  tree = take((<u64>16) << pBits);
  buses = takeCalendars(islands);
  dataBuses = takeCalendars(islands);
  moveTo(0);
  nodeBuses = takeCalendars(nodes);
  nodeDataBuses = takeCalendars(nodes);
  directories = takeCalendars(nodes);
  links = takeCalendars(linkCount);
  const perMemory: u64 = <u64>channels * banks;
  bankCalendars = takeCalendars(memories() * perMemory);
  channelCalendars = takeCalendars(<u64>memories() * channels);
  calendarsEnd = <usize>laid;
  rows = take(memories() * perMemory * 8);
  accesses = take(<u64>memories() * ACCESSES_BYTES);
  classes = take(<u64>CLASSES * CLASS_BYTES);
  classesEnd = <usize>laid;
  stores = take(<u64>processors * storeEntries * STORE_BYTES);
  storedLines = take(storeEntries ? ((<u64>processors) << LINE_COUNT_BITS) * 2 : 0);
  misses = take(<u64>processors * missEntries * MISS_BYTES);
  writes = take(<u64>memories() * channels * (writeEntries + 1) * 8);
  told = take(<u64>processors * 2);
  const offsetBytes: u64 = (<u64>nodes * nodes + 1) * 4;
  routeOffsets = take(offsetBytes);
  responseOffsets = partsKinds ? take(offsetBytes) : routeOffsets;
  routes = take((<u64>routeEntries) << (routeShift + (partsKinds ? 1 : 0)));
  hopCycles = take(<u64>nodes * nodes * 4);
  // A chunk is where its address says that it is. Each processor's first and last may hold little.
  laid = (laid + CHUNK_BYTES - 1) & ~(<u64>CHUNK_BYTES - 1);
  const chunks = <u64>(windowReferences / CHUNK_SLOTS) + 2 * <u64>processors;
  windowChunks = take(chunks * CHUNK_BYTES);
  windowGaps = take(chunks * (CHUNK_BYTES >> 1));
  return laid;
}

/** Empties all of it but what the host wrote. */
export function clearTimed(): void {
  memory.fill(accounts, 0, tree - accounts);
  memory.fill(buses, 0, told - buses);
}
