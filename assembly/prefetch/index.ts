/** The prefetchers, one `case` each: what a reference teaches them, and the step by which it asks for lines. */
import { trainNextLine } from './next-line';
import { trainStream } from './stream';
import { trainStride } from './stride';
import { NEXT_LINE, STREAM, STRIDE, kind } from './tables';

/** `fresh`: the reference missed, or was the first to use a prefetched line. 0: it asks for nothing. */
export function train(core: u32, region: u64, line: u64, fresh: bool): i64 {
  switch (kind) {
    case NEXT_LINE:
      return trainNextLine(fresh);
    case STRIDE:
      return trainStride(core, region, line);
    case STREAM:
      return trainStream(core, fresh, line);
    default:
      return 0;
  }
}
