/**
 * What things take, in cycles, and how wide they are: as the host says before memory is laid out
 * (src/config/timing.ts says what each of them means).
 */
import { lineBytes, setTimed } from '../layout';

/** References that wait in the window, see window.ts. */
export let windowReferences: u32 = 0;
export let instructionCycles: u64 = 0;
export let l1Cycles: u64 = 0;
export let l2Cycles: u64 = 0;
export let l3Cycles: u64 = 0;
/** After a miss in the L1 TLB: to the L2 TLB, and to the page table besides if that misses too. */
export let secondTLBCycles: u64 = 0;
export let walkCycles: u64 = 0;
export let snoopCycles: u64 = 0;
/** What the system does besides copying when a page moves. */
export let migrationCycles: u64 = 0;

/** Processors of a core. */
export let threadsPerCore: u32 = 1;

/** The bus, or the buses within nodes. */
export let isSplit: bool = false;
export let arbitrationCycles: u64 = 0;
export let requestCycles: u64 = 0;
export let busBytesPerCycle: u32 = 1;
/** What a request takes of the bus. */
export let requestTransfer: u64 = 0;
/** A line over the bus. */
export let lineTransfer: u64 = 0;

export let localCycles: u64 = 0;
export let linkBytesPerCycle: u32 = 1;
export let headerBytes: u32 = 0;
/** A link is busy so long with a message that carries no data, and with one that carries a line. */
export let controlTransfer: u64 = 0;
export let dataTransfer: u64 = 0;
export let linkCount: u32 = 0;
/** Entries of all routes of a kind together, and bytes of one, as a power of two: see network.ts. */
export let routeEntries: u32 = 0;
export let routeShift: u32 = 0;
/** Whether responses have routes of their own. */
export let partsKinds: bool = false;

export let lookupCycles: u64 = 0;
export let occupancyCycles: u64 = 0;

export let channels: u32 = 1;
export let banks: u32 = 1;
/** Lines of a row. */
export let rowLines: u32 = 1;
export let keepsRows: bool = true;
export let rowHitCycles: u64 = 0;
export let rowEmptyCycles: u64 = 0;
export let rowConflictCycles: u64 = 0;
export let memoryBytesPerCycle: u32 = 1;
/** A line over a channel. */
export let channelTransfer: u64 = 0;
/** Writes to a channel that may be on their way, see memory.ts. */
export let writeEntries: u32 = 1;

/** Entries of each processor's store buffer, 0 if it has none, see store-buffer.ts. */
export let storeEntries: u32 = 0;
export let forwards: bool = false;
export let drainsLazily: bool = false;
/** Misses that a core can have outstanding, 0 if each is waited for, see outstanding.ts. */
export let missEntries: u32 = 0;
export let merges: bool = false;

/** Cycles of so many bytes. */
// @ts-ignore: decorator
@inline
export function cyclesOf(bytes: u32, perCycle: u32): u64 {
  return <u64>((bytes + perCycle - 1) / perCycle);
}

/** Cycles that a link is busy with words of a write. */
export function wordsTransfer(bytes: u32): u64 {
  return cyclesOf(headerBytes + bytes, linkBytesPerCycle);
}

/** `references = 0`: the run keeps no time, and nothing else here matters. */
export function setClocks(
  references: u32,
  instruction: u32,
  l1: u32,
  l2: u32,
  l3: u32,
  snoop: u32,
  threads: u32,
  migration: u32,
): void {
  setTimed(references != 0);
  windowReferences = references;
  instructionCycles = instruction;
  l1Cycles = l1;
  l2Cycles = l2;
  l3Cycles = l3;
  snoopCycles = snoop;
  threadsPerCore = threads;
  migrationCycles = migration;
}

/** `second`: 0 where there is no L2 TLB. */
export function setTLBTiming(second: u32, walk: u32): void {
  secondTLBCycles = second;
  walkCycles = walk;
}

export function setBusTiming(split: bool, arbitration: u32, request: u32, bytesPerCycle: u32): void {
  isSplit = split;
  arbitrationCycles = arbitration;
  requestCycles = request;
  requestTransfer = arbitrationCycles + requestCycles;
  busBytesPerCycle = bytesPerCycle;
  lineTransfer = cyclesOf(lineBytes, bytesPerCycle);
}

export function setNetworkTiming(
  local: u32,
  bytesPerCycle: u32,
  header: u32,
  links: u32,
  entries: u32,
  entryShift: u32,
  partsKinds_: bool,
): void {
  localCycles = local;
  linkBytesPerCycle = bytesPerCycle;
  headerBytes = header;
  controlTransfer = cyclesOf(header, bytesPerCycle);
  dataTransfer = cyclesOf(header + lineBytes, bytesPerCycle);
  linkCount = links;
  routeEntries = entries;
  routeShift = entryShift;
  partsKinds = partsKinds_;
}

export function setDirectoryTiming(lookup: u32, occupancy: u32): void {
  lookupCycles = lookup;
  occupancyCycles = occupancy;
}

export function setMemoryTiming(
  channels_: u32,
  banks_: u32,
  rowBytes: u32,
  keepsRows_: bool,
  hit: u32,
  empty: u32,
  conflict: u32,
  bytesPerCycle: u32,
  writeEntries_: u32,
): void {
  channels = channels_;
  banks = banks_;
  rowLines = max<u32>(rowBytes / lineBytes, 1);
  keepsRows = keepsRows_;
  rowHitCycles = hit;
  rowEmptyCycles = empty;
  rowConflictCycles = conflict;
  memoryBytesPerCycle = bytesPerCycle;
  channelTransfer = cyclesOf(lineBytes, bytesPerCycle);
  writeEntries = writeEntries_;
}

export function setBuffers(stores: u32, forwards_: bool, lazily: bool, misses: u32, merges_: bool): void {
  storeEntries = stores;
  forwards = forwards_;
  drainsLazily = lazily;
  missEntries = misses;
  merges = merges_;
}
