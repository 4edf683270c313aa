/**
 * A plain machine that executes programs, the yardstick for others: threads that take turns one
 * instruction at a time over one memory, sequentially consistent, or with store buffers that drain in
 * order (`tso`) or by address (`pso`). All of its state but messages is in one buffer, so that it can be
 * copied and compared.
 */
import { BY_CODE, type Instruction, NOTES } from '../../src/programs/isa.js';
import {
  initialMemory,
  instructionCount,
  nameOfAddress,
  nameOfInstruction,
  type Program,
  stackTop,
} from '../../src/programs/program.js';
import { A0, A7, RA, SP } from '../../src/programs/registers.js';
import { unpackWords, type Word } from '../../src/programs/word.js';
import { compute, taken } from './arithmetic.js';
import { Mailboxes } from './mailboxes.js';
import { Memory } from './memory.js';
import { firstRandom, nextRandom } from './random-stream.js';
import { enterSection, leaveSection, SECTION_NUMBERS } from './sections.js';
import { BUFFER_NUMBERS, StoreBuffer } from './store-buffer.js';
import { SystemService, serviceOf } from './system-services.js';
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
const PC = 0;
const STATUS = 1;
const RESERVED = 2;
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

const ENTER = NOTES.ENTER.code;
const LEAVE = NOTES.LEAVE.code;

export class Machine {
  readonly words: readonly Decoded[];
  readonly state: Uint8Array;
  readonly memory: Uint8Array;
  readonly threads: number;
  readonly outputs: { thread: number; value: bigint }[] = [];
  onNote: ((note: Note) => void) | undefined;
  steps = 0;
  private readonly cells: Memory;
  private readonly registers: BigInt64Array[] = [];
  private readonly fields: Int32Array[] = [];
  private readonly buffers: StoreBuffer[] = [];
  private readonly sections: readonly Int32Array[];
  private readonly waiting: Waiting;
  private readonly random: BigUint64Array;
  private readonly mail: Mailboxes;

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

  /** Whether the thread can execute its next instruction now. */
  canStep(thread: number): boolean {
    const status = this.statusOf(thread);
    if (status === RECEIVING) return this.canReceive(thread);
    if (status !== READY) return false;
    if (this.model === 'sc' || this.buffered(thread) === 0) return true;
    const word = this.pending(thread);
    if (!word) return true;
    const { class: kind, mnemonic, access } = word.instruction;
    if (kind === 'store') return !this.buffers[thread]!.full;
    if (kind === 'load') {
      const address = Number(this.registers[thread]![word.rs1]! + word.big);
      return this.buffers[thread]!.forwarded(address, access!.bytes) !== 'partly';
    }
    return !(kind === 'atomic' || kind === 'blocking' || kind === 'message' || mnemonic === 'fence');
  }

  /** Which buffered stores of the thread may go to memory now. */
  drainable(thread: number): number[] {
    return this.buffers[thread]!.drainable(this.model === 'pso');
  }

  /** A buffered store goes to memory. */
  drain(thread: number, index: number): void {
    const { address, bytes, value } = this.buffers[thread]!.entry(index);
    this.write(thread, address, bytes, value);
    this.buffers[thread]!.remove(index);
  }

  fault(kind: FaultKind, thread: number, what: string): Fault {
    const pc = this.pcOf(thread);
    return new Fault(kind, thread, pc, `thread ${thread}, ${nameOfInstruction(this.program, pc)}: ${what}`);
  }

  private check(thread: number, address: bigint, bytes: number): number {
    const { memoryBase, memoryBytes } = this.program;
    const at = Number(address);
    const shown = (): string => nameOfAddress(this.program, at);
    if (address < memoryBase || address + BigInt(bytes) > memoryBytes) {
      throw this.fault('out of range', thread, `${bytes} bytes at ${shown()} are out of range`);
    }
    if (at % bytes !== 0) throw this.fault('unaligned', thread, `${bytes} bytes at ${shown()} are unaligned`);
    return at;
  }

  /** A write that all threads see: it ends the reservations of the others. */
  private write(thread: number, address: number, bytes: number, value: bigint): void {
    this.cells.write(address, bytes, value);
    const line = Math.floor(address / this.program.lineBytes);
    for (let t = 0; t < this.threads; t++) {
      const fields = this.fields[t]!;
      if (t !== thread && fields[RESERVED] === line) fields[RESERVED] = -1;
    }
  }

  /** Executes the next instruction of a thread that can step. */
  step(thread: number): void {
    this.steps++;
    const fields = this.fields[thread]!;
    const word = this.words[fields[PC]!];
    if (!word) throw this.fault('no instruction', thread, 'there is no instruction');
    const { class: kind } = word.instruction;
    let next = fields[PC]! + 1;
    if (kind === 'arithmetic') this.setRegister(thread, word.rd, this.arithmetic(thread, word));
    else if (kind === 'load' || kind === 'store') this.loadOrStore(thread, word);
    else if (kind === 'atomic') this.setRegister(thread, word.rd, this.atomic(thread, word));
    else if (kind === 'branch') next = this.holds(thread, word) ? word.imm : next;
    else if (kind === 'jump') {
      const to = word.instruction.mnemonic === 'jal' ? word.big : this.register(thread, word.rs1) + word.big;
      this.setRegister(thread, word.rd, BigInt(next));
      if (to < 0n || to >= this.words.length) {
        throw this.fault(
          'no instruction',
          thread,
          `it goes to ${to}; there are ${this.words.length} instructions`,
        );
      }
      next = Number(to);
    } else if (kind === 'fence') this.fence(thread, word);
    else if (kind === 'note') this.note(thread, word.imm, this.register(thread, word.rs1));
    else if (!this.system(thread, word)) return;
    fields[PC] = next;
  }

  private arithmetic(thread: number, { instruction, rd, rs1, rs2, big }: Decoded): bigint {
    const { mnemonic, form } = instruction;
    if (mnemonic === 'li') return big;
    if (mnemonic === 'lih') return (big << 32n) | BigInt.asUintN(32, this.register(thread, rd));
    const immediate = form === 'rd, rs1, imm';
    // addi does with imm what add does with rs2, sltui what sltu does, and so on.
    const operation = immediate ? mnemonic.replace('i', '') : mnemonic;
    const value = compute(
      operation,
      this.register(thread, rs1),
      immediate ? big : this.register(thread, rs2),
    );
    if (value === undefined) throw this.fault('division', thread, 'a division by 0');
    return value;
  }

  private holds(thread: number, { instruction: { mnemonic }, rs1, rs2 }: Decoded): boolean {
    return taken(mnemonic, this.register(thread, rs1), this.register(thread, rs2));
  }

  private loadOrStore(thread: number, { instruction, rd, rs1, rs2, big }: Decoded): void {
    const { bytes, signed, release } = instruction.access!;
    const address = this.check(thread, this.register(thread, rs1) + big, bytes);
    if (instruction.class === 'load') {
      const own = this.buffers[thread]!.forwarded(address, bytes);
      const bits = bytes * 8;
      const raw = typeof own === 'bigint' ? own : this.cells.read(address, bytes, signed);
      this.setRegister(thread, rd, signed ? BigInt.asIntN(bits, raw) : BigInt.asUintN(bits, raw));
      return;
    }
    const value = this.register(thread, rs2);
    if (this.model === 'sc') {
      this.write(thread, address, bytes, value);
      return;
    }
    this.buffers[thread]!.add(address, bytes, value, release);
  }

  private atomic(thread: number, { instruction, rd, rs1, rs2, big }: Decoded): bigint {
    const { bytes } = instruction.access!;
    const address = this.check(thread, this.register(thread, rs1) + big, bytes);
    const operand = this.register(thread, rs2);
    const fields = this.fields[thread]!;
    const line = Math.floor(address / this.program.lineBytes);
    const old = this.cells.read(address, bytes, true);
    switch (instruction.mnemonic.split('.')[0]) {
      case 'tas':
        this.write(thread, address, bytes, 1n);
        return old;
      case 'swap':
        this.write(thread, address, bytes, operand);
        return old;
      case 'cas':
        if (old === BigInt.asIntN(bytes * 8, this.register(thread, rd))) {
          this.write(thread, address, bytes, operand);
        }
        return old;
      case 'fadd':
        this.write(thread, address, bytes, old + operand);
        return old;
      case 'll':
        fields[RESERVED] = line;
        return old;
      default: {
        const reserved = fields[RESERVED] === line;
        fields[RESERVED] = -1;
        if (reserved) this.write(thread, address, bytes, operand);
        return reserved ? 1n : 0n;
      }
    }
  }

  private fence(thread: number, { instruction: { mnemonic } }: Decoded): void {
    if (mnemonic === 'fence.w' || mnemonic === 'fence.rl') this.buffers[thread]!.fence();
  }

  private note(thread: number, code: number, value: bigint): void {
    this.onNote?.({ thread, code, value });
    if (code === LEAVE) leaveSection(this.sections, thread, value);
    if (code !== ENTER) return;
    const other = enterSection(this.sections, thread, value);
    if (other === undefined) return;
    const object = nameOfAddress(this.program, Number(value));
    throw this.fault('exclusion', thread, `thread ${other} is in the critical section of ${object} too`);
  }

  /** The rest; false if the thread stays where it is. */
  private system(thread: number, word: Decoded): boolean {
    const { rd, rs1, rs2, big, imm } = word;
    const fields = this.fields[thread]!;
    switch (word.instruction.mnemonic) {
      case 'who':
        this.setRegister(thread, rd, BigInt(thread));
        return true;
      case 'crowd':
        this.setRegister(thread, rd, BigInt(this.threads));
        return true;
      case 'cycle':
        this.setRegister(thread, rd, BigInt(this.steps));
        return true;
      case 'rnd': {
        const { state, value } = nextRandom(this.random[thread]!);
        this.random[thread] = state;
        this.setRegister(thread, rd, BigInt.asIntN(64, value));
        return true;
      }
      case 'out':
        this.outputs.push({ thread, value: this.register(thread, rs1) });
        return true;
      case 'fail':
        throw this.fault('fail', thread, `assertion ${imm} of the program does not hold`);
      case 'halt':
        fields[STATUS] = HALTED;
        return false;
      case 'flush':
      case 'inval':
        this.check(thread, this.register(thread, rs1) + big, 1);
        return true;
      case 'wait': {
        const address = this.check(thread, this.register(thread, rs1) + big, 4);
        if (this.cells.read(address, 4, true) !== BigInt.asIntN(32, this.register(thread, rs2))) return true;
        fields[STATUS] = WAITING;
        this.waiting.block(thread, address);
        return true;
      }
      case 'wake':
        this.setRegister(thread, rd, this.wake(thread, word));
        return true;
      case 'send': {
        const to = this.register(thread, rs1);
        if (serviceOf(to) === 'lock') return this.giveBack(thread, this.register(thread, rs2));
        if (to < 0n || to >= this.threads)
          throw this.fault('out of range', thread, `there is no thread ${to}`);
        const bytes = this.span(thread, this.register(thread, rs2), this.register(thread, rd));
        this.mail.send(thread, Number(to), bytes);
        this.hasSent = true;
        return true;
      }
      case 'recv':
        return this.receive(thread, word);
    }
    return true;
  }

  private wake(thread: number, { rs1, rs2, big }: Decoded): bigint {
    const address = this.check(thread, this.register(thread, rs1) + big, 4);
    const woken = this.waiting.wake(address, this.register(thread, rs2));
    for (const other of woken) this.fields[other]![STATUS] = READY;
    return BigInt(woken.length);
  }

  private span(thread: number, address: bigint, bytes: bigint): Uint8Array {
    const { memoryBase, memoryBytes } = this.program;
    if (bytes < 0n || address < memoryBase || address + bytes > memoryBytes) {
      throw this.fault('out of range', thread, `${bytes} bytes at ${address} are out of range`);
    }
    return this.memory.subarray(Number(address), Number(address + bytes));
  }

  /** Whether any thread has sent a message to another. */
  hasSent = false;

  /** From whom the thread's `recv` wants a message. */
  private sender(thread: number): bigint {
    return this.register(thread, this.pending(thread)!.rs1);
  }

  private service(address: bigint): SystemService {
    return new SystemService(this.memory.subarray(Number(address)), this.threads);
  }

  private canReceive(thread: number): boolean {
    const from = this.sender(thread);
    const service = serviceOf(from);
    if (!service) return this.mail.has(thread, from);
    return this.service(this.register(thread, this.pending(thread)!.rs2)).isOpen(service, thread);
  }

  private giveBack(thread: number, address: bigint): boolean {
    if (this.service(address).release(thread)) return true;
    throw this.fault('exclusion', thread, `gives back the lock at ${address}, which it does not have`);
  }

  private receive(thread: number, { rd, rs2 }: Decoded): boolean {
    const service = serviceOf(this.sender(thread));
    if (service) {
      const done = this.service(this.register(thread, rs2)).ask(service, thread);
      this.fields[thread]![STATUS] = done ? READY : RECEIVING;
      return done;
    }
    const message = this.mail.take(thread, this.sender(thread));
    this.fields[thread]![STATUS] = message ? READY : RECEIVING;
    if (!message) return false;
    const { from, bytes } = message;
    this.span(thread, this.register(thread, rs2), BigInt(bytes.length)).set(bytes);
    this.setRegister(thread, A7, BigInt(from));
    this.setRegister(thread, rd, BigInt(bytes.length));
    return true;
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
