/**
 * The private caches of one core: an L1 for data, perhaps one for instructions, perhaps an L2 below
 * both. They hold lines and know nothing of coherence; how lines move between them is what makes an
 * L2 inclusive, exclusive or neither (J.-L. Baer and W.-H. Wang, On the Inclusion Properties for
 * Multi-Level Cache Hierarchies, 1988; N. P. Jouppi and S. J. E. Wilton, Tradeoffs in Two-Level
 * On-Chip Caching, 1994).
 */
import type { Inclusion } from '../../src/config/hierarchy.js';
import type { MachineConfig } from '../../src/config/machine.js';
import type { CounterName } from '../../src/counters.js';
import { capacityInLines, ModelCache } from './cache.js';
import type { ModelReference } from './references.js';

/** An L1 has a dirty bit for each line: newer than what lies below it. Only an L2 below makes use of it. */
type L1 = ModelCache<boolean>;

/** What the levels ask of the machine, and tell it, while a line moves. */
export interface Movement {
  count(counter: CounterName): void;
  /** Whether the core's state of the line is a dirty one. */
  isDirty(line: bigint): boolean;
  /** The line is in none of the core's caches any more. */
  left(line: bigint): void;
}

type Access = Pick<ModelReference, 'line' | 'write' | 'instruction'>;

export interface HeldCopy {
  readonly level: 1 | 2;
  readonly instructions: boolean;
  readonly line: bigint;
  /** Of an L1 above an L2; `null` elsewhere. */
  readonly dirtyBit: boolean | null;
}

/** Lines whose loss a fully associative cache of one core's size would have forgiven; `null`: any. */
export function coreCapacityInLines({ l1, l1i, l2, lineBytes }: MachineConfig): number | null {
  const first = [l1, ...(l1i === null ? [] : [l1i])];
  const counted = l2 === null ? first : l2.inclusion === 'exclusive' ? [...first, l2] : [l2];
  const lines = counted.map((cache) => capacityInLines(cache, lineBytes));
  return lines.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}

export class PrivateLevels {
  private readonly data: L1;
  private readonly instructions: L1 | null;
  private readonly l2: ModelCache<null> | null;
  private readonly inclusion: Inclusion | null;

  constructor(
    private readonly config: MachineConfig,
    core: number,
  ) {
    const { l1, l1i, l2, lineBytes, seed } = config;
    const at = { lineBytes, processor: core };
    this.data = new ModelCache({ ...at, config: l1, seed: l2 === null ? seed : ~seed >>> 0 });
    this.instructions =
      l1i === null ? null : new ModelCache({ ...at, config: l1i, seed: (seed ^ 0x1111_1111) >>> 0 });
    this.l2 = l2 === null ? null : new ModelCache({ ...at, config: l2, seed });
    this.inclusion = l2 === null ? null : l2.inclusion;
  }

  inL1({ line, instruction }: Access): boolean {
    return this.l1For(instruction).get(line) !== undefined;
  }

  /** `null` without an L2. */
  inL2(line: bigint): boolean | null {
    return this.l2 === null ? null : this.l2.get(line) !== undefined;
  }

  holds(line: bigint): boolean {
    return this.copiesInL1(line).length > 0 || this.inL2(line) === true;
  }

  copies(): HeldCopy[] {
    const inL1 = (cache: L1 | null, instructions: boolean): HeldCopy[] =>
      (cache?.lines() ?? []).map(([line, dirty]): HeldCopy => {
        return { level: 1, instructions, line, dirtyBit: this.l2 === null ? null : dirty };
      });
    const inL2 = (this.l2?.lines() ?? []).map(([line]): HeldCopy => {
      return { level: 2, instructions: false, line, dirtyBit: null };
    });
    return [...inL1(this.data, false), ...inL1(this.instructions, true), ...inL2];
  }

  // ——— a reference to a line that the core may keep ———

  /** The line goes where the reference wants it. */
  refer(access: Access, movement: Movement): void {
    const { line, write, instruction } = access;
    const l1 = this.l1For(instruction);
    const wasInL1 = this.inL1(access);
    // Without an L2 the table decides what is kept.
    const wanted = this.l2 === null || !write || this.config.l1.writeAllocate !== false;
    if (wasInL1) l1.touch(line);
    this.moveInL2(access, wasInL1, wanted, movement);
    if (!wasInL1 && wanted) this.placeInL1(l1, line, movement);
    if (write) this.write(line, movement);
  }

  /** A prefetched line, which the core does not hold. */
  placePrefetched(line: bigint, movement: Movement): void {
    if (this.l2 === null) this.placeInL1(this.data, line, movement);
    else this.placeInL2(this.l2, line, movement);
  }

  /** A write is in L1 only, or is passed on to the L2. */
  write(line: bigint, movement: Pick<Movement, 'count'>): void {
    if (this.l2 === null) return;
    if (!this.writesThrough && this.data.get(line) !== undefined) this.data.set(line, true);
    else movement.count('l1WriteThroughs');
  }

  private moveInL2({ line, write }: Access, inL1: boolean, wanted: boolean, movement: Movement): void {
    const { l2 } = this;
    if (l2 === null) return;
    const inL2 = l2.get(line) !== undefined;
    if (inL1) {
      if (inL2 && write && this.writesThrough) l2.touch(line);
    } else if (this.inclusion !== 'exclusive') {
      if (inL2) l2.touch(line);
      else this.placeInL2(l2, line, movement);
    } else if (wanted) {
      if (inL2) l2.remove(line);
    } else if (inL2) l2.touch(line);
    else if (this.copiesInL1(line).length === 0) this.placeInL2(l2, line, movement);
  }

  // ——— placing, and what becomes of victims ———

  private placeInL1(l1: L1, line: bigint, movement: Movement): void {
    const victim = l1.place(line, false);
    if (victim === null) return;
    movement.count('l1Evictions');
    if (this.l2 !== null) this.handDown(this.l2, victim.line, victim.value, movement);
    if (!this.holds(victim.line)) movement.left(victim.line);
  }

  /** What an L2 does about a victim of an L1 above it. */
  private handDown(l2: ModelCache<null>, victim: bigint, dirty: boolean, movement: Movement): void {
    if (this.inclusion !== 'exclusive') {
      if (!dirty) return;
      movement.count('l1WriteBacks');
      if (l2.get(victim) === undefined) this.placeInL2(l2, victim, movement);
      return;
    }
    const [sibling] = this.copiesInL1(victim);
    if (sibling !== undefined) {
      if (dirty) sibling.set(victim, true);
      return;
    }
    movement.count('l2VictimFills');
    if (dirty) movement.count('l1WriteBacks');
    this.placeInL2(l2, victim, movement);
  }

  private placeInL2(l2: ModelCache<null>, line: bigint, movement: Movement): void {
    const victim = l2.place(line, null)?.line;
    if (victim === undefined) return;
    const above = this.copiesInL1(victim);
    if (this.inclusion === 'inclusive') {
      for (const l1 of above) {
        movement.count('backInvalidations');
        if (l1.get(victim)) movement.count('l1WriteBacks');
        l1.remove(victim);
      }
    } else if (movement.isDirty(victim)) {
      // Nothing below has what the L2 had: it is up to the L1 to hand it down again.
      above[0]?.set(victim, true);
    }
    if (!this.holds(victim)) movement.left(victim);
  }

  // ——— what others do to a line ———

  /** The line is read from outside: what an L1 has of it that is newer goes down first. */
  clean(line: bigint, count: Movement['count']): void {
    if (this.l2 === null) return;
    for (const l1 of this.copiesInL1(line)) {
      if (!l1.get(line)) continue;
      count('l1WriteBacks');
      l1.set(line, false);
    }
  }

  drop(line: bigint): void {
    for (const l1 of this.copiesInL1(line)) l1.remove(line);
    if (this.inL2(line)) this.l2!.remove(line);
  }

  /** The line is taken out of the L2 from below, and with it what an inclusive L2 has above it. */
  copiesUnderInclusion(line: bigint): number {
    return this.inclusion === 'inclusive' ? this.copiesInL1(line).length : 0;
  }

  private get writesThrough(): boolean {
    return this.config.l1.write === 'write-through';
  }

  private l1For(instruction: boolean): L1 {
    return instruction && this.instructions !== null ? this.instructions : this.data;
  }

  /** L1D first. */
  private copiesInL1(line: bigint): L1[] {
    return [this.data, this.instructions]
      .filter((l1) => l1 !== null)
      .filter((l1) => l1.get(line) !== undefined);
  }
}
