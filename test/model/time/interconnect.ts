/** What joins processors and memory in timed mode: one bus, or nodes; and what its messages cost. */
import type { MachineConfig } from '../../../src/config/machine.js';
import type { ResourceUse } from '../../../src/result.js';
import type { Departure, Move, VisitRequest } from '../visit.js';
import type { Calendar } from './calendar.js';
import type { ModelMemory } from './memory.js';
import type { Path } from './path.js';

/** What the transactions of a machine take, on a bus or between nodes. */
export interface Interconnect {
  /** Continues the path by the move's transaction. */
  transact(move: Move, path: Path): void;
  /** What else the move set off, which nobody waits for, from its end. */
  settle(move: Move, end: number): void;
  /** Whether the line of a fill came from the requester's own node. */
  isNear(move: Move): boolean;
  readonly memories: readonly ModelMemory[];
  uses(): ResourceUse[];
  calendars(): readonly Calendar[];
}

export const transferCycles = ({ timing }: MachineConfig, bytes: number): number =>
  Math.ceil(bytes / timing.bus.bytesPerCycle);

export const wordCycles = (config: MachineConfig, { words }: VisitRequest): number =>
  transferCycles(config, words * config.bus.wordBytes);

/** A BusUpd that follows has won the arbitration already. */
export const requestCycles = ({ timing }: MachineConfig, { thenUpdates }: VisitRequest): number =>
  timing.bus.arbitrationCycles + timing.bus.requestCycles * (thenUpdates ? 2 : 1);

/** Where there is an L3, what leaves a core goes no further. */
export const reachesMemory = ({ l3 }: MachineConfig, { kind }: Departure): boolean =>
  kind === 'L3' || l3 === null;
