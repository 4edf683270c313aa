/**
 * Values: what memory and each cache hold, byte for byte, so that a stale line holds a stale value.
 *
 *   image    u8 × imageBytes                 memory (an L3, which is never incoherent, is told with it)
 *   images   u8 × copyStride × P             what processor p's caches hold, where they hold the line: of all
 *                                            memory, or, in a cluster, of its own node's alone
 *   with `tracking`, beside them for each word of 4 bytes:
 *   born     u32 of memory's word, then u32 of each processor's: the number of the write it came of
 *   latest   u32, and writer u32 (thread + 1): the last write of all, and whose it was
 *
 * A copy moves a line at a time when it is filled, flushed or written back, and a word at a time when
 * it is updated or written through, each where the protocol's table says so.
 */
import {
  coherent,
  image,
  imageBytes,
  images,
  born,
  copyBytes,
  copyStride,
  latest,
  lineBytes,
  lineShift,
  tracking,
  writers,
} from '../layout';
import { lineAddressOf } from '../pages';
import { countChange } from './changes';
import { copiesOf, runnerAt } from './threads';

/** From an address in an image to its word's number, in bytes of u32: words have 4 bytes, so it is itself. */
// @ts-ignore: decorator
@inline
function wordOf(address: usize): usize {
  return address & ~3;
}

/** Where processor `p` has its copies. */
// @ts-ignore: decorator
@inline
export function imageOf(p: u32): usize {
  return copiesOf(runnerAt(p));
}

// @ts-ignore: decorator
@inline
function bornOf(p: u32): usize {
  return born + imageBytes + (copiesOf(runnerAt(p)) - images);
}

// @ts-ignore: decorator
@inline
function startOf(line: u32): usize {
  return <usize>(lineAddressOf(line) << (<u64>lineShift));
}

/** What a processor is about to write, for the copies that take the word: see `setPending`. */
let pendingAddress: usize = 0;
let pendingBytes: u32 = 0;
let pendingValue: u64 = 0;
let pendingBirth: u32 = 0;

export function setPending(address: usize, bytes: u32, value: u64): void {
  pendingAddress = address;
  pendingBytes = bytes;
  pendingValue = value;
}

// @ts-ignore: decorator
@inline
export function storeValue(at: usize, bytes: u32, value: u64): void {
  if (bytes == 8) store<u64>(at, value);
  else if (bytes == 4) store<u32>(at, <u32>value);
  else if (bytes == 1) store<u8>(at, <u8>value);
  else store<u16>(at, <u16>value);
}

// @ts-ignore: decorator
@inline
export function loadValue(at: usize, bytes: u32): u64 {
  if (bytes == 8) return load<u64>(at);
  if (bytes == 4) return <u64>load<u32>(at);
  return bytes == 1 ? <u64>load<u8>(at) : <u64>load<u16>(at);
}

/** Gives the write that is pending a number, the same for each of its words. */
export function numberWrite(thread: u32): void {
  if (!tracking) return;
  const first = wordOf(pendingAddress);
  pendingBirth = load<u32>(latest + first);
  for (let at = first; at < pendingAddress + pendingBytes; at += 4) {
    pendingBirth = max(pendingBirth, load<u32>(latest + at));
  }
  pendingBirth++;
  for (let at = first; at < pendingAddress + pendingBytes; at += 4) {
    store<u32>(latest + at, pendingBirth);
    store<u32>(writers + at, thread + 1);
  }
}

function bear(births: usize): void {
  for (let at = wordOf(pendingAddress); at < pendingAddress + pendingBytes; at += 4) {
    store<u32>(births + at, pendingBirth);
  }
}

/** The pending word goes into a processor's copy. */
export function writeCopy(p: u32): void {
  storeValue(imageOf(p) + pendingAddress, pendingBytes, pendingValue);
  if (tracking) bear(bornOf(p));
}

/** The pending word goes into memory. */
export function writeMemory(): void {
  storeValue(image + pendingAddress, pendingBytes, pendingValue);
  if (tracking) bear(born);
}

/** Copies a line, aligned: programs have none of less than 8 bytes. The host's own way to copy is a call. */
// @ts-ignore: decorator
@inline
function copyWords(to: usize, from: usize): void {
  if (lineBytes == 8) store<u64>(to, load<u64>(from));
  else for (let i: usize = 0; i < lineBytes; i += 16) v128.store(to + i, v128.load(from + i));
}

/** A line is copied; where nothing keeps copies equal, it counts as a change if they were not. */
// @ts-ignore: decorator
@inline
function copyLine(to: usize, from: usize): void {
  if (!coherent && memory.compare(to, from, lineBytes) != 0) countChange();
  copyWords(to, from);
}

/** Whether memory goes as far: prefetchers also ask for lines behind its end, and those have no values. */
// @ts-ignore: decorator
@inline
function isMemory(at: usize): bool {
  return at < imageBytes;
}

/** Whether a line is of the memory of the processor's node, which is all of memory but in a cluster. */
export function isOfNode(p: u32, lineAddress: u64): bool {
  const at = <usize>(lineAddress << (<u64>lineShift));
  return copyBytes == imageBytes || imageOf(p) + at - (images + copyStride * p) < copyBytes;
}

/** Processor `p` gets the line from memory. */
export function copyFromMemory(p: u32, line: u32): void {
  const at = startOf(line);
  if (!isMemory(at)) return;
  copyLine(imageOf(p) + at, image + at);
  if (tracking) copyWords(bornOf(p) + at, born + at);
}

/** Processor `p` gets the line from processor `q`. */
export function copyFromCache(p: u32, q: u32, line: u32): void {
  const at = startOf(line);
  if (!isMemory(at)) return;
  copyLine(imageOf(p) + at, imageOf(q) + at);
  if (tracking) copyWords(bornOf(p) + at, bornOf(q) + at);
}

/** Memory gets the line from processor `q`. */
export function copyToMemory(q: u32, line: u32): void {
  const at = startOf(line);
  if (!isMemory(at)) return;
  copyLine(image + at, imageOf(q) + at);
  if (tracking) copyWords(born + at, bornOf(q) + at);
}

/** Writes that the processor's copy of the bytes at `address` is behind: 0 if it is not stale. */
export function writesBehind(p: u32, address: usize, bytes: u32): u32 {
  let behind: u32 = 0;
  for (let at = wordOf(address); at < address + bytes; at += 4) {
    behind = max(behind, load<u32>(latest + at) - load<u32>(bornOf(p) + at));
  }
  return behind;
}

/** The thread that wrote the word last. */
export function lastWriter(address: usize): u32 {
  return load<u32>(writers + wordOf(address)) - 1;
}
