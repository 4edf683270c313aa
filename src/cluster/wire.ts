/**
 * The network between the nodes of a cluster, after LogGP (costs.ts).
 *
 *   sender's processor  ──o+s──┐ left
 *   sender's interface         └─(k−1)G─┬─g─ next one        arrives = left + (k−1)G + L
 *   receiver's processor                └──L──► ──o+s──► there
 */
import { Calendar } from './calendar.js';
import type { LogGP } from './costs.js';

export class Wire {
  private readonly sending: readonly Calendar[];
  private readonly receiving: readonly Calendar[];

  /** `hops`: links between two nodes. */
  constructor(
    readonly loggp: LogGP,
    nodes: number,
    private readonly hops: (from: number, to: number) => number = () => 0,
  ) {
    this.sending = Array.from({ length: nodes }, () => new Calendar());
    this.receiving = Array.from({ length: nodes }, () => new Calendar());
  }

  /** Cycles in which a processor is busy with a message. */
  get busyCycles(): number {
    return this.loggp.overheadCycles + this.loggp.softwareCycles;
  }

  /** From a processor's beginning to send so many bytes to another's having them, hops and what is in the way left out. */
  cyclesOf(bytes: number): number {
    return 2 * this.busyCycles + this.streamed(bytes) + this.loggp.latencyCycles;
  }

  private streamed(bytes: number): number {
    return Math.ceil(Math.max(0, bytes - 1) * this.loggp.gapPerByteCycles);
  }

  /** A processor begins to send at `time`: when it is done with that, and when all bytes have arrived. */
  send(from: number, to: number, bytes: number, time: number): { left: number; arrives: number } {
    const { latencyCycles, gapCycles, hopCycles } = this.loggp;
    const streamed = this.streamed(bytes);
    const ready = time + this.busyCycles;
    const left = this.sending[from]?.reserve(ready, streamed + gapCycles) ?? ready;
    return { left, arrives: left + streamed + latencyCycles + this.hops(from, to) * hopCycles };
  }

  /** A processor that is free at `ready` receives what arrives then: when it has it. */
  receive(to: number, arrives: number, ready: number): number {
    const from = Math.max(arrives, ready);
    return (this.receiving[to]?.reserve(from, this.loggp.gapCycles) ?? from) + this.busyCycles;
  }
}
