import { BY_MNEMONIC, type Instruction } from '../isa.js';
import { MOST_INSTRUCTIONS, type Place } from '../program.js';
import { packWords, type Word } from '../word.js';
import { type Expression, evaluate, type Lookup } from './expression.js';
import { fault, quoted } from './fault.js';
import type { Names } from './names.js';
import type { Operands } from './operands.js';

/** Which half of a 64-bit constant an instruction loads; else imm is the whole value. */
type Half = 'low' | 'high' | undefined;

interface Item {
  readonly instruction: Instruction;
  readonly operands: Operands;
  readonly half: Half;
  readonly place: Place;
}

const LEAST = -(2n ** 31n);
const MOST = 2n ** 31n - 1n;

const fits = (value: bigint): boolean => value >= LEAST && value <= MOST;

/** The instructions of a program in order, encoded when all names are known. */
export class CodeLayout {
  private readonly items: Item[] = [];

  /** The number of the next instruction. */
  get here(): number {
    return this.items.length;
  }

  add(instruction: Instruction, operands: Operands, place: Place, half?: Half): void {
    if (this.items.length >= MOST_INSTRUCTIONS) {
      throw fault(place, `the program has more than ${MOST_INSTRUCTIONS} instructions`);
    }
    this.items.push({ instruction, operands, half, place });
  }

  /** `li` and `la`: one instruction if the value is known to fit 32 bits, or is not known yet; else two. */
  addConstant(rd: number, imm: Expression, lookup: Lookup, known: boolean, place: Place): void {
    const operands: Operands = { rd, rs1: 0, rs2: 0, imm, target: false };
    const li = BY_MNEMONIC.get('li')!;
    if (!known || fits(evaluate(imm, lookup))) this.add(li, operands, place);
    else {
      this.add(li, operands, place, 'low');
      this.add(BY_MNEMONIC.get('lih')!, operands, place, 'high');
    }
  }

  /** Encodes all of it. */
  finish(names: Names): { code: Uint8Array; places: Place[] } {
    const words = this.items.map((item) => this.encode(item, names));
    return { code: packWords(words), places: this.items.map(({ place }) => place) };
  }

  private encode({ instruction, operands, half, place }: Item, names: Names): Word {
    const { rd, rs1, rs2, imm, target } = operands;
    const value = evaluate(imm, names.anywhere);
    if (target) this.checkTarget(value, imm, names, place);
    if (!half && !fits(value)) {
      const mend =
        instruction.mnemonic === 'li' ? 'define its names above this line' : 'load it with li first';
      throw fault(place, `${value} does not fit the 32 bits of ${instruction.mnemonic}; ${mend}`);
    }
    const part = half === 'high' ? value >> 32n : value;
    return { code: instruction.code, rd, rs1, rs2, imm: Number(BigInt.asIntN(32, part)) };
  }

  private checkTarget(value: bigint, imm: Expression, names: Names, place: Place): void {
    const symbol = imm.kind === 'name' ? names.get(imm.name) : undefined;
    if (symbol?.kind === 'data') {
      throw fault(place, `${quoted(symbol.name)} is an address of data; expected a label of code`);
    }
    if (value < 0n || value >= this.items.length) {
      throw fault(place, `the target ${value} is not an instruction; there are ${this.items.length}`);
    }
  }
}
