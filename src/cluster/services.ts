/** What threads ask of the system: messages, locks and barriers by `send` and `recv`, `wait` and `wake`. */
import { BY_MNEMONIC } from '../programs/isa.js';
import { nameOfAddress } from '../programs/program.js';
import { SERVICES } from '../programs/services.js';
import type { Word } from '../programs/word.js';
import type { Consistency } from './consistency.js';
import { type Delivery, Mail, SENDER_REGISTER } from './mail.js';
import type { Nodes } from './nodes.js';
import { Synchronisation } from './synchronisation.js';
import type { Threads } from './threads.js';
import { Waiting } from './waiting.js';

const SEND = BY_MNEMONIC.get('send')?.code;
const WAIT = BY_MNEMONIC.get('wait')?.code;
const WAKE = BY_MNEMONIC.get('wake')?.code;

/** The bytes of a thread's memory, to read or to change; sees to it that the thread's node has them. */
export type Memory = (thread: number, address: number, bytes: number, writing: boolean) => Uint8Array;

export class Services {
  private readonly mail: Mail;
  private readonly synchronisation: Synchronisation;
  private readonly waiting: Waiting;

  constructor(
    private readonly threads: Threads,
    private readonly nodes: Nodes,
    private readonly memory: Memory,
    consistency: Consistency | null,
  ) {
    this.mail = new Mail(nodes, consistency, (thread, delivery) => this.deliver(thread, delivery));
    const { lineBytes } = threads.program;
    this.synchronisation = new Synchronisation(
      nodes,
      consistency,
      (thread, time, counter) => {
        nodes.waitUntil(thread, time, counter);
        threads.pass(thread, time);
      },
      lineBytes,
    );
    this.waiting = new Waiting(threads, nodes, lineBytes);
  }

  /** Does the instruction that the thread is at, or has it wait. */
  serve(thread: number): 'fault' | undefined {
    const { threads } = this;
    const word = threads.word(thread);
    threads.serve(thread, () => {
      if (word.code === SEND) this.send(thread, word);
      else if (word.code === WAIT) this.waiting.wait(thread, this.addressIn(thread, word));
      else if (word.code === WAKE) this.wake(thread, word);
      else {
        threads.block(thread);
        this.receive(thread, word);
      }
    });
    return threads.hasFaulted ? 'fault' : undefined;
  }

  /** Of a `wait` or `wake`. */
  private addressIn(thread: number, { rs1, imm }: Word): number {
    return Number(BigInt.asUintN(64, this.threads.register(thread, rs1) + BigInt(imm)));
  }

  private wake(thread: number, word: Word): void {
    const most = this.threads.register(thread, word.rs2);
    const { woken, time } = this.waiting.wake(thread, this.addressIn(thread, word), most);
    this.threads.setRegister(thread, word.rd, BigInt(woken));
    this.nodes.waitUntil(thread, time, 'wakeWaitCycles');
    this.threads.pass(thread, time);
  }

  private send(thread: number, word: Word): void {
    const { threads, nodes } = this;
    const to = threads.register(thread, word.rs1);
    const address = threads.register(thread, word.rs2);
    if (to === BigInt(SERVICES.LOCK)) {
      const name = nameOfAddress(threads.program, Number(address));
      threads.pass(thread, nodes.clock(thread));
      nodes.onBehalfOf(-1, () => this.synchronisation.release(address, thread, name));
      return;
    }
    const length = threads.register(thread, word.rd);
    if (to < 0n || to >= BigInt(nodes.layout.threads)) {
      threads.raise(thread, to, 0);
      return;
    }
    if (!this.isMemory(address, length)) {
      threads.raise(thread, address, Math.max(1, Number(length)));
      return;
    }
    const bytes = this.memory(thread, Number(address), Number(length), false).slice();
    const left = this.mail.send(thread, Number(to), bytes);
    this.spendOn(thread, Number(to), left);
    threads.pass(thread, left);
  }

  /** The thread is done at `time` with a message to or from another one: the last of it is overhead. */
  private spendOn(thread: number, other: number, time: number): void {
    const { layout, wire } = this.nodes;
    const busy = layout.nodeOf(thread) === layout.nodeOf(other) ? 0 : wire.busyCycles;
    this.nodes.waitUntil(thread, time - busy, 'messageWaitCycles');
    this.nodes.waitUntil(thread, time, 'overheadCycles');
  }

  private isMemory(address: bigint, bytes: bigint): boolean {
    const { memoryBase, memoryBytes } = this.threads.program;
    return bytes >= 0n && address >= BigInt(memoryBase) && address + bytes <= BigInt(memoryBytes);
  }

  private receive(thread: number, word: Word): void {
    const from = this.threads.register(thread, word.rs1);
    const address = this.threads.register(thread, word.rs2);
    if (from === BigInt(SERVICES.LOCK)) {
      this.nodes.onBehalfOf(thread, () => this.synchronisation.acquire(address, thread));
    } else if (from === BigInt(SERVICES.BARRIER)) {
      this.nodes.onBehalfOf(thread, () => this.synchronisation.arrive(address, thread));
    } else this.mail.receive(thread, { from, address, register: word.rd });
  }

  private deliver(thread: number, delivery: Delivery): void {
    const { threads } = this;
    const { address, bytes, register, sender } = delivery;
    if (!this.isMemory(address, BigInt(bytes.length))) {
      threads.raise(thread, address, Math.max(1, bytes.length));
      return;
    }
    const taken = this.mail.takenAt(thread, delivery);
    this.spendOn(thread, sender, taken);
    this.memory(thread, Number(address), bytes.length, true).set(bytes);
    threads.setRegister(thread, SENDER_REGISTER, BigInt(sender));
    threads.setRegister(thread, register, BigInt(bytes.length));
    threads.pass(thread, taken);
  }
}
