import type { MachineConfig } from '../../../src/config/machine.js';
import type { ResourceUse } from '../../../src/result.js';
import type { Move, VisitRequest } from '../visit.js';
import { Calendar } from './calendar.js';
import {
  type Interconnect,
  reachesMemory,
  requestCycles,
  transferCycles,
  wordCycles,
} from './interconnect.js';
import { ModelMemory } from './memory.js';
import { Path } from './path.js';
import { usesOf, usesOfMemory } from './uses.js';

/** An atomic bus: nobody else has it until the transaction is over. */
export class AtomicBus implements Interconnect {
  private readonly bus = new Calendar();
  private readonly memory: ModelMemory;
  readonly memories: readonly ModelMemory[];

  constructor(private readonly config: MachineConfig) {
    this.memory = new ModelMemory(config);
    this.memories = [this.memory];
  }

  transact({ line, request }: Move, path: Path): void {
    const { lineBytes } = this.config;
    const whole = this.layOut(request!, line, path.at);
    path.waitUntil('busWait', this.bus.reserve(path.at, whole.at));
    for (const [cause, cycles] of whole.causes()) path.spend(cause, cycles);
    for (let flush = 0; flush < request!.loneFlushes; flush++) this.memory.post(path.at, line, lineBytes);
  }

  /** All that the bus is held for, from 0 on, by a transaction that comes at `at`. */
  private layOut(request: VisitRequest, line: bigint, at: number): Path {
    const { snoopCycles, l3Cycles } = this.config.timing;
    const whole = Path.from(0);
    whole.spend('bus', requestCycles(this.config, request));
    if (request.source?.from === 'memory') {
      if (request.missedL3) whole.spend('l3', l3Cycles);
      this.readMemory(request, line, at, whole);
    } else if (request.source === null || request.source.from === 'core') whole.spend('cache', snoopCycles);
    else whole.spend('l3', l3Cycles);
    whole.spend('bus', this.carried(request));
    return whole;
  }

  /** Cycles of the lines and words that cross. */
  private carried(request: VisitRequest): number {
    const lines = request.loneFlushes + (request.source === null ? 0 : 1);
    return lines * transferCycles(this.config, this.config.lineBytes) + wordCycles(this.config, request);
  }

  /**
   * Memory is asked when the bus would be granted if memory were idle. Its channel and the bus carry the line at
   * the same time: where the channel is the slower, the rest is memory's.
   */
  private readMemory(request: VisitRequest, line: bigint, at: number, whole: Path): void {
    const { lineBytes, timing } = this.config;
    const service = this.memory.touch('read', line);
    const channel = Math.ceil(lineBytes / timing.memory.bytesPerCycle);
    const more = Math.max(0, channel - transferCycles(this.config, lineBytes));
    const granted = this.bus.firstFree(at, whole.at + service.cycles + more + this.carried(request));
    const access = Path.from(granted + whole.at);
    this.memory.serve(access, line, service, lineBytes);
    whole.spend('memoryWait', access.causes().get('memoryWait') ?? 0);
    whole.spend('memory', service.cycles + more);
  }

  settle({ departures }: Move, end: number): void {
    const { arbitrationCycles, requestCycles } = this.config.timing.bus;
    const transfer = transferCycles(this.config, this.config.lineBytes);
    const cycles = arbitrationCycles + requestCycles + transfer;
    for (const departure of departures) {
      const moved = departure.kind === 'core' ? this.bus.reserve(end, cycles) + cycles : end;
      if (reachesMemory(this.config, departure)) {
        this.memory.post(moved, departure.line, this.config.lineBytes);
      }
    }
  }

  isNear(): boolean {
    return true;
  }

  calendars(): readonly Calendar[] {
    return [this.bus, ...this.memory.calendars()];
  }

  uses(): ResourceUse[] {
    return [...usesOf('bus', [this.bus]), ...usesOfMemory(this.memories)];
  }
}
