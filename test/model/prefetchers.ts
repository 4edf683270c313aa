/**
 * What a core fetches before it is asked for: one line after another (A. J. Smith, Cache Memories,
 * 1982), by strides (J.-L. Baer and T.-F. Chen, An Effective On-Chip Preloading Scheme to Reduce Data
 * Access Penalty, 1991), by streams (N. P. Jouppi, Improving Direct-Mapped Cache Performance by the
 * Addition of a Small Fully-Associative Cache and Prefetch Buffers, 1990). They work on numbers of lines.
 */
import type { PrefetchConfig } from '../../src/config/hierarchy.js';

/** No prefetch leaves the region of the reference that it comes of. */
export const REGION_BYTES = 4096;

/** A data reference, once it is done. */
export interface Trained {
  readonly line: bigint;
  /** It missed, or was the first to a line that a prefetch had brought. */
  readonly newToCore: boolean;
}

export interface Prefetcher {
  /** The lines to prefetch, in order, some of which may be held already or lie too far off. */
  train(reference: Trained): bigint[];
}

type Reach = Pick<PrefetchConfig, 'degree' | 'distance'>;

const ahead = (from: bigint, step: bigint, { degree, distance }: Reach): bigint[] =>
  Array.from({ length: degree }, (_, i) => from + step * BigInt(distance + i));

class NextLine implements Prefetcher {
  constructor(private readonly reach: Reach) {}

  train({ line, newToCore }: Trained): bigint[] {
    return newToCore ? ahead(line, 1n, this.reach) : [];
  }
}

interface StrideEntry {
  readonly region: bigint;
  last: bigint;
  stride: bigint;
  /** 0 to 3. */
  confidence: number;
}

class Stride implements Prefetcher {
  /** The least recently used first. */
  private entries: StrideEntry[] = [];

  constructor(
    private readonly config: PrefetchConfig,
    private readonly lineBytes: number,
  ) {}

  train({ line }: Trained): bigint[] {
    const region = regionOf(line, this.lineBytes);
    const known = this.entries.find((each) => each.region === region);
    const entry = known ?? { region, last: line, stride: 0n, confidence: 0 };
    this.entries = [...this.entries.filter((each) => each !== entry), entry].slice(-this.config.entries);
    if (line === entry.last) return [];

    const moved = line - entry.last;
    if (moved === entry.stride) entry.confidence = Math.min(3, entry.confidence + 1);
    else {
      entry.confidence = Math.max(0, entry.confidence - 1);
      if (entry.confidence === 0) entry.stride = moved;
    }
    entry.last = line;
    return entry.confidence >= 2 ? ahead(line, entry.stride, this.config) : [];
  }
}

/** A stream of which one miss is known, or one that runs and expects a line. */
type StreamEntry = { readonly start: bigint } | { readonly next: bigint; readonly direction: 1n | -1n };

class Stream implements Prefetcher {
  /** By index; an entry is replaced where it stands. */
  private readonly entries: StreamEntry[] = [];
  /** Indices, the least recently used first. */
  private order: number[] = [];

  constructor(private readonly config: PrefetchConfig) {}

  train({ line, newToCore }: Trained): bigint[] {
    if (!newToCore) return [];
    const running = this.entries.findIndex((entry) => 'next' in entry && entry.next === line);
    if (running >= 0)
      return this.advance(running, line, (this.entries[running] as { direction: 1n | -1n }).direction);
    const started = this.entries.findIndex(
      (entry) => 'start' in entry && (line === entry.start + 1n || line === entry.start - 1n),
    );
    if (started >= 0) {
      const { start } = this.entries[started] as { start: bigint };
      return this.advance(started, line, line > start ? 1n : -1n);
    }
    const index = this.entries.length < this.config.entries ? this.entries.length : this.order[0]!;
    this.entries[index] = { start: line };
    this.use(index);
    return [];
  }

  private advance(index: number, line: bigint, direction: 1n | -1n): bigint[] {
    this.entries[index] = { next: line + direction, direction };
    this.use(index);
    return ahead(line, direction, this.config);
  }

  private use(index: number): void {
    this.order = [...this.order.filter((other) => other !== index), index];
  }
}

export const regionOf = (line: bigint, lineBytes: number): bigint =>
  (line * BigInt(lineBytes)) / BigInt(REGION_BYTES);

/** `null`: the core fetches nothing before it is asked. */
export function createPrefetcher(config: PrefetchConfig, lineBytes: number): Prefetcher | null {
  switch (config.kind) {
    case 'next-line':
      return new NextLine(config);
    case 'stride':
      return new Stride(config, lineBytes);
    case 'stream':
      return new Stream(config);
    default:
      return null;
  }
}
