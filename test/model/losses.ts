/** How cores and L3s lose lines, and what becomes of the data. */
import type { MachineConfig } from '../../src/config/machine.js';
import type { Classifier } from './classification.js';
import type { ModelCore } from './core.js';
import type { Ledger } from './ledger.js';
import type { Movement } from './levels.js';
import type { ModelNodes } from './nodes.js';
import type { ModelProtocol } from './protocol.js';
import type { SharedCaches, SharedEvents } from './shared.js';
import type { Departure } from './visit.js';

/** The machine, as far as losses are concerned. */
export interface Holdings {
  readonly config: MachineConfig;
  readonly protocol: ModelProtocol;
  readonly ledger: Ledger;
  readonly classifier: Classifier | null;
  readonly cores: readonly ModelCore[];
  readonly shared: SharedCaches | null;
  readonly nodes: ModelNodes | null;
  /** The thread whose reference is under way. */
  readonly referring: number;
  departed(departure: Departure): void;
}

export class Losses {
  private readonly invalid: string;

  constructor(private readonly machine: Holdings) {
    this.invalid = machine.protocol.states[0]!;
  }

  /** Another's transaction, or a write of its own that keeps nothing, takes the core's copies. */
  taken(core: ModelCore, line: bigint): void {
    core.levels.drop(line);
    this.forget(core, line, core.number);
    this.machine.classifier?.taken(core.number, line);
  }

  /** What a reference of the core sets off in its own caches. */
  movementOf(core: ModelCore): Movement {
    const { referring, ledger, protocol } = this.machine;
    return {
      count: (counter) => ledger.count(referring, counter),
      isDirty: (line) => protocol.facts(core.states.get(line)!).dirty === true,
      left: (line) => this.leftByReplacement(core, line, referring),
    };
  }

  /** A directory takes copies back: evictions that their cores did not choose. Whether any goes to memory. */
  recalled(line: bigint, isConcerned: (processor: number) => boolean): boolean {
    const { cores, ledger, shared, referring } = this.machine;
    let toMemory = false;
    for (const core of cores) {
      if (!isConcerned(core.number) || !core.states.has(line)) continue;
      ledger.count(core.number, 'recalls');
      ledger.count(core.number, 'backInvalidations', core.levels.copiesUnderInclusion(line));
      if (this.withdrawn(core, line)) toMemory = true;
    }
    for (const cluster of shared?.holding(line) ?? []) {
      if (!isConcerned(shared!.firstProcessorOf(cluster))) continue;
      if (shared!.isDirty(cluster, line)) toMemory = true;
      shared!.remove(cluster, line);
    }
    if (shared !== null && toMemory) ledger.count(referring, 'l3WriteBacks');
    return toMemory;
  }

  readonly sharedEvents: SharedEvents = {
    placed: () => this.machine.ledger.count(this.machine.referring, 'l3Fills'),
    evicting: (cluster, line) => {
      const { cores, shared, ledger } = this.machine;
      let writtenBack = false;
      for (const core of cores) {
        if (shared!.clusterOf(core.number) !== cluster || !core.states.has(line)) continue;
        ledger.count(core.number, 'l3BackInvalidations');
        if (this.withdrawn(core, line)) writtenBack = true;
      }
      return writtenBack;
    },
    evicted: (cluster, line, dirty) => {
      const { ledger, shared, nodes, referring } = this.machine;
      ledger.count(referring, 'l3Evictions');
      if (dirty) this.writtenFromShared(line);
      nodes?.put(shared!.firstProcessorOf(cluster), line, dirty);
    },
  };

  /** An L3 writes a line to memory. */
  writtenFromShared(line: bigint): void {
    this.machine.ledger.count(this.machine.referring, 'l3WriteBacks');
    this.machine.departed({ kind: 'L3', line });
  }

  /** The core's caches had no room for the line. */
  private leftByReplacement(core: ModelCore, line: bigint, thread: number): void {
    const { cores, shared, nodes } = this.machine;
    const writesBack = this.evicted(core, line, thread);
    if (shared !== null) {
      const cluster = shared.clusterOf(core.number);
      const othersHold = cores.some(
        (other) => shared.clusterOf(other.number) === cluster && other.states.has(line),
      );
      shared.leftCore(cluster, line, writesBack, othersHold);
    }
    nodes?.put(core.number, line, writesBack && shared === null);
  }

  /** Somebody below takes all copies of the core; whether it had newer data. */
  private withdrawn(core: ModelCore, line: bigint): boolean {
    core.levels.clean(line, (counter) => this.machine.ledger.count(core.number, counter));
    core.levels.drop(line);
    return this.evicted(core, line, core.number);
  }

  /** The core's Evict cell, its copies being gone; whether it writes back. Counted at the thread. */
  private evicted(core: ModelCore, line: bigint, thread: number): boolean {
    const { protocol, ledger, classifier, config } = this.machine;
    const state = core.states.get(line)!;
    const { writesBack } = protocol.onEvict(state);
    ledger.count(thread, 'evictions');
    ledger.visit(state, this.invalid, 'Evict');
    classifier?.evicted(core.number, line);
    if (writesBack) {
      ledger.count(thread, 'writeBacks');
      ledger.count(thread, 'busWB');
      ledger.count(thread, 'busDataBytes', config.lineBytes);
      this.machine.departed({ kind: 'core', line });
    }
    this.forget(core, line, thread);
    return writesBack;
  }

  private forget(core: ModelCore, line: bigint, thread: number): void {
    core.states.delete(line);
    if (core.prefetched.delete(line)) this.machine.ledger.count(thread, 'uselessPrefetches');
  }
}
