/** A reference from its issue to its end: TLB, caches, transaction, and what it leaves behind. */
import type { MachineConfig } from '../../../src/config/machine.js';
import type { AccessClass } from '../../../src/result.js';
import type { ModelReference } from '../references.js';
import type { Move, Visit } from '../visit.js';
import type { Interconnect } from './interconnect.js';
import { Path } from './path.js';

export interface Journey {
  readonly visit: Visit;
  /** Up to the end of the look-up in the TLB and L1: what a processor waits for in any case. */
  readonly first: Path;
  /** Up to the reference's own end. */
  readonly whole: Path;
  /** It was the first use of a prefetched line, and the line was not there yet. */
  readonly late: boolean;
}

export class Journeys {
  /** When the last transaction on each line has ended, or will. */
  private readonly ready = new Map<bigint, number>();

  constructor(
    private readonly config: MachineConfig,
    private readonly interconnect: Interconnect,
    /** Does the reference, without time. */
    private readonly refer: (reference: ModelReference) => Visit,
  ) {}

  go(reference: ModelReference, at: number): Journey {
    const visit = this.refer(reference);
    const whole = Path.from(at);
    this.lookUp(visit, whole);
    const first = whole.fork();
    if (!visit.inL1 && this.config.l2 !== null) whole.spend('l2', this.config.timing.l2Cycles);
    const late = visit.firstUse && this.readyAt(visit) > whole.at;
    if (late) whole.waitUntil('lineWait', this.readyAt(visit));
    const lookedUp = whole.at;
    this.move(visit, whole);
    for (const prefetch of visit.prefetches) this.move(prefetch, Path.from(lookedUp));
    const rooms = this.interconnect.memories.map((memory) => memory.takeRoom());
    whole.waitUntil('memoryWait', Math.max(...rooms));
    if (visit.request !== null) this.ready.set(visit.line, whole.at);
    return { visit, first, whole, late };
  }

  /** Whether the last transaction on a line is not over yet. */
  isUnderWay(line: bigint, at: number): boolean {
    return this.readyAt({ line }) > at;
  }

  classOf(visit: Visit): AccessClass {
    const { request, inL1 } = visit;
    if (request === null) return inL1 || this.config.l2 === null ? 'l1' : 'l2';
    if (request.source === null) return 'upgrade';
    if (request.source.from === 'own L3') return 'l3';
    const near = this.interconnect.isNear(visit);
    if (request.source.from === 'memory') return near ? 'memoryLocal' : 'memoryRemote';
    return near ? 'cacheLocal' : 'cacheRemote';
  }

  private lookUp({ tlb }: Visit, path: Path): void {
    const { timing } = this.config;
    const missed = tlb === 'L2' || tlb === 'walk';
    if (missed && this.config.tlb!.l2 !== null) path.spend('tlb', timing.tlb.l2Cycles);
    if (tlb === 'walk') path.spend('tlb', timing.tlb.walkCycles);
    path.spend('l1', timing.l1Cycles);
  }

  /** One transaction on a line at a time. */
  private move(move: Move, path: Path): void {
    if (move.request !== null) {
      path.waitUntil('lineWait', this.readyAt(move));
      this.interconnect.transact(move, path);
      this.ready.set(move.line, path.at);
    }
    this.interconnect.settle(move, path.at);
  }

  private readyAt({ line }: Pick<Move, 'line'>): number {
    return this.ready.get(line) ?? 0;
  }
}
