/**
 * What a home knows of the holders of its lines, by organisation. A. Agarwal, R. Simoni, J. Hennessy
 * and M. Horowitz, An Evaluation of Directory Schemes for Cache Coherence, 1988 (Dir_iB, Dir_iNB);
 * A. Gupta, W.-D. Weber and T. Mowry, Reducing Memory and Traffic Requirements for Scalable
 * Directory-Based Cache Coherence Schemes, 1990 (Dir_iCV, sparse). A home knows sharers: processors
 * or, where it tracks those, nodes.
 */
import type { DirectoryConfig, NumaConfig } from '../../src/config/numa.js';

/** An organisation; one that does nothing about an event leaves it out. */
export interface ModelDirectory {
  /** A request for the line reaches its home, which may have to recall every copy of another line. */
  requested?(line: bigint, home: number, recallAll: (victim: bigint) => void): void;
  /** Whether an invalidation of the line has to be sent to a sharer that does not hold it. */
  suspects?(line: bigint, sharer: number): boolean;
  /** A request took every other copy away. */
  invalidated?(line: bigint): void;
  /** The requester has become one of the holders. Returns the one to be recalled, if any. */
  joined?(line: bigint, requester: number, holders: readonly number[]): number | null;
  /** The line has lost its last holder. */
  unheld?(line: bigint): void;
}

/** Dir_iB: the lines whose entry says only that anybody may hold them. */
class LimitedBroadcast implements ModelDirectory {
  private readonly broadcast = new Set<bigint>();
  constructor(private readonly pointers: number) {}

  suspects(line: bigint): boolean {
    return this.broadcast.has(line);
  }

  joined(line: bigint, _requester: number, holders: readonly number[]): null {
    if (holders.length > this.pointers) this.broadcast.add(line);
    return null;
  }

  invalidated(line: bigint): void {
    this.broadcast.delete(line);
  }

  unheld(line: bigint): void {
    this.broadcast.delete(line);
  }
}

/** Dir_iCV: the regions marked for each line whose holders no longer fit the pointers. */
class CoarseVector implements ModelDirectory {
  private readonly regions = new Map<bigint, Set<number>>();
  constructor(
    private readonly pointers: number,
    private readonly regionSharers: number,
  ) {}

  suspects(line: bigint, sharer: number): boolean {
    return this.regions.get(line)?.has(this.regionOf(sharer)) ?? false;
  }

  joined(line: bigint, requester: number, holders: readonly number[]): null {
    const marked = this.regions.get(line);
    if (marked !== undefined) marked.add(this.regionOf(requester));
    else if (holders.length > this.pointers) {
      this.regions.set(line, new Set(holders.map((holder) => this.regionOf(holder))));
    }
    return null;
  }

  invalidated(line: bigint): void {
    this.regions.delete(line);
  }

  unheld(line: bigint): void {
    this.regions.delete(line);
  }

  private regionOf(sharer: number): number {
    return Math.floor(sharer / this.regionSharers);
  }
}

/** Dir_iNB: never more holders than pointers. */
class Limited implements ModelDirectory {
  constructor(private readonly pointers: number) {}

  joined(_line: bigint, requester: number, holders: readonly number[]): number | null {
    if (holders.length <= this.pointers) return null;
    return holders.find((holder) => holder !== requester)!;
  }
}

/** A cache of entries at each home. A line has one entry: where its last request found its home. */
class Sparse implements ModelDirectory {
  /** Lines with an entry in a set of a home, the least recently requested first. */
  private readonly sets = new Map<string, bigint[]>();
  private readonly setOfLine = new Map<bigint, string>();

  constructor(
    private readonly config: DirectoryConfig,
    private readonly homesInTurn: bigint,
  ) {}

  requested(line: bigint, home: number, recallAll: (victim: bigint) => void): void {
    const name = this.nameOfSet(line, home);
    // It becomes the newest; and if its page has moved since, its entry is in another home.
    this.unheld(line);
    if (this.linesIn(name).length === this.config.ways) recallAll(this.linesIn(name)[0]!);
    this.sets.set(name, [...this.linesIn(name), line]);
    this.setOfLine.set(line, name);
  }

  unheld(line: bigint): void {
    const name = this.setOfLine.get(line);
    if (name === undefined) return;
    this.sets.set(
      name,
      this.linesIn(name).filter((other) => other !== line),
    );
    this.setOfLine.delete(line);
  }

  private linesIn(name: string): bigint[] {
    return this.sets.get(name) ?? [];
  }

  private nameOfSet(line: bigint, home: number): string {
    const sets = BigInt(this.config.entries / this.config.ways);
    return `${home} ${(line / this.homesInTurn) % sets}`;
  }
}

export function createDirectory({ nodes, directory, placement }: NumaConfig): ModelDirectory {
  const { organisation, pointers, regionProcessors } = directory;
  switch (organisation) {
    case 'limited-broadcast':
      return new LimitedBroadcast(pointers);
    case 'coarse-vector':
      return new CoarseVector(pointers, regionProcessors);
    case 'limited':
      return new Limited(pointers);
    case 'sparse':
      // A home that gets every so manieth line spreads those that it gets.
      return new Sparse(directory, placement.policy === 'line-interleave' ? BigInt(nodes) : 1n);
    default:
      return {};
  }
}
