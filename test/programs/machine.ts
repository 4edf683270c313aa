/**
 * A plain machine that executes programs, the yardstick for others: threads that take turns one
 * instruction at a time over one memory, sequentially consistent, or with store buffers that drain in
 * order (`tso`) or by address (`pso`). Its state is in machine-state.ts.
 */
import { NOTES } from '../../src/programs/isa.js';
import { nameOfAddress } from '../../src/programs/program.js';
import { A7 } from '../../src/programs/registers.js';
import { compute, taken } from './arithmetic.js';
import {
  type Decoded,
  HALTED,
  MachineState,
  PC,
  READY,
  RECEIVING,
  RESERVED,
  STATUS,
  WAITING,
} from './machine-state.js';
import { nextRandom } from './random-stream.js';
import { enterSection, leaveSection } from './sections.js';
import { SystemService, serviceOf } from './system-services.js';

const ENTER = NOTES.ENTER.code;
const LEAVE = NOTES.LEAVE.code;

/** The machine: what its threads do. */
export class Machine extends MachineState {
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
}
