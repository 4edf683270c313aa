/**
 * A plain machine that executes programs, the yardstick for others: threads that take turns one
 * instruction at a time over one memory, sequentially consistent, or with store buffers that drain in
 * order (`tso`) or by address (`pso`). All of its state but messages is in one buffer, so that it can be
 * copied and compared.
 */
import { BY_CODE, type Instruction } from '../../src/programs/isa.js';
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
import { firstRandom, nextRandom } from './random-stream.js';

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

/** A thread's state as numbers, then its store buffer. */
const PC = 0;
const STATUS = 1;
const WAIT_ADDRESS = 2;
const WAIT_RANK = 3;
const RESERVED = 4;
const SECTIONS = 5;
const MOST_SECTIONS = 4;
const BUFFERED = SECTIONS + MOST_SECTIONS;
const EPOCH = BUFFERED + 1;
const BUFFER = EPOCH + 1;
const ENTRY = 5;
export const BUFFER_ENTRIES = 4;
const WORDS = BUFFER + BUFFER_ENTRIES * ENTRY + 1;

export const READY = 0;
export const WAITING = 1;
export const RECEIVING = 2;
export const HALTED = 3;

export interface Note {
  readonly thread: number;
  readonly code: number;
  readonly value: bigint;
}

interface Message {
  readonly from: number;
  readonly bytes: Uint8Array;
}

const ENTER = 3;
const LEAVE = 4;

export class Machine {
  readonly words: readonly Decoded[];
  readonly state: Uint8Array;
  readonly memory: Uint8Array;
  readonly threads: number;
  readonly outputs: { thread: number; value: bigint }[] = [];
  onNote: ((note: Note) => void) | undefined;
  steps = 0;
  private readonly view: DataView;
  private readonly registers: BigInt64Array[] = [];
  private readonly fields: Int32Array[] = [];
  private readonly random: BigUint64Array;
  private readonly inbox: Message[][];

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
    const fieldBytes = Math.ceil((WORDS * 4) / 8) * 8;
    const buffer = new ArrayBuffer(memoryRoom + threads * (256 + 8 + fieldBytes));
    this.state = new Uint8Array(buffer);
    this.memory = this.state.subarray(0, memoryBytes);
    this.memory.set(initialMemory(program));
    this.view = new DataView(buffer, 0, memoryBytes);
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
      this.random[t] = firstRandom(seed, t);
    }
    this.inbox = Array.from({ length: threads }, () => []);
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
    return this.fields[thread]![BUFFERED]!;
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
    if (status === RECEIVING) return this.messageFor(thread) >= 0;
    if (status !== READY) return false;
    if (this.model === 'sc' || this.buffered(thread) === 0) return true;
    const word = this.pending(thread);
    if (!word) return true;
    const { class: kind, mnemonic, access } = word.instruction;
    if (kind === 'store') return this.buffered(thread) < BUFFER_ENTRIES;
    if (kind === 'load') {
      const address = Number(this.registers[thread]![word.rs1]! + word.big);
      return this.forwarded(thread, address, access!.bytes) !== 'partly';
    }
    return !(kind === 'atomic' || kind === 'blocking' || kind === 'message' || mnemonic === 'fence');
  }

  /** Which buffered stores of the thread may go to memory now. */
  drainable(thread: number): number[] {
    const count = this.buffered(thread);
    if (count === 0) return [];
    if (this.model === 'tso') return [0];
    const entries = Array.from({ length: count }, (_, i) => this.entry(thread, i));
    return entries.flatMap((entry, i) => {
      const earlier = entries.slice(0, i);
      const held = earlier.some(
        (other) =>
          entry.release ||
          other.epoch < entry.epoch ||
          (other.address < entry.address + entry.bytes && entry.address < other.address + other.bytes),
      );
      return held ? [] : [i];
    });
  }

  private entry(thread: number, index: number) {
    const fields = this.fields[thread]!;
    const at = BUFFER + index * ENTRY;
    return {
      address: fields[at]!,
      bytes: fields[at + 1]! & 15,
      release: (fields[at + 1]! & 16) !== 0,
      epoch: fields[at + 2]!,
      value: (BigInt(fields[at + 4]!) << 32n) | BigInt(fields[at + 3]! >>> 0),
    };
  }

  /** A buffered store goes to memory. */
  drain(thread: number, index: number): void {
    const { address, bytes, value } = this.entry(thread, index);
    this.write(thread, address, bytes, value);
    const fields = this.fields[thread]!;
    const at = BUFFER + index * ENTRY;
    fields.copyWithin(at, at + ENTRY, BUFFER + BUFFER_ENTRIES * ENTRY);
    fields.fill(0, BUFFER + (BUFFER_ENTRIES - 1) * ENTRY, BUFFER + BUFFER_ENTRIES * ENTRY);
    const count = --fields[BUFFERED]!;
    // Epochs matter by their order alone; the least is 0, so that equal states look equal.
    let least = fields[EPOCH]!;
    for (let i = 0; i < count; i++) least = Math.min(least, this.entry(thread, i).epoch);
    for (let i = 0; i < count; i++) fields[BUFFER + i * ENTRY + 2]! -= least;
    fields[EPOCH] = count === 0 ? 0 : fields[EPOCH]! - least;
  }

  private forwarded(thread: number, address: number, bytes: number): bigint | 'none' | 'partly' {
    for (let i = this.buffered(thread) - 1; i >= 0; i--) {
      const entry = this.entry(thread, i);
      if (entry.address >= address + bytes || address >= entry.address + entry.bytes) continue;
      if (entry.address > address || entry.address + entry.bytes < address + bytes) return 'partly';
      return entry.value >> BigInt(8 * (address - entry.address));
    }
    return 'none';
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

  private read(address: number, bytes: number, signed: boolean): bigint {
    const { view } = this;
    switch (bytes) {
      case 1:
        return BigInt(signed ? view.getInt8(address) : view.getUint8(address));
      case 2:
        return BigInt(signed ? view.getInt16(address, true) : view.getUint16(address, true));
      case 4:
        return BigInt(signed ? view.getInt32(address, true) : view.getUint32(address, true));
      default:
        return view.getBigInt64(address, true);
    }
  }

  /** A write that all threads see: it ends the reservations of the others. */
  private write(thread: number, address: number, bytes: number, value: bigint): void {
    const { view } = this;
    if (bytes === 8) view.setBigInt64(address, BigInt.asIntN(64, value), true);
    else {
      const low = Number(BigInt.asIntN(32, value));
      if (bytes === 1) view.setInt8(address, low);
      else if (bytes === 2) view.setInt16(address, low, true);
      else view.setInt32(address, low, true);
    }
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

  private arithmetic(thread: number, { instruction: { mnemonic }, rd, rs1, rs2, big, imm }: Decoded): bigint {
    const a = this.register(thread, rs1);
    if (mnemonic === 'li') return big;
    if (mnemonic === 'lih') return (BigInt(imm) << 32n) | BigInt.asUintN(32, this.register(thread, rd));
    const byImmediate = /^(\w+?)i(u?)$/.exec(mnemonic);
    const b = byImmediate ? big : this.register(thread, rs2);
    const ua = BigInt.asUintN(64, a);
    const ub = BigInt.asUintN(64, b);
    switch (byImmediate ? byImmediate[1]! + byImmediate[2]! : mnemonic) {
      case 'add':
        return a + b;
      case 'sub':
        return a - b;
      case 'and':
        return a & b;
      case 'or':
        return a | b;
      case 'xor':
        return a ^ b;
      case 'shl':
        return a << (b & 63n);
      case 'shr':
        return ua >> (b & 63n);
      case 'sar':
        return a >> (b & 63n);
      case 'mul':
        return a * b;
      case 'slt':
        return a < b ? 1n : 0n;
      case 'sltu':
        return ua < ub ? 1n : 0n;
    }
    if (b === 0n) throw this.fault('division', thread, 'a division by 0');
    return mnemonic === 'divu' ? ua / ub : ua % ub;
  }

  private holds(thread: number, { instruction: { mnemonic }, rs1, rs2 }: Decoded): boolean {
    const a = this.register(thread, rs1);
    const b = this.register(thread, rs2);
    switch (mnemonic) {
      case 'beq':
        return a === b;
      case 'bne':
        return a !== b;
      case 'blt':
        return a < b;
      case 'bge':
        return a >= b;
      case 'bltu':
        return BigInt.asUintN(64, a) < BigInt.asUintN(64, b);
      default:
        return BigInt.asUintN(64, a) >= BigInt.asUintN(64, b);
    }
  }

  private loadOrStore(thread: number, { instruction, rd, rs1, rs2, big }: Decoded): void {
    const { bytes, signed, release } = instruction.access!;
    const address = this.check(thread, this.register(thread, rs1) + big, bytes);
    if (instruction.class === 'load') {
      const own = this.forwarded(thread, address, bytes);
      const bits = bytes * 8;
      const raw = typeof own === 'bigint' ? own : this.read(address, bytes, signed);
      this.setRegister(thread, rd, signed ? BigInt.asIntN(bits, raw) : BigInt.asUintN(bits, raw));
      return;
    }
    const value = this.register(thread, rs2);
    if (this.model === 'sc') {
      this.write(thread, address, bytes, value);
      return;
    }
    const fields = this.fields[thread]!;
    const at = BUFFER + fields[BUFFERED]!++ * ENTRY;
    fields[at] = address;
    fields[at + 1] = bytes | (release ? 16 : 0);
    fields[at + 2] = fields[EPOCH]!;
    fields[at + 3] = Number(BigInt.asIntN(32, value));
    fields[at + 4] = Number(BigInt.asIntN(32, value >> 32n));
  }

  private atomic(thread: number, { instruction, rd, rs1, rs2, big }: Decoded): bigint {
    const { bytes } = instruction.access!;
    const address = this.check(thread, this.register(thread, rs1) + big, bytes);
    const operand = this.register(thread, rs2);
    const fields = this.fields[thread]!;
    const line = Math.floor(address / this.program.lineBytes);
    const old = this.read(address, bytes, true);
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
    const fields = this.fields[thread]!;
    const ordersStores = mnemonic === 'fence.w' || mnemonic === 'fence.rl';
    if (ordersStores && fields[BUFFERED]! > 0) {
      const last = this.entry(thread, fields[BUFFERED]! - 1).epoch;
      if (last === fields[EPOCH]) fields[EPOCH]! += 1;
    }
  }

  private note(thread: number, code: number, value: bigint): void {
    this.onNote?.({ thread, code, value });
    if (code !== ENTER && code !== LEAVE) return;
    const section = Number(BigInt.asIntN(32, value)) | 1;
    const of = (t: number): Int32Array => this.fields[t]!.subarray(SECTIONS, SECTIONS + MOST_SECTIONS);
    if (code === LEAVE) {
      const held = of(thread).indexOf(section);
      if (held >= 0) of(thread)[held] = 0;
      return;
    }
    for (let t = 0; t < this.threads; t++) {
      if (t !== thread && of(t).includes(section)) {
        const object = nameOfAddress(this.program, Number(value));
        throw this.fault('exclusion', thread, `thread ${t} is in the critical section of ${object} too`);
      }
    }
    of(thread)[of(thread).indexOf(0)] = section;
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
      case 'wait': {
        const address = this.check(thread, this.register(thread, rs1) + big, 4);
        if (this.read(address, 4, true) !== BigInt.asIntN(32, this.register(thread, rs2))) return true;
        fields[STATUS] = WAITING;
        fields[WAIT_ADDRESS] = address;
        fields[WAIT_RANK] = this.waiters().length;
        return true;
      }
      case 'wake':
        this.setRegister(thread, rd, this.wake(thread, word));
        return true;
      case 'send': {
        const to = this.register(thread, rs1);
        if (to < 0n || to >= this.threads)
          throw this.fault('out of range', thread, `there is no thread ${to}`);
        const bytes = this.span(thread, this.register(thread, rs2), this.register(thread, rd));
        this.inbox[Number(to)]!.push({ from: thread, bytes: bytes.slice() });
        return true;
      }
      case 'recv':
        return this.receive(thread, word);
    }
    return true;
  }

  /** Threads that wait, the longest waiting first. */
  private waiters(): Int32Array[] {
    return this.fields
      .filter((fields) => fields[STATUS] === WAITING)
      .sort((a, b) => a[WAIT_RANK]! - b[WAIT_RANK]!);
  }

  private wake(thread: number, { rs1, rs2, big }: Decoded): bigint {
    const address = this.check(thread, this.register(thread, rs1) + big, 4);
    const most = this.register(thread, rs2);
    let woken = 0n;
    for (const fields of this.waiters()) {
      if (woken >= most || fields[WAIT_ADDRESS] !== address) continue;
      fields[STATUS] = READY;
      fields[WAIT_ADDRESS] = 0;
      fields[WAIT_RANK] = 0;
      woken++;
    }
    this.waiters().forEach((fields, rank) => {
      fields[WAIT_RANK] = rank;
    });
    return woken;
  }

  private span(thread: number, address: bigint, bytes: bigint): Uint8Array {
    const { memoryBase, memoryBytes } = this.program;
    if (bytes < 0n || address < memoryBase || address + bytes > memoryBytes) {
      throw this.fault('out of range', thread, `${bytes} bytes at ${address} are out of range`);
    }
    return this.memory.subarray(Number(address), Number(address + bytes));
  }

  private messageFor(thread: number): number {
    const word = this.pending(thread)!;
    const from = this.register(thread, word.rs1);
    return this.inbox[thread]!.findIndex((message) => from === -1n || BigInt(message.from) === from);
  }

  private receive(thread: number, { rd, rs2 }: Decoded): boolean {
    const at = this.messageFor(thread);
    this.fields[thread]![STATUS] = at < 0 ? RECEIVING : READY;
    if (at < 0) return false;
    const [message] = this.inbox[thread]!.splice(at, 1);
    const { from, bytes } = message!;
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
