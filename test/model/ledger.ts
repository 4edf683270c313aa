/** What is counted: by processor, and the transition matrix of the whole machine. */
import type { MachineConfig } from '../../src/config/machine.js';
import type { CounterName, Counters } from '../../src/counters.js';
import { withSums, zeroCounters } from './sums.js';

export class Ledger {
  /** `from→to cause` to how often. */
  readonly visits = new Map<string, number>();
  private readonly processors: Counters[];

  constructor(private readonly config: MachineConfig) {
    this.processors = Array.from({ length: config.processors }, zeroCounters);
  }

  count(processor: number, counter: CounterName, amount = 1): void {
    this.processors[processor]![counter] += amount;
  }

  visit(from: string, to: string, cause: string): void {
    const key = `${from}→${to} ${cause}`;
    this.visits.set(key, (this.visits.get(key) ?? 0) + 1);
  }

  counters(): Counters[] {
    return this.processors.map((counted) => withSums(counted, this.config));
  }
}
