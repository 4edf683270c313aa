/**
 * The instructions of Cohort's own processors that litmus tests need: loads (`lw`, `ld`, with `.aq` to
 * acquire), stores (`sw`, `sd`, with `.rl` to release), atomics (`tas`, `swap`, `cas`, `fadd`), fences,
 * arithmetic and branches. Besides `imm(register)` an address may be the name of a location: `lw t0, x`.
 */

import { nearestName } from '../../config/nearest.js';
import { REGISTER_NAMED, REGISTER_NAMES } from '../../programs/registers.js';
import { readInteger } from '../integer.js';
import type { Address, Comparison, Operand, Operator, Update } from '../program.js';
import { READS, WRITES } from '../program.js';
import type { Scanner } from '../scanner.js';
import type { Architecture } from './architecture.js';
import { constant, register, type ThreadBuilder, ZERO } from './thread-builder.js';

const OPERATORS: readonly Operator[] = [
  'add',
  'sub',
  'and',
  'or',
  'xor',
  'shl',
  'shr',
  'sar',
  'mul',
  'slt',
  'sltu',
];

const WORD = /[A-Za-z][A-Za-z0-9.]*/y;
const NAME = /[A-Za-z_.][A-Za-z0-9_.]*/y;
const NUMBER = /-?[0-9]/y;

/** Registers are named as in programs, in any case. */
const cohortRegister = (name: string): number | undefined => REGISTER_NAMED.get(name.toLowerCase());

/** Where a write to the register that always reads 0 goes. */
const NOWHERE = REGISTER_NAMES.length;

class Reader {
  constructor(
    private readonly scanner: Scanner,
    readonly thread: ThreadBuilder,
  ) {}

  private number(): number {
    this.scanner.skip();
    const at = this.scanner.position;
    const name = this.scanner.expect(NAME, 'a register, such as t0');
    return cohortRegister(name) ?? this.noRegister(name, at);
  }

  private noRegister(name: string, at: number): never {
    const near = nearestName(name, REGISTER_NAMES);
    return this.scanner.fail(
      'a register: r0 to r31, or zero, a0 to a7, t0 to t9, s0 to s9, gp, ra, sp',
      at,
      near === undefined ? '' : `Did you mean "${near}"?`,
    );
  }

  /** A register to write. */
  to(): number {
    return this.number() || NOWHERE;
  }

  /** A register to read. */
  from(): Operand {
    const number = this.number();
    return number === 0 ? ZERO : register(number);
  }

  comma(): void {
    this.scanner.expect(/,/y, '"," and another operand');
  }

  immediate(): Operand {
    return constant(readInteger(this.scanner, 'a number'));
  }

  label(): readonly [label: string, scanner: Scanner, at: number] {
    this.scanner.skip();
    const at = this.scanner.position;
    return [this.scanner.expect(NAME, 'a label of this thread'), this.scanner, at];
  }

  location(): Operand {
    return this.thread.location(this.scanner.expect(NAME, 'the name of a location'));
  }

  address(): Address {
    const offset = this.scanner.sees(NUMBER) ? readInteger(this.scanner, 'a number') : 0;
    const inBrackets = this.scanner.accept(/\(/y) !== undefined;
    const name = this.scanner.expect(
      NAME,
      'an address: a register in parentheses, or the name of a location',
    );
    const number = cohortRegister(name);
    if (inBrackets) this.scanner.expect(/\)/y, '")"');
    if (number === undefined) return { base: this.thread.location(name), offset };
    return { base: number === 0 ? ZERO : register(number), offset };
  }
}

type Read = (reader: Reader) => void;

const computing =
  (operator: Operator, second: 'from' | 'immediate'): Read =>
  (reader) => {
    const to = reader.to();
    reader.comma();
    const a = reader.from();
    reader.comma();
    reader.thread.compute(operator, to, a, reader[second]());
  };

const three = (operator: Operator): Read => computing(operator, 'from');
const withImmediate = (operator: Operator): Read => computing(operator, 'immediate');

const load =
  (acquire: boolean): Read =>
  (reader) => {
    const to = reader.to();
    reader.comma();
    reader.thread.load(to, reader.address(), acquire);
  };

const store =
  (release: boolean): Read =>
  (reader) => {
    const value = reader.from();
    reader.comma();
    reader.thread.store(reader.address(), value, release);
  };

type Order = { readonly acquire: boolean; readonly release: boolean };

const atomic =
  (update: Update, order: Order): Read =>
  (reader) => {
    const to = reader.to();
    reader.comma();
    const value = reader.from();
    reader.comma();
    // Only `compare` looks at what it expects: the register that then takes what was there.
    const expected = to === NOWHERE || update !== 'compare' ? ZERO : register(to);
    reader.thread.atomic(update, to, reader.address(), value, { expected, ...order });
  };

const testAndSet =
  (order: Order): Read =>
  (reader) => {
    const to = reader.to();
    reader.comma();
    reader.thread.atomic('swap', to, reader.address(), constant(1), order);
  };

const branch =
  (comparison: Comparison, swapped = false): Read =>
  (reader) => {
    const a = reader.from();
    reader.comma();
    const b = reader.from();
    reader.comma();
    if (swapped) reader.thread.branch(comparison, b, a, ...reader.label());
    else reader.thread.branch(comparison, a, b, ...reader.label());
  };

const branchAgainstZero =
  (comparison: Comparison): Read =>
  (reader) => {
    const a = reader.from();
    reader.comma();
    reader.thread.branch(comparison, a, ZERO, ...reader.label());
  };

const fence =
  (before: number, after: number): Read =>
  ({ thread }) =>
    thread.fence(before, after);

const unary =
  (operator: Operator, left: Operand | undefined, right: Operand | undefined): Read =>
  (reader) => {
    const to = reader.to();
    reader.comma();
    const from = reader.from();
    reader.thread.compute(operator, to, left ?? from, right ?? from);
  };

const ORDERS: readonly (readonly [suffix: string, Order])[] = [
  ['', { acquire: false, release: false }],
  ['.aq', { acquire: true, release: false }],
  ['.rl', { acquire: false, release: true }],
  ['.aqrl', { acquire: true, release: true }],
];

const atomics = (size: string): [string, Read][] =>
  ORDERS.flatMap(([suffix, order]): [string, Read][] => [
    [`tas${size}${suffix}`, testAndSet(order)],
    [`swap${size}${suffix}`, atomic('swap', order)],
    [`cas${size}${suffix}`, atomic('compare', order)],
    [`fadd${size}${suffix}`, atomic('add', order)],
  ]);

const INSTRUCTIONS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...OPERATORS.map((operator): [string, Read] => [operator, three(operator)]),
  ...OPERATORS.filter((operator) => operator !== 'sub').map((operator): [string, Read] => [
    operator === 'sltu' ? 'sltui' : `${operator}i`,
    withImmediate(operator),
  ]),
  ['lw', load(false)],
  ['ld', load(false)],
  ['lw.aq', load(true)],
  ['ld.aq', load(true)],
  ['sw', store(false)],
  ['sd', store(false)],
  ['sw.rl', store(true)],
  ['sd.rl', store(true)],
  ...atomics('.w'),
  ...atomics('.d'),
  ['fence', fence(READS + WRITES, READS + WRITES)],
  ['fence.r', fence(READS, READS)],
  ['fence.w', fence(WRITES, WRITES)],
  ['fence.aq', fence(READS, READS + WRITES)],
  ['fence.rl', fence(READS + WRITES, WRITES)],
  ['beq', branch('eq')],
  ['bne', branch('ne')],
  ['blt', branch('lt')],
  ['bge', branch('ge')],
  ['bltu', branch('ltu')],
  ['bgeu', branch('geu')],
  ['bgt', branch('lt', true)],
  ['ble', branch('ge', true)],
  ['bgtu', branch('ltu', true)],
  ['bleu', branch('geu', true)],
  ['beqz', branchAgainstZero('eq')],
  ['bnez', branchAgainstZero('ne')],
  ['j', (reader) => reader.thread.branch('eq', ZERO, ZERO, ...reader.label())],
  [
    'li',
    (reader) => {
      const to = reader.to();
      reader.comma();
      reader.thread.move(to, reader.immediate());
    },
  ],
  [
    'la',
    (reader) => {
      const to = reader.to();
      reader.comma();
      reader.thread.move(to, reader.location());
    },
  ],
  ['mov', unary('add', undefined, ZERO)],
  ['not', unary('xor', undefined, constant(-1))],
  ['neg', unary('sub', ZERO, undefined)],
  ['nop', () => undefined],
  ['pause', () => undefined],
  ['halt', ({ thread }) => thread.end()],
]);

const read = (scanner: Scanner, thread: ThreadBuilder): void => {
  scanner.skip();
  const at = scanner.position;
  const word = scanner.expect(WORD, 'an instruction of Cohort').toLowerCase();
  const instruction = INSTRUCTIONS.get(word);
  if (instruction) {
    instruction(new Reader(scanner, thread));
    return;
  }
  const names = [...INSTRUCTIONS.keys()];
  const near = nearestName(word, names);
  scanner.fail(
    'an instruction of Cohort that litmus tests use',
    at,
    near === undefined ? `There are: ${names.join(', ')}.` : `Did you mean "${near}"?`,
  );
};

export const cohort: Architecture = {
  name: 'Cohort',
  about: 'Cohort’s own instructions, with acquire, release and fences of several kinds.',
  registers: REGISTER_NAMES,
  hidden: 1,
  register: cohortRegister,
  instruction: read,
};
