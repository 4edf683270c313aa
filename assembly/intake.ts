/**
 * A look at the records before they are run, eight at a time, so that the loops need not ask:
 * what they get are reads and writes of this machine, each within one line.
 *
 *   addresses, meta (record.ts) ─► instruction fetches left out, or made reads ─► stretches
 */
import {
  BATCH_RECORDS,
  META_OFFSET,
  instructionsAsReads,
  lastProcessor,
  lineBytes,
  lineMask,
} from './layout';
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

export function isInstruction(at: usize): bool {
  return operationIn(metaOf(at)) == INSTRUCTION;
}

/** From record `from` on leaves instruction fetches out, or makes them reads; returns where the records end now. */
export function takeInstructions(from: u32, end: u32): u32 {
  let kept = from;
  for (let i = from; i < end; i++) {
    const meta = metaOf(recordAt(i));
    const taken = isInstruction(recordAt(i));
    setRecord(recordAt(kept), addressOf(recordAt(i)), taken ? meta & ~(15 << 16) : meta);
    kept += taken && !instructionsAsReads ? 0 : 1;
  }
  instructionsSkipped += end - kept;
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
  return ((<u32>addressOf(at)) & lineMask) + bytesIn(metaOf(at)) > lineBytes;
}

/** Four records: lanes that are not 0 are those of odd ones. */
// @ts-ignore: decorator
@inline
function oddOfFour(at: usize): v128 {
  const low = v128.shuffle<u32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
  const meta = v128.load(metasAt(at));
  const ends = v128.add<i32>(v128.and(low, v128.splat<u32>(lineMask)), v128.shr<u32>(meta, 20));
  const beyondLine = v128.gt<i32>(ends, v128.splat<u32>(lineBytes));
  // Bits of other operations make the number larger than that of any processor.
  const name = v128.and(meta, v128.splat<u32>(NO_ACCESS | 0xffff));
  return v128.or(beyondLine, v128.gt<i32>(name, v128.splat<u32>(lastProcessor)));
}

/** The first record from `from` up to `end` that is no read or write within one line, else `end`. */
export function firstOdd(from: u32, end: u32): u32 {
  let i = from;
  for (; i + 8 <= end; i += 8) {
    if (v128.any_true(v128.or(oddOfFour(recordAt(i)), oddOfFour(recordAt(i + 4))))) break;
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
    const bytes = min(left, lineBytes - ((<u32>address) & lineMask));
    setRecord(recordAt(BATCH_RECORDS + pieces), address, who | (bytes << 20));
    address += bytes;
    left -= bytes;
    pieces++;
  }
  return pieces;
}
