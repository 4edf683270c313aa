/** Collects the operations of a thread while its instructions are read. */
import { nearestName } from '../../config/nearest.js';
import type {
  Address,
  Atomic,
  Branch,
  Comparison,
  Instruction,
  Operand,
  Operator,
  Place,
  Update,
} from '../program.js';
import type { Scanner } from '../scanner.js';
import { addressOf } from '../values.js';

export const constant = (value: number): Operand => ({ constant: value });
export const register = (number: number): Operand => ({ register: number });
export const ZERO = constant(0);

/** The locations of a test, in the order in which it names them. */
export class Locations {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a location; a new name is a new location. */
  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}

/** A branch whose target is known later. */
type OpenBranch = Omit<Branch, 'target'> & { target: number };

interface Jump {
  readonly branch: OpenBranch;
  readonly label: string;
  readonly scanner: Scanner;
  readonly at: number;
}

export class ThreadBuilder {
  private readonly list: Instruction[] = [];
  private readonly labels = new Map<string, number>();
  private readonly jumps: Jump[] = [];
  private readonly ends: OpenBranch[] = [];
  private written: { text: string; place: Place } = { text: '', place: { line: 1, column: 1 } };

  constructor(private readonly locations: Locations) {}

  /** Operations that follow are those of this instruction. */
  begin(text: string, place: Place): void {
    this.written = { text, place };
  }

  /** The address of a location, as a constant. */
  location(name: string): Operand {
    return constant(addressOf(this.locations.number(name)));
  }

  compute(operator: Operator, to: number, a: Operand, b: Operand): void {
    this.list.push({ kind: 'compute', operator, to, a, b, ...this.written });
  }

  move(to: number, from: Operand): void {
    this.compute('add', to, from, ZERO);
  }

  load(to: number, address: Address, acquire = false): void {
    this.list.push({ kind: 'load', to, address, acquire, ...this.written });
  }

  store(address: Address, value: Operand, release = false): void {
    this.list.push({ kind: 'store', address, value, release, ...this.written });
  }

  atomic(
    update: Update,
    to: number,
    address: Address,
    value: Operand,
    more: Partial<Pick<Atomic, 'expected' | 'acquire' | 'release'>> = {},
  ): void {
    const { expected = ZERO, acquire = false, release = false } = more;
    this.list.push({
      kind: 'atomic',
      update,
      to,
      address,
      value,
      expected,
      acquire,
      release,
      ...this.written,
    });
  }

  fence(before: number, after: number): void {
    this.list.push({ kind: 'fence', before, after, ...this.written });
  }

  private open(comparison: Comparison, a: Operand, b: Operand): OpenBranch {
    const branch: OpenBranch = { kind: 'branch', comparison, a, b, target: 0, ...this.written };
    this.list.push(branch);
    return branch;
  }

  /** A branch over what is added until the returned function is called. */
  skipIf(comparison: Comparison, a: Operand, b: Operand): () => void {
    const branch = this.open(comparison, a, b);
    return () => {
      branch.target = this.list.length;
    };
  }

  /** A branch to a label, which may come later; `at` is where it stands. */
  branch(comparison: Comparison, a: Operand, b: Operand, label: string, scanner: Scanner, at: number): void {
    this.jumps.push({ branch: this.open(comparison, a, b), label, scanner, at });
  }

  /** A branch to the end of the thread. */
  end(): void {
    this.ends.push(this.open('eq', ZERO, ZERO));
  }

  /** The label stands before the next instruction; `false`: there is one of that name already. */
  label(name: string): boolean {
    if (this.labels.has(name)) return false;
    this.labels.set(name, this.list.length);
    return true;
  }

  /** All operations, every branch with its target. */
  finish(): Instruction[] {
    for (const branch of this.ends) branch.target = this.list.length;
    for (const jump of this.jumps) jump.branch.target = this.labels.get(jump.label) ?? this.noSuchLabel(jump);
    return this.list;
  }

  private noSuchLabel({ label, scanner, at }: Jump): never {
    const names = [...this.labels.keys()];
    const near = nearestName(label, names);
    return scanner.fail(
      names.length === 0 ? 'a label of this thread' : `a label of this thread: ${names.join(', ')}`,
      at,
      near === undefined
        ? `A label stands before an instruction, as in "${label}:".`
        : `Did you mean "${near}"?`,
    );
  }
}
