/**
 * Next line: a miss, or the first use of a prefetched line, asks for the lines behind it. No table.
 * A. J. Smith, Cache Memories, 1982 (tagged prefetch).
 */

/** The step from line to line that the reference asks for, or 0. */
export function trainNextLine(fresh: bool): i64 {
  return fresh ? 1 : 0;
}
