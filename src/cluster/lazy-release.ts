/**
 * Shared pages with several writers, kept alike only where programs synchronise: lazy release consistency
 * (P. Keleher, A. L. Cox and W. Zwaenepoel, Lazy Release Consistency, 1992), as TreadMarks has it (P.
 * Keleher, A. L. Cox, S. Dwarkadas and W. Zwaenepoel, TreadMarks, 1994).
 *
 *   first write of a page     its twin is kept, and the page is on the list of the interval
 *   release, acquire          ends the interval; its pages become write notices
 *   acquire                   brings the notices of all that came before; the pages in them are invalid
 *   access to an invalid page asks their writers for diffs, and applies them in order
 *   diff                      made when someone asks for it, or the writer loses the page: until then the
 *                             page stays writable, and later writes go into the same diff
 */
import { type Blocks, RIGHTS, type Right } from './blocks.js';
import type { Consistency, News } from './consistency.js';
import { applyDiff, type Diff, diffOf } from './diff.js';
import { cameBefore, type Interval, Intervals, inOrder } from './intervals.js';
import type { Nodes } from './nodes.js';

const REQUEST_BYTES = 8;
/** The node that the program was loaded at: it has a copy of every page. */
const FIRST = 0;

/** What a node has of a page. */
interface Copy {
  /** Whether there is anything, old or new. */
  has: boolean;
  /** As it was before the node wrote it; null while the node has not. */
  twin: Uint8Array | null;
  /** The interval that the twin belongs to, as soon as that is over. */
  written: Interval | null;
  /** Intervals of others whose diffs it lacks. */
  lacks: Interval[];
}

export class LazyRelease implements Consistency {
  readonly timeBytes: number;
  /** What a node may do with a page that it writes: all, if there is no other. */
  private readonly writing: Right;
  private readonly intervals: Intervals;
  private readonly copies: Copy[][];
  /** Pages that each node wrote in the interval that is not over. */
  private readonly dirty: Set<number>[];
  private readonly diffs = new Map<Interval, Map<number, Diff>>();

  constructor(
    private readonly nodes: Nodes,
    private readonly pages: Blocks,
  ) {
    this.intervals = new Intervals(pages.nodes);
    this.timeBytes = this.intervals.timeBytes;
    this.writing = pages.nodes === 1 ? RIGHTS.ATOMIC : RIGHTS.WRITE;
    this.dirty = Array.from({ length: pages.nodes }, () => new Set<number>());
    this.copies = Array.from({ length: pages.nodes }, (_, node) =>
      Array.from({ length: pages.count }, () => ({
        has: node === FIRST,
        twin: null,
        written: null,
        lacks: [],
      })),
    );
  }

  begin(): void {
    for (let node = 0; node < this.pages.nodes; node++) {
      this.pages.setAll(node, node === FIRST ? RIGHTS.READ : RIGHTS.NONE);
    }
  }

  hands(): boolean {
    return false;
  }

  isAtomic(): boolean {
    return this.writing === RIGHTS.ATOMIC;
  }

  travelCycles(): number {
    return 0;
  }

  freeAt(): number {
    return 0;
  }

  /** Pages and nodes are those that the class was made with. */
  private copyOf(node: number, page: number): Copy {
    return this.copies[node]![page]!;
  }

  fault(node: number, page: number, writing: boolean, time: number): number {
    let at = time;
    if (this.pages.right(node, page) === RIGHTS.NONE) at = this.validate(node, page, at);
    if (!writing || this.pages.right(node, page) >= RIGHTS.WRITE) return at;
    this.keepTwin(node, page);
    const { twinCyclesPerByte, protectCycles } = this.nodes.costs;
    return at + this.pages.bytesOf(page) * twinCyclesPerByte + protectCycles;
  }

  private keepTwin(node: number, page: number): void {
    this.copyOf(node, page).twin = this.pages.read(node, page);
    this.dirty[node]?.add(page);
    this.pages.setRight(node, page, this.writing);
    this.nodes.traffic.add(node, 'twins');
  }

  /** Brings a node's page up to all that the node knows of. */
  private validate(node: number, page: number, time: number): number {
    let at = time;
    const copy = this.copyOf(node, page);
    if (!copy.has) at = this.fetch(node, page, at);
    at = this.askForDiffs(node, page, at);
    const changed = this.applyLacking(node, page);
    this.pages.setRight(node, page, RIGHTS.READ);
    return at + changed * this.nodes.costs.applyCyclesPerByte + this.nodes.costs.protectCycles;
  }

  /**
   * The page as the first node has it, with all diffs that it has applied; without what it has written
   * and made no diff of, since that may change before it does.
   */
  private fetch(node: number, page: number, time: number): number {
    const copy = this.copyOf(node, page);
    const first = this.copyOf(FIRST, page);
    if (first.twin) this.pages.write(node, page, first.twin);
    else this.pages.copy(FIRST, node, page);
    copy.has = true;
    const missing = new Set([...this.intervals.unknown(node, FIRST), ...first.lacks, first.written]);
    copy.lacks = copy.lacks.filter((interval) => missing.has(interval));
    this.nodes.traffic.add(FIRST, 'pagesSent');
    this.nodes.traffic.add(node, 'pagesReceived');
    const asked = this.nodes.ask('request', node, FIRST, REQUEST_BYTES, time);
    return this.nodes.answer('page', FIRST, node, this.pages.bytesOf(page) + this.timeBytes, asked);
  }

  /**
   * Who wrote a page had applied all that came before, so only those writers are asked whom no other one
   * of them came after: each has the diffs of all before it.
   */
  private askForDiffs(node: number, page: number, time: number): number {
    const { lacks } = this.copyOf(node, page);
    const last = lacks.filter((one) => !lacks.some((other) => other !== one && cameBefore(one, other)));
    const left = new Set(lacks);
    let at = time;
    for (const writer of last) {
      const theirs = [...left].filter((interval) => cameBefore(interval, writer));
      for (const interval of theirs) left.delete(interval);
      const { bytes, cycles } = this.collect(theirs, page);
      const request = REQUEST_BYTES + theirs.length * REQUEST_BYTES;
      const asked = this.nodes.ask('diffRequest', node, writer.node, request, time, cycles);
      at = Math.max(at, this.nodes.answer('diffs', writer.node, node, bytes, asked));
    }
    return at;
  }

  /** Diffs as they are sent: bytes, and cycles to make those that nobody has asked for before. */
  private collect(intervals: readonly Interval[], page: number): News {
    let bytes = 0;
    let cycles = 0;
    for (const interval of intervals) {
      if (!this.diffs.get(interval)?.has(page)) cycles += this.seal(interval.node, page);
      bytes += this.diffs.get(interval)?.get(page)?.bytes ?? 0;
    }
    return { bytes, cycles };
  }

  /** Makes the diff of a page that the node has written, which it then can only read; returns the cycles. */
  private seal(node: number, page: number): number {
    const copy = this.copyOf(node, page);
    if (!copy.twin || !copy.written) return 0;
    const diff = diffOf(copy.twin, this.pages.read(node, page));
    const ofInterval = this.diffs.get(copy.written) ?? new Map<number, Diff>();
    this.diffs.set(copy.written, ofInterval.set(page, diff));
    copy.twin = null;
    copy.written = null;
    this.pages.setRight(node, page, RIGHTS.READ);
    this.nodes.traffic.add(node, 'diffsCreated');
    this.nodes.traffic.add(node, 'diffBytesCreated', diff.bytes);
    return this.pages.bytesOf(page) * this.nodes.costs.diffCyclesPerByte + this.nodes.costs.protectCycles;
  }

  /** Applies what the page lacks, in order; returns how many bytes that changes. */
  private applyLacking(node: number, page: number): number {
    const copy = this.copyOf(node, page);
    if (copy.lacks.length === 0) return 0;
    const content = this.pages.read(node, page);
    let changed = 0;
    for (const interval of copy.lacks.sort(inOrder)) {
      const diff = this.diffs.get(interval)?.get(page);
      if (!diff) continue;
      applyDiff(diff, content);
      changed += diff.changed;
      this.nodes.traffic.add(node, 'diffsApplied');
      this.nodes.traffic.add(node, 'diffBytesApplied', diff.bytes);
    }
    this.pages.write(node, page, content);
    copy.lacks = [];
    return changed;
  }

  /** Ends the node's interval, if it wrote anything in it. */
  private close(node: number): void {
    const dirty = this.dirty[node];
    if (!dirty || dirty.size === 0) return;
    const interval = this.intervals.close(node, [...dirty]);
    for (const page of dirty) this.copyOf(node, page).written = interval;
    dirty.clear();
  }

  news(from: number, to: number): News {
    this.close(from);
    return {
      bytes: this.timeBytes + this.intervals.bytesOf(this.intervals.unknown(from, to)),
      cycles: 0,
    };
  }

  learn(from: number, to: number): number {
    this.close(to);
    const news = this.intervals.unknown(from, to);
    let cycles = 0;
    for (const interval of news) {
      for (const page of interval.pages) cycles += this.invalidate(to, page, interval);
    }
    this.intervals.learn(from, to);
    return cycles;
  }

  private invalidate(node: number, page: number, interval: Interval): number {
    const copy = this.copyOf(node, page);
    this.nodes.traffic.add(node, 'writeNoticesReceived');
    const made = this.seal(node, page);
    copy.lacks.push(interval);
    if (this.pages.right(node, page) === RIGHTS.NONE) return made;
    this.pages.setRight(node, page, RIGHTS.NONE);
    this.nodes.traffic.add(node, 'invalidations');
    return made + this.nodes.costs.protectCycles;
  }

  gather(): void {
    for (let node = 0; node < this.pages.nodes; node++) {
      this.close(node);
      if (node !== FIRST) this.learn(node, FIRST);
    }
    for (let page = 0; page < this.pages.count; page++) {
      this.collect(this.copyOf(FIRST, page).lacks, page);
      this.applyLacking(FIRST, page);
    }
  }
}
