/**
 * A look at the records before they are run, eight at a time, so that the loops need not ask:
 * what they get are reads and writes of this machine, each within one line.
 *
 *   addresses, meta (record.ts) ─► instruction fetches left out, or made reads ─► stretches
 */
import { fetches, tellsFetches } from './hierarchy';
import {
  BATCH_RECORDS,
  INPUT_RECORDS,
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
  indexOf,
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

/** One more was left out. */
export function noteSkipped(): void {
  instructionsSkipped++;
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
    if (tellsFetches) store<u8>(fetches + kept, taken ? 1 : 0);
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

function crossesLines(at: usize): bool {
  return ((<u32>addressOf(at)) & lineMask) + bytesIn(metaOf(at)) > lineBytes;
}

/** Records that are looked at before the first question whether there is an odd one among them. */
const AT_ONCE: u32 = 32;

/** How far each of four records goes from the start of its line, in bytes. */
// @ts-ignore: decorator
@inline
function endsOfFour(at: usize, mask: v128): v128 {
  const low = v128.shuffle<u32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
  return v128.add<i32>(v128.and(low, mask), v128.shr<u32>(v128.load(metasAt(at)), 20));
}

/** Whether there is an odd one among AT_ONCE records. `mask`, `names`: the bits of address and meta that tell. */
// @ts-ignore: decorator
@inline
function anyOdd(at: usize, mask: v128, names: v128): bool {
  let end = endsOfFour(at, mask);
  let name = v128.and(v128.load(metasAt(at)), names);
  for (let i: usize = 32; i < AT_ONCE * 8; i += 32) {
    end = v128.max<i32>(end, endsOfFour(at + i, mask));
    name = v128.max<i32>(name, v128.and(v128.load(metasAt(at + i)), names));
  }
  const beyondLine = v128.gt<i32>(end, v128.splat<u32>(lineBytes));
  return v128.any_true(v128.or(beyondLine, v128.gt<i32>(name, v128.splat<u32>(lastProcessor))));
}

/** The first record from `from` up to `end` that is no read or write within one line, else `end`. */
export function firstOdd(from: u32, end: u32): u32 {
  const mask = v128.splat<u32>(lineMask);
  // Bits of other operations make the number larger than that of any processor.
  const names = v128.splat<u32>(NO_ACCESS | 0xffff);
  let i = from;
  for (; i + AT_ONCE <= end; i += AT_ONCE) {
    if (anyOdd(recordAt(i), mask, names)) break;
  }
  while (i < end && !isOdd(recordAt(i))) i++;
  return i;
}

/** No record is an instruction fetch, as far as is known before `takeInstructions`. */
export function forgetFetches(): void {
  if (tellsFetches) memory.fill(fetches, 0, INPUT_RECORDS);
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
    if (tellsFetches) store<u8>(fetches + BATCH_RECORDS + pieces, load<u8>(fetches + indexOf(at)));
    address += bytes;
    left -= bytes;
    pieces++;
  }
  return pieces;
}
