/** The compiled core: one WebAssembly instance over a memory of its own. */
import { instantiateSync } from '@assemblyscript/loader';
import { CORE_BASE64 } from './core.generated.js';

/** What assembly/index.ts exports. Pointers and counts are u32: read them with `unsigned`. */
export interface CoreExports {
  readonly accesses: WebAssembly.Global;
  readonly accounts: WebAssembly.Global;
  readonly addresses: WebAssembly.Global;
  readonly blockBytes: WebAssembly.Global;
  readonly buses: WebAssembly.Global;
  readonly cache: WebAssembly.Global;
  readonly classes: WebAssembly.Global;
  readonly contexts: WebAssembly.Global;
  readonly counters: WebAssembly.Global;
  readonly descriptors: WebAssembly.Global;
  readonly changes: WebAssembly.Global;
  readonly chances: WebAssembly.Global;
  readonly memoryHash: WebAssembly.Global;
  readonly executed: WebAssembly.Global;
  readonly uncachedAccesses: WebAssembly.Global;
  readonly eventCount: WebAssembly.Global;
  readonly events: WebAssembly.Global;
  readonly fault: WebAssembly.Global;
  readonly fed: WebAssembly.Global;
  readonly gaps: WebAssembly.Global;
  readonly haltedAt: WebAssembly.Global;
  readonly image: WebAssembly.Global;
  readonly images: WebAssembly.Global;
  /** Bytes from one processor's copies to the next one's. */
  readonly copyStride: WebAssembly.Global;
  readonly instructionsSkipped: WebAssembly.Global;
  readonly lanes: WebAssembly.Global;
  readonly lines: WebAssembly.Global;
  readonly lineStride: WebAssembly.Global;
  readonly lockBytes: WebAssembly.Global;
  readonly lockCount: WebAssembly.Global;
  readonly locks: WebAssembly.Global;
  readonly messages: WebAssembly.Global;
  readonly meta: WebAssembly.Global;
  readonly missingPage: WebAssembly.Global;
  readonly pBits: WebAssembly.Global;
  readonly program: WebAssembly.Global;
  readonly ranges: WebAssembly.Global;
  readonly records: WebAssembly.Global;
  readonly hopCycles: WebAssembly.Global;
  readonly responseOffsets: WebAssembly.Global;
  readonly routeOffsets: WebAssembly.Global;
  readonly routes: WebAssembly.Global;
  readonly rights: WebAssembly.Global;
  readonly runners: WebAssembly.Global;
  readonly sets: WebAssembly.Global;
  readonly splits: WebAssembly.Global;
  readonly stopReason: WebAssembly.Global;
  readonly table: WebAssembly.Global;
  readonly upper: WebAssembly.Global;
  readonly upperBlockBytes: WebAssembly.Global;
  readonly upperLanes: WebAssembly.Global;
  readonly upperSets: WebAssembly.Global;
  readonly wordsOut: WebAssembly.Global;
  setMachine(
    processors: number,
    lineShift: number,
    wordShift: number,
    coherent: boolean,
    instructionsAsReads: boolean,
    classifying: boolean,
    seed: number,
  ): void;
  setCache(sets: number, ways: number, policy: number, treeBits: boolean): void;
  setUpper(
    sets: number,
    ways: number,
    policy: number,
    treeBits: boolean,
    writeThrough: boolean,
    allocates: boolean,
  ): void;
  setNodes(
    nodes: number,
    organisation: number,
    pointers: number,
    regionMembers: number,
    directorySets: number,
    directoryWays: number,
    wordInvalidates: boolean,
    tracksNodes: boolean,
    owningStates: number,
    yieldingStates: number,
  ): void;
  setPlacement(
    policy: number,
    node: number,
    pageShift: number,
    intervalReferences: number,
    rangeCount: number,
    homesBits: number,
  ): void;
  /** `references`: of the window; 0 keeps no time. */
  setClocks(
    references: number,
    instruction: number,
    l1: number,
    l2: number,
    l3: number,
    snoop: number,
    threads: number,
    migration: number,
  ): void;
  setTLBTiming(second: number, walk: number): void;
  setBusTiming(split: boolean, arbitration: number, request: number, bytesPerCycle: number): void;
  setNetworkTiming(
    local: number,
    bytesPerCycle: number,
    header: number,
    links: number,
    routeEntries: number,
    routeShift: number,
    partsKinds: boolean,
  ): void;
  setDirectoryTiming(lookup: number, occupancy: number): void;
  setMemoryTiming(
    channels: number,
    banks: number,
    rowBytes: number,
    keepsRows: boolean,
    hit: number,
    empty: number,
    conflict: number,
    bytesPerCycle: number,
    writeEntries: number,
  ): void;
  /** When the last of what nobody waited for is over. */
  lastBusy(): bigint;
  setBuffers(stores: number, forwards: boolean, lazily: boolean, misses: number, merges: boolean): void;
  setShape(
    threads: number,
    clusterShare: number,
    dirtyStates: number,
    capacity: number,
    tellsFetches: boolean,
    prefetches: boolean,
  ): void;
  setLevel(
    index: number,
    sets: number,
    ways: number,
    policy: number,
    writeThrough: boolean,
    allocates: boolean,
    inclusion: number,
    seed: number,
  ): void;
  setTLB(
    pageBits: number,
    firstSets: number,
    firstWays: number,
    secondSets: number,
    secondWays: number,
  ): void;
  setPrefetcher(kind: number, degree: number, distance: number, entries: number, canPrefetch: boolean): void;
  setIslands(count: number): void;
  setProgram(
    threads: number,
    instructions: number,
    imageBytes: number,
    copyBytes: number,
    spaceBase: number,
    spaceBytes: number,
    tracking: boolean,
    rightsShift: number,
    rightsTables: number,
    queueEntries: number,
  ): void;
  setUncached(firstLine: number, lastLine: number): void;
  setTracing(on: boolean): void;
  setWatching(on: boolean): void;
  setListening(on: boolean): void;
  dropEvents(): void;
  resetExecution(scheduled: boolean, slackBits: number, seed: bigint, model: number): void;
  /** Executes for about so many cycles of all processors, and in no case more; returns why it stopped. */
  execute(most: bigint, atMost: bigint): number;
  /** Whether the hash of what changes in memory is kept, from 0 on. */
  setHashing(on: boolean): void;
  purge(firstLine: number, lastLine: number, keep: boolean): void;
  /** A processor's caches write back what is dirty of the lines, and with `drops` give up all; returns how many. */
  release(processor: number, firstLine: number, lastLine: number, drops: boolean): number;
  settleRunners(): void;
  /** A thread leaves its processor: its stores are done, its reservation is lost. */
  suspend(thread: number): void;
  /** Places the fixed regions; returns their end in bytes. */
  lay(bucketBits: number): bigint;
  resetPages(pageSlots: number, limitBytes: bigint): number;
  resetRun(): void;
  settleExchanges(): void;
  run(count: number): void;
  /** Of a run that keeps time: no more records come. */
  finish(): void;
  /** Makes what times are kept complete. */
  settleHits(): void;
  passTime(references: number): void;
  pagesInUse(): number;
  lineAddressOf(line: number): bigint;
}

export interface Core {
  readonly exports: CoreExports;
  readonly memory: WebAssembly.Memory;
}

const PAGE_BYTES = 65536;
/** Pages of a full 32-bit memory. */
const MOST_PAGES = 65536;

let compiled: WebAssembly.Module | undefined;

const coreModule = (): WebAssembly.Module => {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(CORE_BASE64), (c) => c.charCodeAt(0)));
  return compiled;
};

/** A new core with empty memory; the module is compiled once a process. */
export const createCore = (): Core => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const instance = instantiateSync<Record<string, unknown>>(coreModule(), { env: { memory } });
  // The shape of the exports is that of assembly/index.ts, which no type of the loader can know.
  return { exports: instance.exports as unknown as CoreExports, memory };
};

/** The value of an exported u32. */
export const unsigned = (global: WebAssembly.Global): number => Number(global.value) >>> 0;

/** Grows memory to at least `bytes`; false if there is no more. */
export const growTo = (memory: WebAssembly.Memory, bytes: number): boolean => {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing <= 0) return true;
  try {
    memory.grow(missing);
    return true;
  } catch {
    return false;
  }
};
