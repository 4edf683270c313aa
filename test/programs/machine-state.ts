/**
 * The state of the plain machine (machine.ts): memory, and of each thread its registers, where it is and what it
 * waits for. All of it but messages is in one buffer, so that it can be copied and compared.
 */
import { BY_CODE, type Instruction } from '../../src/programs/isa.js';
import {
  initialMemory,
  instructionCount,
  nameOfInstruction,
  type Program,
  stackTop,
} from '../../src/programs/program.js';
import { A0, RA, SP } from '../../src/programs/registers.js';
import { unpackWords, type Word } from '../../src/programs/word.js';
import { Mailboxes } from './mailboxes.js';
import { Memory } from './memory.js';
import { firstRandom } from './random-stream.js';
import { SECTION_NUMBERS } from './sections.js';
import { BUFFER_NUMBERS, StoreBuffer } from './store-buffer.js';
import { WAITING_NUMBERS, Waiting } from './waiting.js';

export type Model = 'sc' | 'tso' | 'pso';

export interface Decoded extends Word {
  readonly instruction: Instruction;
  readonly big: bigint;
}

export type FaultKind = 'unaligned' | 'out of range' | 'division' | 'fail' | 'no instruction' | 'exclusion';

/** Why the run ended early. */
export class Fault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly thread: number,
    readonly instruction: number,
    what: string,
  ) {
    super(what);
  }
}

/** A thread's state as numbers. */
export const PC = 0;
export const STATUS = 1;
export const RESERVED = 2;
const OWN = 3;
const WORDS = OWN + WAITING_NUMBERS + SECTION_NUMBERS;

export const READY = 0;
export const WAITING = 1;
export const RECEIVING = 2;
export const HALTED = 3;

export interface Note {
  readonly thread: number;
  readonly code: number;
  readonly value: bigint;
}

/** Threads and their memory, and what can be told of them. */
export class MachineState {
  readonly words: readonly Decoded[];
  readonly state: Uint8Array;
  readonly memory: Uint8Array;
  readonly threads: number;
  readonly outputs: { thread: number; value: bigint }[] = [];
  onNote: ((note: Note) => void) | undefined;
  steps = 0;
  protected readonly cells: Memory;
  protected readonly registers: BigInt64Array[] = [];
  protected readonly fields: Int32Array[] = [];
  protected readonly buffers: StoreBuffer[] = [];
  protected readonly sections: readonly Int32Array[];
  protected readonly waiting: Waiting;
  protected readonly random: BigUint64Array;
  protected readonly mail: Mailboxes;

  constructor(
    readonly program: Program,
    readonly model: Model = 'sc',
    seed = 1n,
  ) {
    this.words = unpackWords(program.code).map((word) => ({
      ...word,
      instruction: BY_CODE.get(word.code)!,
      big: BigInt(word.imm),
    }));
    const { threads, memoryBytes } = program;
    this.threads = threads;
    const memoryRoom = Math.ceil(memoryBytes / 8) * 8;
    const fieldBytes = Math.ceil(((WORDS + BUFFER_NUMBERS) * 4) / 8) * 8;
    const buffer = new ArrayBuffer(memoryRoom + threads * (256 + 8 + fieldBytes));
    this.state = new Uint8Array(buffer);
    this.memory = this.state.subarray(0, memoryBytes);
    this.memory.set(initialMemory(program));
    this.cells = new Memory(this.memory);
    this.random = new BigUint64Array(buffer, memoryRoom, threads);
    for (let t = 0; t < threads; t++) {
      const at = memoryRoom + threads * 8 + t * (256 + fieldBytes);
      const registers = new BigInt64Array(buffer, at, 32);
      const fields = new Int32Array(buffer, at + 256, WORDS);
      registers[SP] = BigInt(stackTop(program, t));
      registers[RA] = BigInt(instructionCount(program));
      fields[PC] = program.entry;
      fields[RESERVED] = -1;
      this.registers.push(registers);
      this.fields.push(fields);
      this.buffers.push(new StoreBuffer(new Int32Array(buffer, at + 256 + WORDS * 4, BUFFER_NUMBERS)));
      this.random[t] = firstRandom(seed, t);
    }
    this.mail = new Mailboxes(threads);
    this.sections = this.fields.map((fields) => fields.subarray(OWN + WAITING_NUMBERS));
    this.waiting = new Waiting(this.fields.map((fields) => fields.subarray(OWN, OWN + WAITING_NUMBERS)));
  }

  statusOf(thread: number): number {
    return this.fields[thread]![STATUS]!;
  }

  pcOf(thread: number): number {
    return this.fields[thread]![PC]!;
  }

  register(thread: number, register: number): bigint {
    return this.registers[thread]![register]!;
  }

  setRegister(thread: number, register: number, value: bigint): void {
    if (register !== 0) this.registers[thread]![register] = value;
  }

  /** The instruction that the thread executes next; `undefined` past the end. */
  pending(thread: number): Decoded | undefined {
    return this.words[this.pcOf(thread)];
  }

  /** How many stores wait in the thread's buffer. */
  buffered(thread: number): number {
    return this.buffers[thread]!.count;
  }

  get allHalted(): boolean {
    for (let t = 0; t < this.threads; t++) {
      if (this.statusOf(t) !== HALTED || this.buffered(t) > 0) return false;
    }
    return true;
  }

  fault(kind: FaultKind, thread: number, what: string): Fault {
    const pc = this.pcOf(thread);
    return new Fault(kind, thread, pc, `thread ${thread}, ${nameOfInstruction(this.program, pc)}: ${what}`);
  }

  /** A write that all threads see: it ends the reservations of the others. */
  protected write(thread: number, address: number, bytes: number, value: bigint): void {
    this.cells.write(address, bytes, value);
    const line = Math.floor(address / this.program.lineBytes);
    for (let t = 0; t < this.threads; t++) {
      const fields = this.fields[t]!;
      if (t !== thread && fields[RESERVED] === line) fields[RESERVED] = -1;
    }
  }

  /** Clears what a thread that has ended cannot use any more, so that equal states look equal. */
  forget(thread: number): void {
    const registers = this.registers[thread]!;
    const code = registers[A0]!;
    registers.fill(0n);
    registers[A0] = code;
    this.fields[thread]![RESERVED] = -1;
    this.random[thread] = 0n;
  }

  /** The code that a halted thread gave. */
  codeOf(thread: number): bigint {
    return this.register(thread, A0);
  }
}
