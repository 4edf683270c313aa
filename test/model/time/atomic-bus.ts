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
    // How long it takes does not depend on when it begins: the whole is laid out first.
    const whole = Path.from(0);
    const { timing, lineBytes } = this.config;
    whole.spend('bus', requestCycles(this.config, request!));
    if (request!.source === null) whole.spend('cache', timing.snoopCycles);
    else {
      this.answer(request!, line, whole);
      whole.spend('bus', transferCycles(this.config, lineBytes));
    }
    whole.spend('bus', wordCycles(this.config, request!));
    for (let flush = 0; flush < request!.loneFlushes; flush++) {
      whole.spend('bus', transferCycles(this.config, lineBytes));
      this.memory.touch('write', line);
    }
    path.waitUntil('busWait', this.bus.reserve(path.at, whole.at));
    for (const [cause, cycles] of whole.causes()) path.spend(cause, cycles);
  }

  private answer({ source, missedL3 }: VisitRequest, line: bigint, whole: Path): void {
    const { snoopCycles, l3Cycles } = this.config.timing;
    if (source?.from === 'core') whole.spend('cache', snoopCycles);
    else if (source?.from === 'memory') {
      if (missedL3) whole.spend('l3', l3Cycles);
      whole.spend('memory', this.memory.touch('read', line));
    } else whole.spend('l3', l3Cycles);
  }

  settle({ departures }: Move, end: number): void {
    const { arbitrationCycles, requestCycles } = this.config.timing.bus;
    const transfer = transferCycles(this.config, this.config.lineBytes);
    for (const departure of departures) {
      if (departure.kind === 'core') this.bus.reserve(end, arbitrationCycles + requestCycles + transfer);
      if (reachesMemory(this.config, departure)) this.memory.touch('write', departure.line);
    }
  }

  isNear(): boolean {
    return true;
  }

  uses(): ResourceUse[] {
    return [...usesOf('bus', [this.bus]), ...usesOfMemory(this.memories)];
  }
}
