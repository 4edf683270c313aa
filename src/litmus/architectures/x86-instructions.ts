/** Reads instructions of x86. */
import type { Address, Comparison, Operand, Operator } from '../program.js';
import type { Scanner } from '../scanner.js';
import { constant, register, type ThreadBuilder, ZERO } from './thread-builder.js';
import { ARITHMETIC, FENCES, JUMPS, LOCKABLE, readMnemonic, UNARY } from './x86-mnemonics.js';
import { type Memory, readOperand, type X86Operand } from './x86-operands.js';
import { BETWEEN, EAX, FLAGS_LEFT, FLAGS_RIGHT } from './x86-registers.js';

const LABEL = /[A-Za-z_.][A-Za-z0-9_.]*/y;

const addressOf = ({ base, offset }: Memory): Address => ({ base, offset });

/** One instruction while it is read. */
class Reader {
  constructor(
    private readonly scanner: Scanner,
    private readonly thread: ThreadBuilder,
    private readonly destinationFirst: boolean,
  ) {}

  private operand(): X86Operand {
    return readOperand(this.scanner, this.thread);
  }

  /** Two operands, the destination first. */
  private operands(): [to: X86Operand, from: X86Operand] {
    const first = this.operand();
    this.scanner.expect(/,/y, '"," and another operand');
    const second = this.operand();
    return this.destinationFirst ? [first, second] : [second, first];
  }

  /** An operand's value; memory is read into the hidden register. */
  private value(operand: X86Operand): Operand {
    if (operand.kind !== 'memory') return operand.value;
    this.thread.load(BETWEEN, addressOf(operand));
    return register(BETWEEN);
  }

  private writable(operand: X86Operand): void {
    if (operand.kind === 'constant') {
      this.scanner.fail('a register or a location to write to', operand.at);
    }
  }

  private onlyOneInMemory(a: X86Operand, b: X86Operand): void {
    if (a.kind === 'memory' && b.kind === 'memory') {
      this.scanner.fail(
        'a register or a constant',
        b.at,
        'An instruction has one operand in memory at most.',
      );
    }
  }

  private write(to: X86Operand, value: Operand): void {
    if (to.kind === 'memory') this.thread.store(addressOf(to), value);
    else if (to.kind === 'register') this.thread.move(to.number, value);
  }

  private flags(left: Operand, right: Operand): void {
    this.thread.move(FLAGS_LEFT, left);
    this.thread.move(FLAGS_RIGHT, right);
  }

  private move(): void {
    const [to, from] = this.operands();
    this.writable(to);
    this.onlyOneInMemory(to, from);
    if (to.kind === 'register' && from.kind === 'memory') this.thread.load(to.number, addressOf(from));
    else this.write(to, this.value(from));
  }

  private compare(test: boolean): void {
    const [left, right] = this.operands();
    this.onlyOneInMemory(left, right);
    const [a, b] = [this.value(left), this.value(right)];
    if (test) {
      this.thread.compute('and', FLAGS_LEFT, a, b);
      this.thread.move(FLAGS_RIGHT, ZERO);
    } else {
      this.flags(a, b);
    }
  }

  /** `to` becomes the operation's result; the flags are the result's, or those of the comparison. */
  private operate(operator: Operator, to: X86Operand, from: X86Operand, locked: boolean, flags = true): void {
    this.writable(to);
    this.onlyOneInMemory(to, from);
    if (locked) {
      this.operateLocked(operator, to, from, flags);
      return;
    }
    const b = this.value(from);
    const a = this.value(to);
    if (flags && operator === 'sub') this.flags(a, b);
    const result = to.kind === 'register' ? to.number : BETWEEN;
    this.thread.compute(operator, result, a, b);
    if (flags && operator !== 'sub') this.flags(register(result), ZERO);
    if (to.kind === 'memory') this.thread.store(addressOf(to), register(result));
  }

  private operateLocked(operator: Operator, to: X86Operand, from: X86Operand, flags: boolean): void {
    const memory = this.lockedMemory(to);
    const b = this.value(from);
    if (!LOCKABLE.has(operator)) this.scanner.fail('an instruction that LOCK can make atomic', to.at);
    this.thread.atomic(operator, BETWEEN, memory, b, { acquire: true, release: true });
    if (!flags) return;
    if (operator === 'sub') {
      this.flags(register(BETWEEN), b);
    } else {
      this.thread.compute(operator, FLAGS_LEFT, register(BETWEEN), b);
      this.thread.move(FLAGS_RIGHT, ZERO);
    }
  }

  private lockedMemory(operand: X86Operand): Address {
    if (operand.kind === 'memory') return addressOf(operand);
    return this.scanner.fail(
      'a location, such as [x]',
      operand.at,
      'LOCK needs an operand in memory to write to.',
    );
  }

  /** The operand in memory, if there is one, and the register: in either order. */
  private memoryAndRegister(): { readonly place: X86Operand; readonly other: number } {
    const [first, second] = this.operands();
    this.onlyOneInMemory(first, second);
    const [place, other] = second.kind === 'memory' ? [second, first] : [first, second];
    if (other.kind !== 'register') return this.scanner.fail('a register', other.at);
    this.writable(place);
    return { place, other: other.number };
  }

  /** Swaps; with memory it is atomic, with LOCK or without, unless `unlocked`. */
  private exchange(unlocked: boolean): void {
    const { place, other } = this.memoryAndRegister();
    if (place.kind === 'memory' && !unlocked) {
      this.thread.atomic('swap', BETWEEN, addressOf(place), register(other), {
        acquire: true,
        release: true,
      });
    } else {
      this.thread.move(BETWEEN, this.value(place));
      this.write(place, register(other));
    }
    this.thread.move(other, register(BETWEEN));
  }

  private exchangeAndAdd(locked: boolean): void {
    const { place, other } = this.memoryAndRegister();
    if (locked) {
      const memory = this.lockedMemory(place);
      this.thread.atomic('add', BETWEEN, memory, register(other), { acquire: true, release: true });
      this.thread.compute('add', FLAGS_LEFT, register(BETWEEN), register(other));
    } else {
      this.thread.move(BETWEEN, this.value(place));
      this.thread.compute('add', FLAGS_LEFT, register(BETWEEN), register(other));
      this.write(place, register(FLAGS_LEFT));
    }
    this.thread.move(FLAGS_RIGHT, ZERO);
    this.thread.move(other, register(BETWEEN));
  }

  private compareAndExchange(locked: boolean): void {
    const { place, other } = this.memoryAndRegister();
    this.thread.move(FLAGS_RIGHT, register(EAX));
    if (locked) {
      const more = { expected: register(EAX), acquire: true, release: true };
      this.thread.atomic('compare', FLAGS_LEFT, this.lockedMemory(place), register(other), more);
    } else {
      this.thread.move(FLAGS_LEFT, this.value(place));
      const done = this.thread.skipIf('ne', register(FLAGS_LEFT), register(EAX));
      this.write(place, register(other));
      done();
    }
    // Where both were equal this changes nothing.
    this.thread.move(EAX, register(FLAGS_LEFT));
  }

  private jump(comparison: Comparison, swapped: boolean): void {
    this.scanner.skip();
    const at = this.scanner.position;
    const label = this.scanner.expect(LABEL, 'a label of this thread');
    const [left, right] = [register(FLAGS_LEFT), register(FLAGS_RIGHT)];
    if (swapped) this.thread.branch(comparison, right, left, label, this.scanner, at);
    else this.thread.branch(comparison, left, right, label, this.scanner, at);
  }

  private always(): void {
    this.scanner.skip();
    const at = this.scanner.position;
    const label = this.scanner.expect(LABEL, 'a label of this thread');
    this.thread.branch('eq', ZERO, ZERO, label, this.scanner, at);
  }

  private lock(): void {
    this.scanner.skip();
    const at = this.scanner.position;
    const mnemonic = readMnemonic(this.scanner);
    const operator = ARITHMETIC.get(mnemonic);
    const unary = UNARY.get(mnemonic);
    if (mnemonic === 'xchg') this.exchange(false);
    else if (mnemonic === 'xadd') this.exchangeAndAdd(true);
    else if (mnemonic === 'cmpxchg') this.compareAndExchange(true);
    else if (operator !== undefined && LOCKABLE.has(operator))
      this.operate(operator, ...this.operands(), true);
    else if (unary !== undefined) this.one(unary, mnemonic, true);
    else {
      this.scanner.fail(
        'an instruction that LOCK can make atomic',
        at,
        'These are: ADD, SUB, AND, OR, XOR, INC, DEC, NOT, XCHG, XADD and CMPXCHG, with a location to write to.',
      );
    }
  }

  private one([operator, by]: readonly [Operator, number], mnemonic: string, locked: boolean): void {
    const operand = this.operand();
    const from = { kind: 'constant', value: constant(by), at: operand.at } as const;
    this.operate(operator, operand, from, locked, mnemonic !== 'not');
    // INC and DEC set the flags of their result, not those of a comparison with 1.
    if (mnemonic !== 'dec') return;
    this.thread.compute('sub', FLAGS_LEFT, register(FLAGS_LEFT), register(FLAGS_RIGHT));
    this.thread.move(FLAGS_RIGHT, ZERO);
  }

  private negate(): void {
    const operand = this.operand();
    this.writable(operand);
    const value = this.value(operand);
    this.flags(ZERO, value);
    const result = operand.kind === 'register' ? operand.number : BETWEEN;
    this.thread.compute('sub', result, ZERO, value);
    if (operand.kind === 'memory') this.write(operand, register(BETWEEN));
  }

  read(): void {
    const mnemonic = readMnemonic(this.scanner);
    const operator = ARITHMETIC.get(mnemonic);
    const unary = UNARY.get(mnemonic);
    const jump = JUMPS.get(mnemonic);
    const fence = FENCES.get(mnemonic);
    if (operator !== undefined) this.operate(operator, ...this.operands(), false);
    else if (unary !== undefined) this.one(unary, mnemonic, false);
    else if (jump !== undefined) this.jump(jump[0], jump[1] !== undefined);
    else if (fence !== undefined) this.thread.fence(...fence);
    else this.readOther(mnemonic);
  }

  private readOther(mnemonic: string): void {
    if (mnemonic === 'mov') this.move();
    else if (mnemonic === 'cmp' || mnemonic === 'test') this.compare(mnemonic === 'test');
    else if (mnemonic === 'xchg' || mnemonic === 'uxch') this.exchange(mnemonic === 'uxch');
    else if (mnemonic === 'xadd') this.exchangeAndAdd(false);
    else if (mnemonic === 'cmpxchg') this.compareAndExchange(false);
    else if (mnemonic === 'neg') this.negate();
    else if (mnemonic === 'jmp') this.always();
    else if (mnemonic === 'ret') this.thread.end();
    else if (mnemonic === 'lock') this.lock();
    // What is left does nothing to registers and memory; compilers give it operands to make it long.
    else this.scanner.accept(/[\s\S]+/y);
  }
}

export const readX86 = (scanner: Scanner, thread: ThreadBuilder, destinationFirst: boolean): void => {
  new Reader(scanner, thread, destinationFirst).read();
};
