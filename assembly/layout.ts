/**
 * The memory map: every region of linear memory.
 *
 *   1024          the module's own static data, up to __heap_base
 *   FIXED, and so constants in the compiled loops
 *   ├─ table        EVENTS × STATES packed cells (u32), see transition.ts          512 B
 *   ├─ recent       pages looked up lately, see pages.ts              RECENT × 16 B
 *   ├─ addresses    input: u64 byte addresses, see record.ts    INPUT_RECORDS × 8 B
 *   ├─ meta         input: processor, operation, bytes          INPUT_RECORDS × 4 B
 *   ├─ counters     one record a processor, see counters.ts   P × COUNTER_STRIDE B
 *   │
 *   │  computed once, from the configuration
 *   ├─ cache        blocks of the coherent cache, see cache.ts   sets × P' × blockBytes
 *   ├─ upper        blocks of the L1 above it (two-level only)   sets × P' × blockBytes
 *   ├─ shadow       fully associative LRU lists (classification), see classify.ts
 *   ├─ buckets      heads of the page table's chains (u32), see pages.ts
 *   ├─ messages, wordsOut, nodeTable   what goes between nodes, see messages.ts
 *   ├─ exchanges                       the same, as the loop counts it, see exchanges.ts
 *   ├─ homes, ranges                  which node is home to a page, see placement.ts
 *   ├─ directory    entries of sparse directories, see sparse.ts
 *   ├─ program, contexts, runners, order, events, locks, queues   what executes programs, see execute/
 *   ├─ image, images, born, latest, writers    values, see execute/values.ts
 *   ├─ uncached, rights                        lines and pages set apart, see execute/access.ts
 *   ├─ hierarchy    what else machines have of caches, see hierarchy.ts
 *   ├─ …            what a run that keeps time needs, see timed/regions.ts
 *   │
 *   │  what follows grows with the lines in use, and moves when it grows (pages.ts)
 *   ├─ holders      who holds each line, see holders.ts                      8 B a line
 *   ├─ pages        one header a page of LINES_PER_PAGE lines                     16 B
 *   ├─ columns      where each page is at home, see pages.ts                      4 B
 *   ├─ lines        states, where they are not in blocks (hierarchy.ts), directory entry, history
 *   └─ pool         sharer vectors of machines above 64 processors   slotBytes a slot
 *
 * P' is P rounded up to a power of two, so that a block's index is `set << pBits | processor`.
 */
import { EVENTS, STATES } from './codes';

/** Lines of one page of the page table; line numbers are `page slot × LINES_PER_PAGE + line in page`. */
export const LINE_BITS: u32 = 6;
export const LINES_PER_PAGE: u32 = 1 << LINE_BITS;
/** Records of one input batch. */
export const BATCH_RECORDS: u32 = 1 << 16;
/** A record of 4095 bytes touches no more lines of 4 bytes than this. */
export const PIECES: u32 = 1088;
/** Behind them: a record that is none of the input's. */
export const SCRATCH_RECORD: u32 = BATCH_RECORDS + PIECES;
export const INPUT_RECORDS: u32 = SCRATCH_RECORD + 32;
/** Entries of the direct-mapped table of pages looked up lately. */
export const RECENT_BITS: u32 = 16;
export const RECENT: u32 = 1 << RECENT_BITS;
export const RECENT_BYTES: u32 = 16;
/** Where in a processor's record the tallies start, and behind them what the loop keeps: see counters.ts. */
export const TALLIES: u32 = 8 * EVENTS * STATES * 8;
export const LAST: u32 = TALLIES + 512;
/** Not a multiple of 4096, so that processors do not contend for one set of the host's cache. */
export const COUNTER_STRIDE: u32 = LAST + 64;
export const PAGE_HEADER_BYTES: u32 = 16;
/** Of a page, for where it is at home. */
export const COLUMN_BYTES: u32 = 4;
/** Sharing is told by words of four bytes, the narrowest that lines have. */
export const HISTORY_SHIFT: u32 = 2;
/** Of a line, for who holds it: see holders.ts. */
export const HOLDER_BYTES: u32 = 8;
/** A tag that no line has. */
export const EMPTY: u32 = 0xffffffff;

// Geometry
export let processors: u32 = 0;
export let pBits: u32 = 0;
export let lineShift: u32 = 0;
/** `lineShift` of lines of 64 bytes, for which there are loops of their own. */
export const LINE_64_SHIFT: u32 = 6;
export let lineBytes: u32 = 0;
/** lineBytes − 1. */
export let lineMask: u32 = 0;
/** The highest processor number. */
export let lastProcessor: u32 = 0;
export let wordShift: u32 = 0;
export let coherent: bool = true;
export let instructionsAsReads: bool = false;
export let unlimited: bool = false;
/** Whether states lie beside the line, a byte a processor, and not in blocks of a cache. */
export let keepsStates: bool = false;
/** Lines that one processor can hold, if there is a limit. */
export let capacity: u32 = 0;
export let twoLevel: bool = false;
export let classifying: bool = false;
export let seed: u32 = 0;

/** Coherent cache: sets, ways, ways with padding, bytes of a block, policy. */
export let sets: u32 = 0;
/** sets − 1. */
export let setMask: u32 = 0;
/** Bytes of the blocks of one set, of all processors. */
export let setBytes: u32 = 0;
export let ways: u32 = 0;
export let lanes: u32 = 0;
export let blockBytes: u32 = 0;
export let policy: u32 = 0;
/** The L1 above it. */
export let upperSets: u32 = 0;
export let upperWays: u32 = 0;
export let upperLanes: u32 = 0;
export let upperBlockBytes: u32 = 0;
export let upperPolicy: u32 = 0;
export let upperWriteThrough: bool = false;
export let upperAllocates: bool = true;

/** Nodes of a machine with directories, 0 on a bus, and the processors of one. */
export let nodes: u32 = 0;
export let nodeShare: u32 = 1;
export let directed: bool = false;
/** Whether directories know nodes, within which caches snoop, in place of processors. */
export let tracksNodes: bool = false;
/** A machine that executes programs, see execute/. Bytes of its memory, all address spaces together. */
export let executing: bool = false;
export let imageBytes: u32 = 0;
/** Bytes of which each processor may have copies: all of memory, or in a cluster its node's. */
export let copyBytes: u32 = 0;
/** From one processor's copies to the next one's. */
export let copyStride: u32 = 0;
/** The first address that may be used in an address space, and the end of one. */
export let spaceBase: u64 = 0;
export let spaceBytes: u64 = 0;
export let threads: u32 = 0;
/** Instructions of the program. */
export let programLength: u32 = 0;
/** Whether each word remembers the write that it came of. */
export let tracking: bool = false;
/** Units of memory that is shared by software: bytes as a shift, and how many tables of rights. */
export let rightsShift: u32 = 0;
export let rightsTables: u32 = 0;
/** Stores of each thread that may wait, and the bytes of its queue: see execute/store-queue.ts. */
export let queueEntries: u32 = 0;
export let queueBytes: u32 = 0;
const THREAD_BYTES: u32 = 512;
/** Of a queue of stores that wait, and of each of them: see execute/store-queue.ts. */
export const QUEUE_HEADER_BYTES: u32 = 16;
export const QUEUE_ENTRY_BYTES: u32 = 32;
const RUNNER_BYTES: u32 = 64;
/** Lest the copies of one line contend for one set of the host's cache: an odd number of its lines. */
const COPY_GAP: u32 = 5 * 64;
const EVENTS_BYTES: u32 = 1 << 18;
/** Locks that are counted, by how many threads there are. */
const LOCKS_BYTES: u32 = 1 << 18;
const MOST_LOCKS: u32 = 256;
const LEAST_LOCKS: u32 = 8;

// Regions
const FIXED: usize = 16384;
export const table: usize = FIXED;
export const recent: usize = table + 4096;
export const addresses: usize = recent + RECENT * RECENT_BYTES;
export const meta: usize = addresses + INPUT_RECORDS * 8;
/** From half of a record's address in `addresses` to its meta. */
export const META_OFFSET: usize = meta - addresses / 2;
export const counters: usize = meta + INPUT_RECORDS * 4;
export let cache: usize = 0;
export let upper: usize = 0;
export let shadow: usize = 0;
export let buckets: usize = 0;
export let bucketMask: u32 = 0;
export let program: usize = 0;
export let contexts: usize = 0;
export let runners: usize = 0;
export let order: usize = 0;
export let events: usize = 0;
export let queues: usize = 0;
export let image: usize = 0;
export let images: usize = 0;
export let locks: usize = 0;
/** Bytes of what is counted of one lock, and of how many locks that is, see execute/locks.ts. */
export let lockBytes: u32 = 0;
export let lockRoom: u32 = 0;
export let born: usize = 0;
export let latest: usize = 0;
export let writers: usize = 0;
export let uncached: usize = 0;
export let rights: usize = 0;
export let growing: usize = 0;

/** Classification: words of a line. */
export let historyWords: u32 = 0;
/** Bytes of one line's record in `lines`, and where its history starts. */
export let lineStride: u32 = 0;
export let historyOffset: u32 = 0;
/** Where in a line's record is when its last transaction ends, see timed/ready.ts. */
export let readyOffset: u32 = 0;
/** What hierarchies add to a line's record, behind the states. */
let partBytes: u32 = 0;
/** Where in a line's record its directory entry is, and its bytes. */
let entryBytes: u32 = 0;
export let entryOffset: u32 = 0;
export let slotWords: u32 = 0;
export let slotBytes: u32 = 0;

// @ts-ignore: decorator
@inline
export function align64(x: u64): u64 {
  return (x + 63) & ~63;
}

function nextPowerOfTwo(x: u32): u32 {
  let n: u32 = 1;
  while (n < x) n <<= 1;
  return n;
}

/** Ways with padding: whole vectors, and for the tree's bits a power of two. */
export function paddedWays(ways: u32, treeBits: bool): u32 {
  const padded = (ways + 3) & ~3;
  const tree = nextPowerOfTwo(ways);
  return treeBits && tree > padded ? tree : padded;
}

/** Whether the run keeps time, see timed/. */
export let timed: bool = false;

export function setTimed(on: bool): void {
  timed = on;
}

export function setMachine(
  processors_: u32,
  lineShift_: u32,
  wordShift_: u32,
  coherent_: bool,
  instructionsAsReads_: bool,
  classifying_: bool,
  seed_: u32,
): void {
  processors = processors_;
  pBits = 0;
  while ((<u32>1) << pBits < processors_) pBits++;
  lastProcessor = processors_ - 1;
  lineShift = lineShift_;
  lineBytes = 1 << lineShift_;
  lineMask = lineBytes - 1;
  wordShift = wordShift_;
  coherent = coherent_;
  instructionsAsReads = instructionsAsReads_;
  classifying = classifying_;
  seed = seed_;
}

/** The coherent cache; `sets_ = 0` means unlimited. */
export function setCache(sets_: u32, ways_: u32, policy_: u32, treeBits: bool): void {
  unlimited = sets_ == 0;
  keepsStates = unlimited;
  capacity = sets_ * ways_;
  sets = unlimited ? 1 : sets_;
  ways = ways_;
  policy = policy_;
  lanes = paddedWays(ways_, treeBits);
  blockBytes = unlimited ? 0 : lanes * 8;
  setMask = sets - 1;
  setBytes = blockBytes << pBits;
}

/** Processors that share a core's caches, and those that share an L3. */
export let coreThreads: u32 = 1;
export let clusterShare: u32 = 1;

/**
 * For the general loop (hierarchy.ts): states lie beside the line, and behind them so many bytes of
 * whatever else is kept of it. `capacity_ = 0`: without a limit.
 */
export function setStates(coreThreads_: u32, clusterShare_: u32, capacity_: u32, partBytes_: u32): void {
  keepsStates = true;
  coreThreads = coreThreads_;
  clusterShare = clusterShare_;
  unlimited = capacity_ == 0;
  capacity = capacity_;
  partBytes = partBytes_;
}

/** Regions that hierarchies need are placed before those that grow. */
export function setGrowing(at: u64): void {
  growing = <usize>at;
}

/** The L1 above the coherent cache; `sets_ = 0` means that there is none. */
export function setUpper(
  sets_: u32,
  ways_: u32,
  policy_: u32,
  treeBits: bool,
  writeThrough: bool,
  allocates: bool,
): void {
  twoLevel = sets_ != 0;
  upperSets = sets_;
  upperWays = ways_;
  upperPolicy = policy_;
  upperLanes = paddedWays(ways_, treeBits);
  upperBlockBytes = twoLevel ? upperLanes * 8 : 0;
  upperWriteThrough = writeThrough;
  upperAllocates = allocates;
}

/** A machine that executes programs; `threads_ = 0` means that it runs references. */
export function setProgram(
  threads_: u32,
  programLength_: u32,
  imageBytes_: u32,
  copyBytes_: u32,
  spaceBase_: u32,
  spaceBytes_: u32,
  tracking_: bool,
  rightsShift_: u32,
  rightsTables_: u32,
  queueEntries_: u32,
): void {
  executing = threads_ != 0;
  threads = threads_;
  programLength = programLength_;
  imageBytes = imageBytes_;
  copyBytes = copyBytes_;
  copyStride = ((copyBytes_ + 4095) & ~4095) + COPY_GAP;
  spaceBase = spaceBase_;
  spaceBytes = spaceBytes_;
  tracking = tracking_;
  rightsShift = rightsShift_;
  rightsTables = rightsTables_;
  queueEntries = queueEntries_;
  queueBytes = queueEntries_ ? QUEUE_HEADER_BYTES + queueEntries_ * QUEUE_ENTRY_BYTES : 0;
}

/** Places what executing needs, from `at` on. */
export function layProgram(from: u64): u64 {
  const bytes: u64 = imageBytes;
  let at = from;
  program = <usize>at;
  at = align64(at + <u64>programLength * 8);
  contexts = <usize>at;
  at += <u64>threads * THREAD_BYTES;
  runners = <usize>at;
  at += <u64>processors * RUNNER_BYTES;
  order = <usize>at;
  at += (<u64>32) << pBits;
  events = <usize>at;
  at += EVENTS_BYTES;
  lockBytes = 64 + ((threads * 24 + 63) & ~63);
  lockRoom = max<u32>(min<u32>(LOCKS_BYTES / lockBytes, MOST_LOCKS), LEAST_LOCKS);
  locks = <usize>at;
  at += MOST_LOCKS * 8 + <u64>lockRoom * lockBytes;
  queues = <usize>at;
  at = align64(at + <u64>threads * queueBytes);
  image = <usize>at;
  at = align64(at + bytes);
  images = <usize>at;
  at = align64(at + <u64>copyStride * processors);
  born = <usize>at;
  at = align64(at + (tracking ? bytes + <u64>copyStride * processors : 0));
  latest = <usize>at;
  at = align64(at + (tracking ? bytes : 0));
  writers = <usize>at;
  at = align64(at + (tracking ? bytes : 0));
  uncached = <usize>at;
  at = align64(at + (bytes >> (<u64>lineShift)) + 1);
  rights = <usize>at;
  return align64(at + <u64>rightsTables * ((spaceBytes >> rightsShift) + 1));
}

/** A machine of nodes; `nodes_ = 0` means that there is none. */
export function setNodeShape(nodes_: u32, tracksNodes_: bool, entryBytes_: u32): void {
  directed = nodes_ != 0;
  nodes = nodes_;
  nodeShare = directed ? processors / nodes_ : 1;
  tracksNodes = tracksNodes_;
  entryBytes = entryBytes_;
}

/** Computes the record of a line and of a sharer vector. */
function layLines(): void {
  const vectors: bool = processors > 64;
  slotWords = (processors + 63) >> 6;
  slotBytes = vectors ? 8 + slotWords * 8 : 0;
  historyWords = classifying ? (<u32>1) << (lineShift - HISTORY_SHIFT) : 0;
  entryOffset = keepsStates ? (processors + 3) & ~3 : 0;
  entryOffset += partBytes;
  readyOffset = entryOffset + (directed ? entryBytes : 0);
  historyOffset = readyOffset + (timed ? 8 : 0);
  // write count, three u32 a word, two u32 a processor: see classify.ts
  lineStride = historyOffset + (classifying ? 4 + historyWords * 12 + processors * 8 : 0);
}

/** Bytes of one processor's shadow list. */
export function shadowBytes(): u32 {
  return classifying && !unlimited ? (capacity + 1) * 12 : 0;
}

/**
 * Places what every machine has and says where it ends, in bytes from 0; setup.ts places the rest.
 */
export function lay(bucketBits: u32): u64 {
  layLines();
  const blocks: u64 = (<u64>sets) << pBits;
  if (__heap_base > FIXED) unreachable();
  let at: u64 = align64(<u64>counters + <u64>processors * COUNTER_STRIDE);
  cache = <usize>at;
  at = align64(at + blocks * blockBytes);
  upper = <usize>at;
  at = align64(at + ((<u64>upperSets) << pBits) * upperBlockBytes);
  shadow = <usize>at;
  at = align64(at + <u64>processors * shadowBytes());
  buckets = <usize>at;
  bucketMask = ((<u32>1) << bucketBits) - 1;
  at = align64(at + ((<u64>4) << bucketBits));
  growing = <usize>at;
  return at;
}
