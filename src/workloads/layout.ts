import { CohortError } from '../errors.js';

/** A named piece of a workload's memory. Never crosses a multiple of 4 GiB, so offsets stay 32-bit. */
export interface Region {
  /** For example `queue` or `stack of processor 3`. */
  readonly name: string;
  /** Low and high 32 bits of the first byte's address. */
  readonly low: number;
  readonly high: number;
  readonly bytes: number;
}

/** Where the first region starts. */
const BASE = 0x1000_0000;
/** Regions start on a page of their own, with a page unused before them: no line is in two regions. */
const PAGE = 4096;
const SEGMENT = 0x1_0000_0000;

/** Lays regions out one after another. */
export class Layout {
  readonly regions: Region[] = [];
  private end = BASE;

  /** The next region, `bytes` long (1 to 2 GiB). */
  region(name: string, bytes: number): Region {
    if (bytes > SEGMENT / 2) {
      throw new CohortError(
        `workload: the region '${name}' would take ${bytes} bytes; at most 2 GiB can be laid out: make it smaller`,
        2,
      );
    }
    const rounded = Math.ceil(bytes / PAGE) * PAGE;
    let start = this.end + PAGE;
    if (Math.floor(start / SEGMENT) !== Math.floor((start + rounded - 1) / SEGMENT)) {
      start = Math.ceil(start / SEGMENT) * SEGMENT;
    }
    this.end = start + rounded;
    // The shift makes an integer of it for the engine too, which would otherwise add in floating point.
    const region = { name, low: (start % SEGMENT) >>> 0, high: (start / SEGMENT) >>> 0, bytes };
    this.regions.push(region);
    return region;
  }

  /** One region a processor, each `bytes` long. */
  perProcessor(name: string, processors: number, bytes: number): Region[] {
    return Array.from({ length: processors }, (_, p) => this.region(`${name} of processor ${p}`, bytes));
  }
}
