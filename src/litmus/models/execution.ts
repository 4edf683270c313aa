/** What all machines have in common: registers, and the operations on them that memory does not see. */
import { CohortError } from '../../errors.js';
import type { Access, Address, Atomic, Fence, Instruction, Operand } from '../program.js';
import { compare, compute, locationAt, valueText } from '../values.js';

/** Operations that a thread does between two accesses, at most: more is a loop that never ends. */
export const MOST_BETWEEN = 10_000;

export const operandValue = (operand: Operand, registers: readonly number[]): number =>
  'constant' in operand ? operand.constant : registers[operand.register]!;

export const addressOf = ({ base, offset }: Address, registers: readonly number[]): number => {
  const start = operandValue(base, registers);
  return offset === 0 ? start : compute('add', start, offset);
};

const at = (thread: number, { text, place }: Instruction): string =>
  `P${thread}, line ${place.line}: "${text}"`;

export const endless = (thread: number, instruction: Instruction): CohortError =>
  new CohortError(
    `${at(thread, instruction)} is in a loop that did not touch memory within ${MOST_BETWEEN} operations; expected threads that end, or wait for memory.`,
  );

/** The location that an access names; an address that is none is the test's fault. */
export const locationOf = (
  thread: number,
  access: Access,
  address: number,
  locations: readonly string[],
): number => {
  const location = locationAt(address, locations.length);
  if (location >= 0) return location;
  throw new CohortError(
    `${at(thread, access)} accesses address ${address}, which is no location; expected that of one of ${locations.join(', ')}. A register gets an address in the initial values, such as { ${thread}:REGISTER=${locations[0] ?? 'x'}; }.`,
  );
};

/** What an atomic operation leaves in memory: a comparison that fails writes back what it read. */
export const updated = ({ update }: Atomic, old: number, value: number, expected: number): number => {
  if (update === 'swap') return value;
  if (update === 'compare') return old === expected ? value : old;
  return compute(update, old, value);
};

export interface Reached {
  readonly at: number;
  /** What stands there; nothing at the end of the thread. */
  readonly instruction: Access | Fence | undefined;
}

/** Executes, in `registers`, up to the next access or to a fence that `stops`. */
export const runToAccess = (
  thread: number,
  instructions: readonly Instruction[],
  from: number,
  registers: number[],
  stops: (fence: Fence) => boolean,
): Reached => {
  let next = from;
  for (let done = 0; done < MOST_BETWEEN; done++) {
    const instruction = instructions[next];
    if (!instruction) return { at: next, instruction };
    if (instruction.kind === 'compute') {
      const { operator, to, a, b } = instruction;
      registers[to] = compute(operator, operandValue(a, registers), operandValue(b, registers));
      next++;
    } else if (instruction.kind === 'branch') {
      const { comparison, a, b, target } = instruction;
      next = compare(comparison, operandValue(a, registers), operandValue(b, registers)) ? target : next + 1;
    } else if (instruction.kind === 'fence' && !stops(instruction)) {
      next++;
    } else {
      return { at: next, instruction };
    }
  }
  throw endless(thread, instructions[next]!);
};

/** `x = 1`, for what people read. */
export const assignment = (location: number, value: number, locations: readonly string[]): string =>
  `${locations[location]} = ${valueText(value, locations)}`;

/** What an atomic operation did, for the same. */
export const atomicText = (
  location: number,
  old: number,
  left: number,
  locations: readonly string[],
): string =>
  `reads ${assignment(location, old, locations)} and writes ${assignment(location, left, locations)} at once`;

export const withElement = <T>(list: readonly T[], at: number, element: T): T[] => {
  const copy = list.slice();
  copy[at] = element;
  return copy;
};
