/**
 * The operations of one thread of a litmus test as instructions of Cohort's processors, which compute
 * the same as the models do (../../litmus/values.ts): 32 bits, or an address of a location.
 */
import { CohortError } from '../../errors.js';
import type {
  Access,
  Address,
  Atomic,
  Branch,
  Compute,
  Fence,
  Instruction,
  Operand,
  Operator,
} from '../../litmus/program.js';
import { addressOf, locationAt } from '../../litmus/values.js';
import type { ProgramBuilder, Address as Target } from '../../programs/build.js';
import type { Register } from '../../programs/registers.js';

/** Where the locations are. */
export interface Layout {
  /** Address of the first; the others follow, each on a line of its own. */
  readonly first: number;
  /** Bytes from one to the next, a power of two. */
  readonly stride: number;
  readonly locations: number;
  /** Whether values may be addresses: locations then take 8 bytes, else 4. */
  readonly addresses: boolean;
}

/** What registers of tests are kept in. */
const HELD: readonly Register[] = [
  ...(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'] as const),
  ...(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'] as const),
  ...(['s0', 's1', 's2', 's3', 's4', 's5', 's6'] as const),
];
/** Operands that are constants, what is in between, and addresses. */
const LEFT = 's7';
const RIGHT = 's8';
const BETWEEN = 's9';
const MORE = 'gp';
const AT = 'ra';

/** Addresses of locations as values, which are not those of the machine. */
const FIRST = addressOf(0);
const APART = addressOf(1) - FIRST;
/** Bits that addresses are cut to. */
const CUT = 64 - 53;

/** Operators whose result in 64 bits is that in 32 where both operands are of 32. */
const EXACT: ReadonlySet<Operator> = new Set(['and', 'or', 'xor', 'slt', 'sltu', 'sar']);
const SHIFTS: ReadonlySet<Operator> = new Set(['shl', 'shr', 'sar']);

const WRITES = 2;

export class ThreadTranslator {
  private readonly registers = new Map<number, Register>();
  private current: Instruction | undefined;
  private readonly bits: 'w' | 'd';

  constructor(
    private readonly builder: ProgramBuilder,
    private readonly layout: Layout,
    private readonly test: string,
    private readonly thread: number,
  ) {
    this.bits = layout.addresses ? 'd' : 'w';
  }

  /** Where a register of the test is kept. */
  register(number: number): Register {
    const known = this.registers.get(number);
    if (known) return known;
    const free = HELD[this.registers.size];
    if (!free) return this.tooMany();
    this.registers.set(number, free);
    return free;
  }

  private tooMany(): never {
    const { text = '', place } = this.current ?? {};
    const where = place ? `${this.test}:${place.line}:${place.column}: "${text}": ` : `${this.test}: `;
    throw new CohortError(
      `${where}P${this.thread} uses more than ${HELD.length} registers; expected at most those, so that it can run on the machine. Use fewer, or leave out --sample.`,
      2,
    );
  }

  /** Every instruction, and the label `end` after the last. */
  translate(instructions: readonly Instruction[]): void {
    const labels = [...instructions, undefined].map(() => this.builder.freshName());
    for (const [i, instruction] of instructions.entries()) {
      this.builder.label(labels[i]!);
      this.current = instruction;
      this.one(instruction, labels);
    }
    this.builder.label(labels[instructions.length]!);
    this.current = undefined;
  }

  private one(instruction: Instruction, labels: readonly string[]): void {
    const { kind } = instruction;
    if (kind === 'compute') this.compute(instruction);
    else if (kind === 'branch') this.branch(instruction, labels[instruction.target]!);
    else if (kind === 'fence') this.fence(instruction);
    else if (kind === 'atomic') this.atomic(instruction);
    else this.access(instruction);
  }

  /** A register that holds the operand: its own, or `scratch` for a constant. */
  private operand(operand: Operand, scratch: Register): Register {
    if ('register' in operand) return this.register(operand.register);
    if (operand.constant === 0) return 'zero';
    this.builder.constant(scratch, operand.constant);
    return scratch;
  }

  private move(to: Register, from: Register): void {
    if (to !== from) this.builder.emit('addi', to, from, 0);
  }

  private compute({ operator, to, a, b }: Compute): void {
    const target = this.register(to);
    const left = this.operand(a, LEFT);
    if (operator === 'add' && 'constant' in b && b.constant === 0) this.move(target, left);
    else this.operate(operator, target, left, this.operand(b, RIGHT));
  }

  /** `to` may be one of the operands. */
  private operate(operator: Operator, to: Register, a: Register, b: Register): void {
    const { builder } = this;
    if (EXACT.has(operator)) {
      builder.emit(operator, to, a, this.shiftBy(operator, b));
    } else if (!this.layout.addresses) {
      this.inIntegers(operator, to, a, b);
    } else {
      const wide = builder.freshName();
      const done = builder.freshName();
      for (const each of [a, b]) {
        this.cut(BETWEEN, each, 32);
        builder.emit('bne', BETWEEN, each, wide);
      }
      this.inIntegers(operator, to, a, b);
      builder.emit('beq', 'zero', 'zero', done);
      builder.label(wide);
      builder.emit(operator === 'shr' ? 'sar' : operator, to, a, this.shiftBy(operator, b));
      this.cut(to, to, CUT);
      builder.label(done);
    }
  }

  /** The low bits of a register without the upper `bits`, with their sign. */
  private cut(to: Register, from: Register, bits: number): void {
    this.builder.emit('shli', to, from, bits).emit('sari', to, to, bits);
  }

  private shiftBy(operator: Operator, b: Register): Register {
    if (!SHIFTS.has(operator)) return b;
    this.builder.emit('andi', MORE, b, 31);
    return MORE;
  }

  private inIntegers(operator: Operator, to: Register, a: Register, b: Register): void {
    let left = a;
    if (operator === 'shr') {
      // Of the 32 bits alone, zeros coming in.
      this.builder.emit('shli', BETWEEN, a, 32).emit('shri', BETWEEN, BETWEEN, 32);
      left = BETWEEN;
    }
    this.builder.emit(operator, to, left, this.shiftBy(operator, b));
    this.cut(to, to, 32);
  }

  private branch({ comparison, a, b }: Branch, label: string): void {
    const left = this.operand(a, LEFT);
    const right = this.operand(b, RIGHT);
    if (!this.layout.addresses || (comparison !== 'ltu' && comparison !== 'geu')) {
      this.builder.emit(`b${comparison}`, left, right, label);
      return;
    }
    // Integers are of 32 bits without sign then, and addresses are what they are.
    this.withoutSign(BETWEEN, left);
    this.withoutSign(MORE, right);
    this.builder.emit(comparison === 'ltu' ? 'blt' : 'bge', BETWEEN, MORE, label);
  }

  private withoutSign(to: Register, from: Register): void {
    const done = this.builder.freshName();
    this.move(to, from);
    this.builder.emit('bge', to, 'zero', done);
    this.builder.constant(AT, 2 ** 32).emit('add', to, to, AT);
    this.builder.label(done);
  }

  private fence({ before, after }: Fence): void {
    if (before === 0 || after === 0) return;
    // Of those that keep the writes before it from the reads after it there is only the full one.
    const both = before * 4 + after;
    if (both === 1 * 4 + 1) this.builder.emit('fence.r');
    else if (both === 2 * 4 + 2) this.builder.emit('fence.w');
    else if (before === 1) this.builder.emit('fence.aq');
    else if (after === WRITES) this.builder.emit('fence.rl');
    else this.builder.emit('fence');
  }

  /** The address of an access; one in a register is that of a location as a value. */
  private target({ base, offset }: Address): Target {
    const { first, stride, locations } = this.layout;
    if ('constant' in base) {
      const location = locationAt(base.constant + offset, locations);
      if (location >= 0) return [first + location * stride, 'zero'];
    }
    this.builder.constant(BETWEEN, FIRST - offset);
    this.builder.emit('sub', AT, this.operand(base, LEFT), BETWEEN);
    this.builder.emit('shri', AT, AT, Math.log2(APART / stride));
    return [first, AT];
  }

  private access(access: Exclude<Access, Atomic>): void {
    const address = this.target(access.address);
    if (access.kind === 'load') {
      this.builder.emit(`l${this.bits}${access.acquire ? '.aq' : ''}`, this.register(access.to), address);
    } else {
      const value = this.operand(access.value, RIGHT);
      this.builder.emit(`s${this.bits}${access.release ? '.rl' : ''}`, value, address);
    }
  }

  private atomic(atomic: Atomic): void {
    const { builder, bits } = this;
    const address = this.target(atomic.address);
    const value = this.operand(atomic.value, RIGHT);
    const to = this.register(atomic.to);
    const order = `${atomic.acquire ? 'aq' : ''}${atomic.release ? 'rl' : ''}` as const;
    const suffix = order === '' ? bits : (`${bits}.${order}` as const);
    if (atomic.update === 'swap') {
      builder.emit(`swap.${suffix}`, to, value, address);
    } else if (atomic.update === 'compare') {
      this.move(BETWEEN, this.operand(atomic.expected, LEFT));
      builder.emit(`cas.${suffix}`, BETWEEN, value, address);
      this.move(to, BETWEEN);
    } else if (atomic.update === 'add' && bits === 'w') {
      builder.emit(`fadd.${suffix}`, to, value, address);
    } else {
      this.update(atomic.update, to, value, address, `cas.${suffix}`);
    }
  }

  /** What no instruction does at once: computed, and left if memory has not changed meanwhile. */
  private update(
    operator: Operator,
    to: Register,
    value: Register,
    address: Target,
    swap: 'cas.w' | 'cas.d' | `cas.${'w' | 'd'}.${'aq' | 'rl' | 'aqrl'}`,
  ): void {
    const { builder } = this;
    const again = builder.label();
    builder.emit(`l${this.bits}`, LEFT, address);
    this.operate(operator, 'sp', LEFT, value);
    this.move(BETWEEN, LEFT);
    builder.emit(swap, BETWEEN, 'sp', address);
    builder.emit('bne', BETWEEN, LEFT, again);
    this.move(to, LEFT);
  }
}
