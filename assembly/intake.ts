/**
 * A look at the records before they are run, four at a time, so that the loops need not ask:
 * what they get are reads and writes of this machine, each within one line.
 *
 *   addresses, meta (record.ts) ─► instruction fetches left out, or made reads ─► stretches
 */
import { BATCH_RECORDS, META_OFFSET, instructionsAsReads, lastProcessor, lineBytes, lineMask } from './layout';
import {
  INSTRUCTION,
  NO_ACCESS,
  READ_OR_WRITE,
  addressOf,
  bytesIn,
  metaOf,
  operationIn,
  processorIn,
  recordAt,
  setRecord,
} from './record';

/** Instruction fetches that were left out. */
export let instructionsSkipped: u64 = 0;

export function clearSkipped(): void {
  instructionsSkipped = 0;
}

// @ts-ignore: decorator
@inline
function metasAt(at: usize): usize {
  return (at >> 1) + META_OFFSET;
}

function holdsInstructions(count: u32): bool {
  const bit = v128.splat<u32>(INSTRUCTION << 16);
  let any = v128.splat<u32>(0);
  // Up to three records beyond the last are looked at, which at worst costs a needless pass.
  for (let i: u32 = 0; i < count; i += 4) any = v128.or(any, v128.load(metasAt(recordAt(i))));
  return v128.any_true(v128.and(any, bit));
}

/** Leaves instruction fetches out, or makes them reads; returns how many records remain. */
export function takeInstructions(count: u32): u32 {
  if (!holdsInstructions(count)) return count;
  let kept: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const meta = metaOf(recordAt(i));
    const isInstruction = operationIn(meta) == INSTRUCTION;
    setRecord(recordAt(kept), addressOf(recordAt(i)), isInstruction ? meta & ~(15 << 16) : meta);
    kept += isInstruction && !instructionsAsReads ? 0 : 1;
  }
  instructionsSkipped += count - kept;
  return kept;
}

// @ts-ignore: decorator
@inline
function isOdd(at: usize): bool {
  return isBad(at) || crossesLines(at);
}

/** Whether the record names a processor or an operation that there is not. */
export function isBad(at: usize): bool {
  const meta = metaOf(at);
  return processorIn(meta) > lastProcessor || operationIn(meta) > READ_OR_WRITE;
}

export function crossesLines(at: usize): bool {
  return (<u32>addressOf(at) & lineMask) + bytesIn(metaOf(at)) > lineBytes;
}

/** The first record from `from` up to `end` that is bad or crosses a line boundary, else `end`. */
export function firstOdd(from: u32, end: u32): u32 {
  let i = from;
  const mask = v128.splat<u32>(lineMask);
  const room = v128.splat<u32>(lineBytes);
  const processorMask = v128.splat<u32>(0xffff);
  const highest = v128.splat<u32>(lastProcessor);
  const accessBits = v128.splat<u32>(NO_ACCESS);
  for (; i + 4 <= end; i += 4) {
    const at = recordAt(i);
    const low = v128.shuffle<u32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
    const meta = v128.load(metasAt(at));
    const beyondLine = v128.gt<i32>(v128.add<i32>(v128.and(low, mask), v128.shr<u32>(meta, 20)), room);
    const beyondMachine = v128.gt<i32>(v128.and(meta, processorMask), highest);
    const odd = v128.or(v128.or(beyondLine, beyondMachine), v128.and(meta, accessBits));
    if (v128.any_true(odd)) break;
  }
  while (i < end && !isOdd(recordAt(i))) i++;
  return i;
}

/** Cuts a record at the line boundaries into pieces behind the batch; returns their number. */
export function cut(at: usize): u32 {
  const who = metaOf(at) & 0xfffff;
  let address = addressOf(at);
  let left = bytesIn(metaOf(at));
  let pieces: u32 = 0;
  while (left) {
    const bytes = min(left, lineBytes - (<u32>address & lineMask));
    setRecord(recordAt(BATCH_RECORDS + pieces), address, who | (bytes << 20));
    address += bytes;
    left -= bytes;
    pieces++;
  }
  return pieces;
}
