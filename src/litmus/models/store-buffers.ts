/**
 * The machine of the models whose threads execute in order and whose writes may wait in a buffer of
 * the thread before memory sees them. What the buffer permits is the model's.
 */
import type { Access, Atomic, Fence, Program } from '../program.js';
import type { FinalState } from '../test.js';
import {
  addressOf,
  assignment,
  atomicText,
  locationOf,
  operandValue,
  runToAccess,
  updated,
  withElement,
} from './execution.js';
import type { Machine, Step, Take } from './model.js';

/** A write that memory has not seen, or a mark between writes. */
export type Waiting = { readonly location: number; readonly value: number } | 'mark';
export type Buffer = readonly Waiting[];

/** What the writes of a thread wait for. */
export interface BufferRules {
  /** Whether writes wait at all. */
  readonly buffered: boolean;
  /** Which waiting writes memory may see next, by their places in the buffer. */
  leaving(buffer: Buffer): readonly number[];
  /** What a fence does: wait until nothing waits, leave a mark behind the writes, or nothing. */
  fence(fence: Fence): 'wait' | 'mark' | 'nothing';
  /** Whether a releasing write leaves a mark before itself. */
  readonly releaseMarks: boolean;
  /** Whether an atomic operation, which goes to memory at once, may overtake what waits. */
  mayOvertake(atomic: Atomic, location: number, buffer: Buffer): boolean;
}

interface ThreadState {
  readonly at: number;
  readonly registers: readonly number[];
  readonly buffer: Buffer;
  /** What stands at `at`. */
  readonly next: Access | Fence | undefined;
  readonly key: string;
}

export interface BufferState {
  readonly memory: readonly number[];
  readonly threads: readonly ThreadState[];
}

const EMPTY: Buffer = [];

const bufferKey = (buffer: Buffer): string =>
  buffer.map((each) => (each === 'mark' ? '-' : `${each.location}=${each.value}`)).join(',');

/** A mark that nothing stands before keeps nothing apart; nor do two that stand together. */
const tidy = (buffer: Buffer): Buffer =>
  buffer.filter((each, i) => each !== 'mark' || (i > 0 && buffer[i - 1] !== 'mark'));

/** The youngest waiting write to the location. */
const youngest = (buffer: Buffer, location: number): number | undefined => {
  for (let i = buffer.length - 1; i >= 0; i--) {
    const each = buffer[i]!;
    if (each !== 'mark' && each.location === location) return each.value;
  }
  return undefined;
};

/** The machine of `program` under these rules. */
export class StoreBufferMachine implements Machine<BufferState> {
  constructor(
    private readonly program: Program,
    private readonly rules: BufferRules,
  ) {}

  start(): BufferState {
    return {
      memory: this.program.memory,
      threads: this.program.threads.map(({ registers }, i) => this.settled(i, 0, registers.slice(), EMPTY)),
    };
  }

  key({ memory, threads }: BufferState): string {
    let key = memory.join(',');
    for (const thread of threads) key += `;${thread.key}`;
    return key;
  }

  /** The thread, having done what memory does not see. Takes over `registers`. */
  private settled(thread: number, from: number, registers: number[], buffer: Buffer): ThreadState {
    const { instructions } = this.program.threads[thread]!;
    const stops = (fence: Fence): boolean => this.rules.fence(fence) !== 'nothing';
    const { at, instruction } = runToAccess(thread, instructions, from, registers, stops);
    const key = `${at}:${registers.join(',')}:${bufferKey(buffer)}`;
    return { at, registers, buffer, next: instruction, key };
  }

  steps(state: BufferState, take: Take<BufferState>): void {
    state.threads.forEach((thread, i) => {
      if (thread.next) this.execute(state, i, thread, thread.next, take);
      if (thread.buffer.length > 0) this.drain(state, i, thread, take);
    });
  }

  private say(thread: number, instruction: string, what: string): () => Step {
    return () => ({ thread, instruction, what });
  }

  /** The state in which one thread has gone on by an instruction. */
  private after(
    state: BufferState,
    thread: number,
    written: { readonly register: number; readonly value: number } | undefined,
    buffer: Buffer,
    memory = state.memory,
  ): BufferState {
    const { at, registers } = state.threads[thread]!;
    const held = registers.slice();
    if (written) held[written.register] = written.value;
    return {
      memory,
      threads: withElement(state.threads, thread, this.settled(thread, at + 1, held, buffer)),
    };
  }

  private execute(
    state: BufferState,
    i: number,
    { registers, buffer }: ThreadState,
    next: Access | Fence,
    take: Take<BufferState>,
  ): void {
    const { locations } = this.program;
    if (next.kind === 'fence') {
      this.fence(state, i, next, buffer, take);
      return;
    }
    const location = locationOf(i, next, addressOf(next.address, registers), locations);
    if (next.kind === 'load') {
      const own = youngest(buffer, location);
      const value = own ?? state.memory[location]!;
      const from = own === undefined ? 'memory' : 'its own store buffer';
      take(this.after(state, i, { register: next.to, value }, buffer), () => ({
        thread: i,
        instruction: next.text,
        what: `reads ${assignment(location, value, locations)} from ${from}`,
      }));
    } else if (next.kind === 'store') {
      this.store(state, i, next, location, operandValue(next.value, registers), buffer, take);
    } else if (this.rules.mayOvertake(next, location, buffer)) {
      const old = state.memory[location]!;
      const [value, expected] = [operandValue(next.value, registers), operandValue(next.expected, registers)];
      const left = updated(next, old, value, expected);
      const memory = withElement(state.memory, location, left);
      take(this.after(state, i, { register: next.to, value: old }, buffer, memory), () => ({
        thread: i,
        instruction: next.text,
        what: atomicText(location, old, left, locations),
      }));
    }
  }

  private store(
    state: BufferState,
    i: number,
    { text, release }: Extract<Access, { kind: 'store' }>,
    location: number,
    value: number,
    buffer: Buffer,
    take: Take<BufferState>,
  ): void {
    const what = assignment(location, value, this.program.locations);
    if (this.rules.buffered) {
      const marked: Buffer = release && this.rules.releaseMarks ? tidy([...buffer, 'mark']) : buffer;
      const after = this.after(state, i, undefined, [...marked, { location, value }]);
      take(after, this.say(i, text, `puts ${what} into its store buffer`));
    } else {
      const memory = withElement(state.memory, location, value);
      take(this.after(state, i, undefined, buffer, memory), this.say(i, text, `writes ${what} to memory`));
    }
  }

  private fence(state: BufferState, i: number, fence: Fence, buffer: Buffer, take: Take<BufferState>): void {
    if (this.rules.fence(fence) === 'mark') {
      const marked = this.after(state, i, undefined, tidy([...buffer, 'mark']));
      take(marked, this.say(i, fence.text, 'keeps later writes behind those in its store buffer'));
    } else if (buffer.length === 0) {
      const after = this.after(state, i, undefined, buffer);
      take(after, this.say(i, fence.text, 'goes on, as its store buffer is empty'));
    }
  }

  private drain(state: BufferState, i: number, thread: ThreadState, take: Take<BufferState>): void {
    const { at, registers, buffer, next } = thread;
    for (const leaving of this.rules.leaving(buffer)) {
      const write = buffer[leaving]!;
      if (write === 'mark') continue;
      const left = tidy(buffer.filter((_, place) => place !== leaving));
      const key = `${at}:${registers.join(',')}:${bufferKey(left)}`;
      const drained: ThreadState = { at, registers, buffer: left, next, key };
      const memory = withElement(state.memory, write.location, write.value);
      take({ memory, threads: withElement(state.threads, i, drained) }, () => ({
        thread: i,
        instruction: '',
        what: `${assignment(write.location, write.value, this.program.locations)} leaves its store buffer for memory`,
      }));
    }
  }

  final({ memory, threads }: BufferState): FinalState | undefined {
    if (threads.some(({ next, buffer }) => next || buffer.length > 0)) return undefined;
    return { memory, registers: threads.map(({ registers }) => registers) };
  }
}
