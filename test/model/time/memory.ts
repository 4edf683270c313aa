/** The memory of one node, or of a bus machine: channels of banks, each with at most one open row. */
import type { MachineConfig } from '../../../src/config/machine.js';
import { Calendar } from './calendar.js';
import { Path } from './path.js';

/** What an access means for its bank: cycles up to the data, and whether the row was open. */
interface Service {
  readonly cycles: number;
  readonly rowHit: boolean;
}

export class ModelMemory {
  reads = 0;
  writes = 0;
  rowHits = 0;
  rowEmpties = 0;
  rowConflicts = 0;
  /** Those of channel 0 first. */
  readonly banks: readonly Calendar[];
  readonly channels: readonly Calendar[];
  /** When each write ends, by channel, in the order in which they were made. */
  private readonly written = new Map<number, number[]>();
  /** When there was room for all writes since it was last asked. */
  private room = 0;
  private readonly openRows = new Map<number, bigint>();

  constructor(private readonly config: MachineConfig) {
    const { channels, banks } = config.timing.memory;
    this.channels = Array.from({ length: channels }, () => new Calendar());
    this.banks = Array.from({ length: channels * banks }, () => new Calendar());
  }

  calendars(): readonly Calendar[] {
    return [...this.banks, ...this.channels];
  }

  /** Continues the path by an access. */
  access(path: Path, kind: 'read' | 'write', line: bigint, bytes: number): void {
    this.serve(path, line, this.touch(kind, line), bytes);
  }

  /**
   * The same of an access that has been counted. Columns of an open row come one after the other as fast as the
   * channel takes them; whatever opens a row has the bank to itself until its data are there.
   */
  serve(path: Path, line: bigint, { cycles, rowHit }: Service, bytes: number): void {
    const { channel, bank } = this.placeOf(line);
    const transfer = Math.ceil(bytes / this.config.timing.memory.bytesPerCycle);
    const occupied = rowHit ? Math.min(cycles, transfer) : cycles;
    path.waitUntil('memoryWait', this.banks[bank]!.reserve(path.at, occupied));
    path.spend('memory', cycles);
    path.occupy(this.channels[channel]!, transfer, 'memoryWait', 'memory');
  }

  /** A write that nobody waits for. */
  post(at: number, line: bigint, bytes: number): void {
    const path = Path.from(at);
    this.access(path, 'write', line, bytes);
    const { channel } = this.placeOf(line);
    const ends = this.written.get(channel) ?? [];
    this.room = Math.max(this.room, ends.at(-this.config.timing.memory.writeQueueEntries) ?? 0);
    ends.push(path.at);
    this.written.set(channel, ends);
  }

  /** When there is room in the write queues for what was written since the last call. */
  takeRoom(): number {
    const { room } = this;
    this.room = 0;
    return room;
  }

  /** Counts an access and leaves its row as an access does. */
  touch(kind: 'read' | 'write', line: bigint): Service {
    const { rows, hitCycles, emptyCycles, conflictCycles } = this.config.timing.memory;
    const { bank, row } = this.placeOf(line);
    const open = this.openRows.get(bank);
    if (rows === 'open') this.openRows.set(bank, row);
    if (kind === 'read') this.reads++;
    else this.writes++;
    if (open === undefined) {
      this.rowEmpties++;
      return { cycles: emptyCycles, rowHit: false };
    }
    if (open === row) {
      this.rowHits++;
      return { cycles: hitCycles, rowHit: true };
    }
    this.rowConflicts++;
    return { cycles: conflictCycles, rowHit: false };
  }

  /** Lines in turn over channels; then rows' worth of lines in turn over the channel's banks. */
  private placeOf(line: bigint): { channel: number; bank: number; row: bigint } {
    const { lineBytes, timing } = this.config;
    const channels = BigInt(timing.memory.channels);
    const banks = BigInt(timing.memory.banks);
    const linesInRow = BigInt(Math.max(1, Math.floor(timing.memory.rowBytes / lineBytes)));
    const channel = line % channels;
    const rowful = line / channels / linesInRow;
    return {
      channel: Number(channel),
      bank: Number(channel * banks + (rowful % banks)),
      row: rowful / banks,
    };
  }
}
