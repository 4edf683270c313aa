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
import { latest, Path } from './path.js';
import { usesOf, usesOfMemory } from './uses.js';

/** A split-transaction bus: requests and data each have wires of their own, free in between. */
export class SplitBus implements Interconnect {
  private readonly requestBus = new Calendar();
  private readonly dataBus = new Calendar();
  private readonly memory: ModelMemory;
  readonly memories: readonly ModelMemory[];

  constructor(private readonly config: MachineConfig) {
    this.memory = new ModelMemory(config);
    this.memories = [this.memory];
  }

  transact({ line, request }: Move, path: Path): void {
    path.occupy(this.requestBus, requestCycles(this.config, request!), 'busWait', 'bus');
    const asked = path.fork();
    const snooped = asked.at + this.config.timing.snoopCycles;
    this.answer(request!, line, path);
    if (request!.words > 0) {
      asked.occupy(this.dataBus, wordCycles(this.config, request!), 'busWait', 'bus');
      path.become(latest([path, asked]));
    }
    for (let flush = 0; flush < request!.loneFlushes; flush++) this.sendToMemory(snooped, line);
  }

  private answer({ source, missedL3 }: VisitRequest, line: bigint, path: Path): void {
    const { lineBytes, timing } = this.config;
    if (source === null || source.from === 'core') path.spend('cache', timing.snoopCycles);
    else if (source.from === 'memory') {
      if (missedL3) path.spend('l3', timing.l3Cycles);
      this.memory.access(path, 'read', line, lineBytes);
    } else path.spend('l3', timing.l3Cycles);
    if (source === null) return;
    path.occupy(this.dataBus, transferCycles(this.config, lineBytes), 'busWait', 'bus');
  }

  settle({ departures }: Move, end: number): void {
    const { arbitrationCycles, requestCycles } = this.config.timing.bus;
    for (const departure of departures) {
      const { kind, line } = departure;
      if (kind === 'L3') this.memory.post(end, line, this.config.lineBytes);
      else {
        const asked = Path.from(end);
        asked.occupy(this.requestBus, arbitrationCycles + requestCycles, 'busWait', 'bus');
        if (reachesMemory(this.config, departure)) this.sendToMemory(asked.at, line);
        else this.send(asked);
      }
    }
  }

  private send(path: Path): void {
    path.occupy(this.dataBus, transferCycles(this.config, this.config.lineBytes), 'busWait', 'bus');
  }

  private sendToMemory(at: number, line: bigint): void {
    const path = Path.from(at);
    this.send(path);
    this.memory.post(path.at, line, this.config.lineBytes);
  }

  isNear(): boolean {
    return true;
  }

  calendars(): readonly Calendar[] {
    return [this.requestBus, this.dataBus, ...this.memory.calendars()];
  }

  uses(): ResourceUse[] {
    return [
      ...usesOf('requestBus', [this.requestBus]),
      ...usesOf('dataBus', [this.dataBus]),
      ...usesOfMemory(this.memories),
    ];
  }
}
