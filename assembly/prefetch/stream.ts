/**
 * Stream: two misses on neighbouring lines make a stream, which then follows its line up or down.
 * Entry: step = direction, 0 before there is one; line = the line that comes next, or came first.
 * N. P. Jouppi, Improving Direct-Mapped Cache Performance by the Addition of a Small Fully-
 * Associative Cache and Prefetch Buffers, 1990; S. Palacharla and R. E. Kessler, Evaluating Stream
 * Buffers as a Secondary Cache Replacement, 1994.
 */
import {
  endOfEntries,
  firstEntry,
  isUsed,
  lineOf,
  nextEntry,
  renew,
  setLine,
  setStep,
  stepOf,
  takeEntry,
} from './tables';

/** The lowest stream that waits for the line, or 0. */
function streamAt(core: u32, line: u64): usize {
  const end = endOfEntries(core);
  for (let entry = firstEntry(core); entry < end; entry = nextEntry(entry)) {
    if (stepOf(entry) && lineOf(entry) == line) return entry;
  }
  return 0;
}

/** The lowest entry whose only line so far is the line's neighbour; it becomes a stream. 0 if there is none. */
function streamFrom(core: u32, line: u64): usize {
  const end = endOfEntries(core);
  for (let entry = firstEntry(core); entry < end; entry = nextEntry(entry)) {
    if (!isUsed(entry) || stepOf(entry)) continue;
    const step = <i64>(line - lineOf(entry));
    if (step != 1 && step != -1) continue;
    setStep(entry, step);
    return entry;
  }
  return 0;
}

/** Learns of a miss, or of the first use of a prefetched line; the direction in which it asks, or 0. */
export function trainStream(core: u32, fresh: bool, line: u64): i64 {
  if (!fresh) return 0;
  let entry = streamAt(core, line);
  if (!entry) entry = streamFrom(core, line);
  if (!entry) {
    setLine(takeEntry(core), line);
    return 0;
  }
  setLine(entry, line + stepOf(entry));
  renew(entry);
  return stepOf(entry);
}
