/**
 * The instructions of a thread that are under way in the relaxed model: from the first that has not
 * been performed on, in program order. What they compute is not kept but worked out anew from what the
 * performed ones read, so that a state is small and the same however it was reached.
 */
import type { Access, Branch, Fence, Instruction, Operand, Thread } from '../program.js';
import { READS, WRITES } from '../program.js';
import { compare, compute, locationAt } from '../values.js';
import { endless, MOST_BETWEEN } from './execution.js';

/** The write that a performed read took its value from is still the last one in memory. */
export const NEWEST = -1;
/** Memory has had another one since. */
export const OVERTAKEN = -2;

/** What is remembered of an access that is under way, or of a branch whose outcome is guessed. */
export type Entry =
  | { readonly kind: 'pending' }
  /** `source`: NEWEST, OVERTAKEN, or the place of the thread's own pending write that it read. */
  | { readonly kind: 'read'; readonly location: number; readonly value: number; readonly source: number }
  | { readonly kind: 'written' }
  | { readonly kind: 'exchanged'; readonly value: number }
  /** `after`: how many instructions stand between the window's beginning and the branch. */
  | { readonly kind: 'guess'; readonly after: number; readonly taken: boolean };

export const PENDING: Entry = { kind: 'pending' };
const WRITTEN: Entry = { kind: 'written' };

export { WRITTEN };

/** An access under way, as far as it is known. `undefined`: that depends on a pending read. */
export interface UnderWay {
  readonly access: Access;
  readonly place: number;
  readonly entry: Entry;
  readonly address: number | undefined;
  /** -1: no location has that address. */
  readonly location: number | undefined;
  readonly value: number | undefined;
  readonly expected: number | undefined;
  /** Whether something earlier keeps it from being performed, apart from accesses to its own location. */
  readonly held: boolean;
}

export interface Window {
  /** The first instruction in it. */
  readonly at: number;
  /** What the registers hold there. */
  readonly registers: readonly number[];
  readonly entries: readonly Entry[];
  readonly accesses: readonly UnderWay[];
  /** The branch at which it ends, as its outcome is not known. */
  readonly open: { readonly branch: Branch; readonly after: number; readonly backwards: boolean } | undefined;
  /** Whether it goes on to the end of the thread. */
  readonly complete: boolean;
}

/** Accesses under way at once, at most: what goes beyond is an endless loop. */
const MOST_UNDER_WAY = 128;

type Known = number | undefined;

/** What accesses in program order so far keep the later ones from. */
class Holds {
  private pendingReads = false;
  private pendingWrites = false;
  private heldReads = false;
  private heldWrites = false;
  private unknownAddress = false;
  private pendingSynchronization = false;
  openBranch = false;

  /** Rules 4 to 7, 11 and 13 of the preserved program order. */
  holds(access: Access): boolean {
    const { kind } = access;
    if (kind !== 'store' && this.heldReads) return true;
    if (kind === 'load') return false;
    if (this.heldWrites || this.openBranch || this.unknownAddress) return true;
    if (access.release && (this.pendingReads || this.pendingWrites)) return true;
    return kind === 'atomic' && this.pendingSynchronization && (access.acquire || access.release);
  }

  /** Takes note of an access that is pending. */
  pending(access: Access, address: Known): void {
    const { kind } = access;
    if (kind !== 'store') this.pendingReads = true;
    if (kind !== 'load') this.pendingWrites = true;
    if (kind !== 'store' && access.acquire) this.heldReads = this.heldWrites = true;
    if (kind === 'atomic' && (access.acquire || access.release)) this.pendingSynchronization = true;
    if (address === undefined) this.unknownAddress = true;
  }

  fence({ before, after }: Fence): void {
    const waits =
      ((before & READS) !== 0 && this.pendingReads) || ((before & WRITES) !== 0 && this.pendingWrites);
    if (!waits) return;
    if ((after & READS) !== 0) this.heldReads = true;
    if ((after & WRITES) !== 0) this.heldWrites = true;
  }
}

/** Walks through a thread from where its window begins. */
class Walk {
  private readonly registers: Known[];
  private readonly holds = new Holds();
  private readonly entries: Entry[] = [];
  private readonly accesses: UnderWay[] = [];
  /** Where the entries that were given stand now. */
  private readonly moved: number[] = [];
  private taken = 0;
  private passed = 0;
  private sinceAccess = 0;
  /** The beginning of the new window, once something is found that is not performed. */
  private begin: { at: number; registers: number[]; passed: number } | undefined;

  constructor(
    private readonly number: number,
    private readonly instructions: readonly Instruction[],
    private at: number,
    registers: readonly number[],
    private readonly given: readonly Entry[],
    private readonly locations: number,
  ) {
    this.registers = registers.slice();
  }

  private known(operand: Operand): Known {
    return 'constant' in operand ? operand.constant : this.registers[operand.register];
  }

  /** From here on nothing is at its end; before it everything was, so that all registers are known. */
  private keep(): void {
    this.begin ??= { at: this.at, registers: this.registers.slice() as number[], passed: this.passed };
  }

  /** The outcome of a branch; `undefined`: neither known nor guessed; 'wrong': guessed otherwise. */
  private outcome({ comparison, a, b }: Branch): boolean | undefined | 'wrong' {
    const given = this.given[this.taken];
    const guess = given?.kind === 'guess' && given.after === this.passed ? given : undefined;
    if (guess) this.taken++;
    const [left, right] = [this.known(a), this.known(b)];
    if (left !== undefined && right !== undefined) {
      const taken = compare(comparison, left, right);
      return guess && guess.taken !== taken ? 'wrong' : taken;
    }
    this.keep();
    if (!guess) return undefined;
    this.holds.openBranch = true;
    this.entries.push({ ...guess, after: this.passed - this.begin!.passed });
    return guess.taken;
  }

  private access(access: Access): void {
    const entry = this.given[this.taken] ?? PENDING;
    const pending = entry.kind === 'pending';
    if (pending) this.keep();
    const base = this.known(access.address.base);
    const { offset } = access.address;
    const address = base === undefined || offset === 0 ? base : compute('add', base, offset);
    if (this.begin) {
      this.moved[this.taken] = this.entries.length;
      this.accesses.push({
        access,
        place: this.entries.length,
        entry: this.moveSource(entry),
        address,
        location: address === undefined ? undefined : locationAt(address, this.locations),
        value: access.kind === 'load' ? 0 : this.known(access.value),
        expected: access.kind === 'atomic' ? this.known(access.expected) : 0,
        held: this.holds.holds(access),
      });
      this.entries.push(this.moveSource(entry));
    }
    if (pending) this.holds.pending(access, address);
    if (access.kind !== 'store') {
      this.registers[access.to] =
        entry.kind === 'read' || entry.kind === 'exchanged' ? entry.value : undefined;
    }
    this.taken++;
    this.sinceAccess = 0;
  }

  private moveSource(entry: Entry): Entry {
    if (entry.kind !== 'read' || entry.source < 0) return entry;
    const source = this.moved[entry.source]!;
    return source === entry.source ? entry : { ...entry, source };
  }

  /** `undefined`: a guess turned out wrong. */
  go(): Window | undefined {
    let open: Window['open'];
    let complete = false;
    while (this.accesses.length < MOST_UNDER_WAY) {
      const instruction = this.instructions[this.at];
      if (!instruction) {
        complete = true;
        break;
      }
      if (++this.sinceAccess > MOST_BETWEEN) throw endless(this.number, instruction);
      let next = this.at + 1;
      if (instruction.kind === 'branch') {
        const outcome = this.outcome(instruction);
        if (outcome === 'wrong') return undefined;
        if (outcome === undefined) {
          const after = this.passed - this.begin!.passed;
          open = { branch: instruction, after, backwards: instruction.target <= this.at };
          break;
        }
        if (outcome) next = instruction.target;
      } else if (instruction.kind === 'fence') {
        this.holds.fence(instruction);
      } else if (instruction.kind === 'compute') {
        const [a, b] = [this.known(instruction.a), this.known(instruction.b)];
        this.registers[instruction.to] =
          a === undefined || b === undefined ? undefined : compute(instruction.operator, a, b);
      } else {
        this.access(instruction);
      }
      this.at = next;
      this.passed++;
    }
    this.keep();
    const { at, registers } = this.begin!;
    return { at, registers, entries: this.trimmed(), accesses: this.accesses, open, complete };
  }

  /** Pending accesses at the end need no entry. */
  private trimmed(): readonly Entry[] {
    let end = this.entries.length;
    while (end > 0 && this.entries[end - 1]!.kind === 'pending') end--;
    return this.entries.slice(0, end);
  }
}

/**
 * The window of a thread that begins at instruction `at` with `registers`, moved on past what is
 * performed. `undefined`: an outcome that was guessed has turned out otherwise.
 */
export const windowOf = (
  number: number,
  { instructions }: Thread,
  at: number,
  registers: readonly number[],
  entries: readonly Entry[],
  locations: number,
): Window | undefined => new Walk(number, instructions, at, registers, entries, locations).go();

/** The entries with another one at `place`, which may be beyond their end. */
export const withEntry = (entries: readonly Entry[], place: number, entry: Entry): Entry[] => {
  const copy = entries.slice();
  while (copy.length < place) copy.push(PENDING);
  copy[place] = entry;
  return copy;
};
