/**
 * Why each miss happened: Hill 1987 for cold, capacity and conflict; Dubois et al. 1993 and
 * Torrellas et al. 1994 for true and false sharing by word.
 */
import { type ModelReference, unitsOf } from './references.js';

export type MissKind = 'cold' | 'capacity' | 'conflict' | 'true sharing' | 'false sharing';

/** Sharing is told apart by words of four bytes. */
const WORD_BYTES = 4;

type History =
  | { how: 'held' }
  | { how: 'evicted' }
  /** Taken away; the words that other processors wrote since. */
  | { how: 'taken'; written: Set<number> };

/** A fully associative LRU cache of one processor, fed with all its references. */
class Shadow {
  private order: bigint[] = [];
  constructor(private readonly capacity: number) {}
  /** Whether the reference missed. */
  refer(line: bigint): boolean {
    const hit = this.order.includes(line);
    this.order = [...this.order.filter((other) => other !== line), line];
    if (this.order.length > this.capacity) this.order.shift();
    return !hit;
  }
}

export class Classifier {
  private readonly history: Map<bigint, History>[];
  private readonly shadows: (Shadow | null)[];

  constructor(processors: number, capacityInLines: number | null) {
    this.history = Array.from({ length: processors }, () => new Map());
    this.shadows = Array.from({ length: processors }, () =>
      capacityInLines === null ? null : new Shadow(capacityInLines),
    );
  }

  /** To be called once for each reference, before anything changes; the kind counts if it misses. */
  refer(reference: ModelReference): MissKind {
    const shadowMissed = this.shadows[reference.processor]?.refer(reference.line) ?? false;
    const history = this.history[reference.processor]!.get(reference.line);
    if (history === undefined) return 'cold';
    if (history.how === 'taken') {
      const touched = unitsOf(reference, WORD_BYTES);
      return touched.some((word) => history.written.has(word)) ? 'true sharing' : 'false sharing';
    }
    return shadowMissed ? 'capacity' : 'conflict';
  }

  holds(processor: number, line: bigint): void {
    this.history[processor]!.set(line, { how: 'held' });
  }

  evicted(processor: number, line: bigint): void {
    this.history[processor]!.set(line, { how: 'evicted' });
  }

  taken(processor: number, line: bigint): void {
    this.history[processor]!.set(line, { how: 'taken', written: new Set() });
  }

  /** To be called for each write, after its transactions took what they took. */
  wrote(reference: ModelReference): void {
    this.history.forEach((lines, processor) => {
      const history = lines.get(reference.line);
      if (processor === reference.processor || history?.how !== 'taken') return;
      for (const word of unitsOf(reference, WORD_BYTES)) history.written.add(word);
    });
  }
}
