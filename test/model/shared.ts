/** The third-level caches, each shared by the cores of a cluster: which lines each holds, and dirty or not. */
import type { Inclusion, SharedConfig } from '../../src/config/hierarchy.js';
import type { MachineConfig } from '../../src/config/machine.js';
import { ModelCache } from './cache.js';

/** What a line's coming and going in an L3 makes the machine do. */
export interface SharedEvents {
  placed(): void;
  /** Replacement takes a line. Returns whether a core of the cluster had to give up newer data. */
  evicting(cluster: number, line: bigint): boolean;
  /** The line is gone from the cluster's L3. */
  evicted(cluster: number, line: bigint, dirty: boolean): void;
}

export class SharedCaches {
  readonly inclusion: Inclusion;
  readonly clusters: number;
  /** By cluster: its lines, dirty if memory is older. */
  private readonly caches: ModelCache<boolean>[];
  private readonly processorsEach: number;

  constructor(
    config: MachineConfig,
    l3: SharedConfig,
    private readonly events: SharedEvents,
  ) {
    const { sockets, diesPerSocket } = config.shape;
    this.inclusion = l3.inclusion;
    this.clusters = { machine: 1, socket: sockets, die: sockets * diesPerSocket }[l3.sharedBy];
    this.processorsEach = config.processors / this.clusters;
    const { lineBytes } = config;
    const seed = (config.seed ^ 0x3333_3333) >>> 0;
    this.caches = Array.from(
      { length: this.clusters },
      (_, cluster) => new ModelCache({ config: l3, lineBytes, processor: cluster, seed }),
    );
  }

  clusterOf(processor: number): number {
    return Math.floor(processor / this.processorsEach);
  }

  firstProcessorOf(cluster: number): number {
    return cluster * this.processorsEach;
  }

  holds(cluster: number, line: bigint): boolean {
    return this.caches[cluster]!.get(line) !== undefined;
  }

  isDirty(cluster: number, line: bigint): boolean {
    return this.caches[cluster]!.get(line) === true;
  }

  /** The clusters whose L3 holds the line, in ascending order. */
  holding(line: bigint): number[] {
    return this.caches.flatMap((cache, cluster) => (cache.get(line) === undefined ? [] : [cluster]));
  }

  lines(cluster: number): [bigint, boolean][] {
    return this.caches[cluster]!.lines();
  }

  touch(cluster: number, line: bigint): void {
    this.caches[cluster]!.touch(line);
  }

  setDirty(cluster: number, line: bigint, dirty: boolean): void {
    this.caches[cluster]!.set(line, dirty);
  }

  remove(cluster: number, line: bigint): void {
    this.caches[cluster]!.remove(line);
  }

  place(cluster: number, line: bigint, dirty: boolean): void {
    this.events.placed();
    const victim = this.caches[cluster]!.place(line, dirty);
    if (victim === null) return;
    const newerAbove = this.inclusion === 'inclusive' && this.events.evicting(cluster, victim.line);
    this.events.evicted(cluster, victim.line, victim.value || newerAbove);
  }

  /**
   * A core of the cluster has lost the line to replacement. `othersHold`: other cores of the cluster
   * have it still.
   */
  leftCore(cluster: number, line: bigint, writesBack: boolean, othersHold: boolean): void {
    if (this.holds(cluster, line)) {
      if (this.inclusion === 'exclusive' || (this.inclusion === 'non-inclusive' && writesBack)) {
        this.touch(cluster, line);
      }
      if (writesBack) this.setDirty(cluster, line, true);
      return;
    }
    const takesClean = this.inclusion === 'exclusive' && !othersHold;
    if (writesBack || takesClean) this.place(cluster, line, writesBack);
  }
}
