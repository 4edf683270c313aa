import { CohortError } from '../errors.js';
import { DataLayout } from './assembler/data-layout.js';
import { partsOf } from './assembler/operands.js';
import { checkCode } from './disassemble.js';
import { BY_MNEMONIC, type FormOf, type Mnemonic } from './isa.js';
import {
  layStacks,
  MOST_INSTRUCTIONS,
  MOST_MEMORY_BYTES,
  type Place,
  type Program,
  type ProgramSymbol,
  requireLayout,
  STACK_BYTES,
} from './program.js';
import { REGISTER_NAMED, type Register } from './registers.js';
import { packWords, type Word } from './word.js';

/** A number, or a name: a label or what `data` laid out. */
export type Value = number | string;

/** An address: a value, or a value and a register to which it is added. */
export type Address = Value | readonly [offset: Value, base: Register];

type Operand<Part extends string> = Part extends 'rd' | 'rs1' | 'rs2'
  ? Register
  : Part extends 'imm(rs1)'
    ? Address
    : Value;

type Split<F extends string> = F extends ''
  ? []
  : F extends `${infer Part}, ${infer Rest}`
    ? [Operand<Part>, ...Split<Rest>]
    : [Operand<F>];

/** The operands of an instruction, in the order in which they are written. */
export type OperandsOf<M extends Mnemonic> = Split<FormOf<M>>;

export interface BuildOptions {
  readonly name?: string;
  /** 1 to 1024; default 4. */
  readonly threads?: number;
  /** Default 64. */
  readonly lineBytes?: number;
  /** Bytes of each thread's stack, a multiple of 16; default 4096. */
  readonly stackBytes?: number;
}

interface Item {
  readonly mnemonic: Mnemonic;
  readonly operands: readonly (Register | Address)[];
}

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
/** A register's 64 bits, with or without a sign. */
const LEAST_CONSTANT = -(2n ** 63n);
const MOST_CONSTANT = 2n ** 64n - 1n;

/**
 * Builds a program from TypeScript: `emit` takes an instruction and its operands, which are checked by
 * type. Names may be used before they are defined; `build` finds them.
 */
export class ProgramBuilder {
  private readonly items: Item[] = [];
  private readonly symbols = new Map<string, ProgramSymbol>();
  private readonly layout = new DataLayout();
  private readonly name: string;
  private fresh = 0;

  constructor(private readonly options: BuildOptions = {}) {
    requireLayout(options.threads ?? 4, options.lineBytes ?? 64);
    this.name = options.name ?? 'built program';
  }

  /** The number of the next instruction. */
  get here(): number {
    return this.items.length;
  }

  /** Adds an instruction. */
  emit<M extends Mnemonic>(mnemonic: M, ...operands: OperandsOf<M>): this {
    if (this.items.length >= MOST_INSTRUCTIONS) {
      throw this.refusal(`more than ${MOST_INSTRUCTIONS} instructions`);
    }
    this.items.push({ mnemonic, operands });
    return this;
  }

  /** Gives the next instruction a name; without one, a name of its own, which is returned. */
  label(name: string = this.freshName()): string {
    this.define({ name, kind: 'code', value: BigInt(this.here) });
    return name;
  }

  /** A name that no other call gives, for a label to be set later. */
  freshName(): string {
    return `$${this.fresh++}`;
  }

  /** rd = a constant of 64 bits: one instruction or two. */
  constant(rd: Register, value: bigint | number): this {
    if (typeof value === 'number' && !Number.isInteger(value)) {
      throw this.refusal(`constant ${rd}: ${value} is no whole number`);
    }
    const wanted = BigInt(value);
    if (wanted < LEAST_CONSTANT || wanted > MOST_CONSTANT) {
      throw this.refusal(`constant ${rd}: ${value} does not fit 64 bits; expected -2^63 to 2^64 - 1`);
    }
    const bits = BigInt.asIntN(64, wanted);
    this.emit('li', rd, Number(BigInt.asIntN(32, bits)));
    if (BigInt.asIntN(32, bits) !== bits) this.emit('lih', rd, Number(bits >> 32n));
    return this;
  }

  /** Lays out bytes, or room for so many, aligned; the name is that of their address, which is returned. */
  data(name: string, bytes: Uint8Array | number, alignment = 8): number {
    const place = this.place();
    this.layout.align(BigInt(alignment), place);
    const address = this.layout.here;
    this.define({ name, kind: 'data', value: BigInt(address) });
    if (typeof bytes === 'number') this.layout.reserve(BigInt(bytes), place);
    else this.layout.write([...bytes], place);
    return address;
  }

  /** The same for what threads synchronise by: on lines of its own, kept out of caches that nothing keeps coherent. */
  sync(name: string, bytes: Uint8Array | number): number {
    const { lineBytes = 64 } = this.options;
    this.layout.beginSync(lineBytes, this.place());
    const address = this.data(name, bytes, 1);
    this.layout.endSync(lineBytes, this.place());
    return address;
  }

  /** The program; a CohortError names what is not defined or does not fit. */
  build(): Program {
    const { threads = 4, lineBytes = 64, stackBytes = STACK_BYTES } = this.options;
    if (this.items.length === 0) throw this.refusal('there is no instruction in it; emit one, such as halt');
    const { segments, sync, base, end } = this.layout.finish();
    const main = this.symbols.get('main');
    const program: Program = {
      name: this.name,
      code: packWords(this.items.map((item, i) => this.encode(item, i))),
      entry: main?.kind === 'code' ? Number(main.value) : 0,
      threads,
      lineBytes,
      data: segments,
      sync,
      memoryBase: base,
      ...layStacks(end, threads, lineBytes, stackBytes),
      symbols: new Map(this.symbols),
      places: this.items.map((_, i) => this.place(i)),
      parameters: [],
    };
    checkCode(program);
    if (program.memoryBytes > MOST_MEMORY_BYTES) {
      throw this.refusal(`${program.memoryBytes} bytes of memory; expected at most ${MOST_MEMORY_BYTES}`);
    }
    return program;
  }

  private define(symbol: ProgramSymbol): void {
    if (this.symbols.has(symbol.name)) throw this.refusal(`'${symbol.name}' is defined twice`);
    this.symbols.set(symbol.name, symbol);
  }

  private place(instruction = this.here): Place {
    return { file: this.name, line: instruction + 1, column: 1 };
  }

  private refusal(what: string): CohortError {
    return new CohortError(`${this.name}: ${what}`, 2);
  }

  private valueOf(value: Value, where: string): number {
    const number = typeof value === 'number' ? value : Number(this.symbols.get(value)?.value ?? Number.NaN);
    if (Number.isInteger(number) && number >= LEAST && number <= MOST) return number;
    const what =
      typeof value === 'number' ? `${value} is no whole number of 32 bits` : `'${value}' is not defined`;
    throw this.refusal(`${where}: ${what}`);
  }

  private encode({ mnemonic, operands }: Item, index: number): Word {
    const where = `instruction ${index} (${mnemonic})`;
    const instruction = BY_MNEMONIC.get(mnemonic);
    if (!instruction) throw this.refusal(`instruction ${index}: '${mnemonic}' is no instruction`);
    const { code, form } = instruction;
    const word = { code, rd: 0, rs1: 0, rs2: 0, imm: 0 };
    const register = (name: unknown): number => {
      const number = typeof name === 'string' ? REGISTER_NAMED.get(name) : undefined;
      if (number === undefined) throw this.refusal(`${where}: '${name}' is no register`);
      return number;
    };
    const parts = partsOf(form);
    if (operands.length > parts.length) {
      throw this.refusal(`${where}: ${operands.length} operands; expected ${form || 'none'}`);
    }
    parts.forEach((part, i) => {
      const operand = operands[i];
      if (operand === undefined) throw this.refusal(`${where}: an operand is missing; expected ${form}`);
      if (part === 'rd' || part === 'rs1' || part === 'rs2') word[part] = register(operand);
      else if (typeof operand === 'object') {
        word.imm = this.valueOf(operand[0], where);
        word.rs1 = register(operand[1]);
      } else word.imm = this.valueOf(operand, where);
    });
    return word;
  }
}
