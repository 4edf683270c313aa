/**
 * Stride: how far the references of a region are apart, once that has been seen often enough.
 * Entry: key = the region's number, line = its last line, step = the stride, confidence 0 … 3.
 * T.-F. Chen and J.-L. Baer, Effective Hardware-Based Data Prefetching for High-Performance
 * Processors, 1995; by regions in place of instructions, which traces do not name.
 */
import {
  confidenceOf,
  endOfEntries,
  firstEntry,
  isUsed,
  keyOf,
  lineOf,
  nextEntry,
  renew,
  setConfidence,
  setKey,
  setLine,
  setStep,
  stepOf,
  takeEntry,
} from './tables';

const MOST_CONFIDENT: u32 = 3;
const CONFIDENT: u32 = 2;

function entryOf(core: u32, region: u64): usize {
  const end = endOfEntries(core);
  for (let entry = firstEntry(core); entry < end; entry = nextEntry(entry)) {
    if (isUsed(entry) && keyOf(entry) == region) return entry;
  }
  return 0;
}

/** Learns of a reference; the stride that it asks for, or 0. */
export function trainStride(core: u32, region: u64, line: u64): i64 {
  let entry = entryOf(core, region);
  if (!entry) {
    entry = takeEntry(core);
    setKey(entry, region);
    setLine(entry, line);
    return 0;
  }
  renew(entry);
  const step = <i64>(line - lineOf(entry));
  if (!step) return 0;
  setLine(entry, line);
  const confidence = confidenceOf(entry);
  if (step == stepOf(entry)) {
    setConfidence(entry, min(MOST_CONFIDENT, confidence + 1));
  } else {
    setConfidence(entry, confidence ? confidence - 1 : 0);
    if (confidence <= 1) setStep(entry, step);
  }
  return confidenceOf(entry) >= CONFIDENT ? stepOf(entry) : 0;
}
