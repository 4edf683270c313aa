import { BY_MNEMONIC } from '../isa.js';
import { layStacks, MOST_MEMORY_BYTES, type Place, type Program, STACK_BYTES } from '../program.js';
import { PSEUDO_NAMED } from '../pseudo.js';
import { REGISTER_NAMED } from '../registers.js';
import { CodeLayout } from './code-layout.js';
import { Conditions } from './conditions.js';
import { DataLayout } from './data-layout.js';
import { DIRECTIVES } from './directives.js';
import { type Expression, evaluate, parseExpression } from './expression.js';
import { didYouMean, fault, quoted } from './fault.js';
import { Cursor, tokens } from './lexer.js';
import {
  type Body,
  directiveOf,
  LineFeed,
  type SourceLine,
  type SourceText,
  splitArguments,
} from './line-feed.js';
import { Names } from './names.js';
import { type Operands, parseOperands } from './operands.js';
import { type GivenParameters, ParameterList } from './parameter-list.js';

/**
 * One program being assembled. The first pass goes line by line: it expands macros, gives addresses to
 * labels and keeps operands as expressions; the second, `program`, works these out.
 */
export class Assembly {
  readonly names: Names;
  readonly code = new CodeLayout();
  readonly data = new DataLayout();
  readonly conditions = new Conditions();
  readonly parameters: ParameterList;
  readonly feed: LineFeed;
  readonly macros = new Map<string, Body>();
  /** Where labels and directives go. */
  section: 'text' | 'data' = 'text';
  stackBytes = STACK_BYTES;
  /** What waits for the names to be known. */
  private readonly later: (() => void)[] = [];

  constructor(
    sources: readonly SourceText[],
    private readonly name: string,
    private readonly threads: number,
    readonly lineBytes: number,
    given: GivenParameters,
  ) {
    this.names = new Names(threads, lineBytes);
    this.parameters = new ParameterList(given);
    this.feed = new LineFeed(sources);
  }

  program(): Program {
    for (let line = this.feed.next(); line; line = this.feed.next()) this.line(line);
    this.conditions.finish();
    this.parameters.finish(this.name);
    for (const work of this.later) work();
    const { code, places } = this.code.finish(this.names);
    if (places.length === 0)
      throw fault({ file: this.name, line: 1, column: 1 }, 'there is no instruction in it');
    const { segments, sync, base, end } = this.data.finish();
    const main = this.names.get('main');
    return {
      name: this.name,
      code,
      entry: main?.kind === 'code' ? Number(main.value) : 0,
      threads: this.threads,
      lineBytes: this.lineBytes,
      data: segments,
      sync,
      memoryBase: base,
      ...this.stacks(end),
      symbols: this.names.own(),
      places,
      parameters: this.parameters.list,
    };
  }

  private stacks(end: number): ReturnType<typeof layStacks> {
    const { threads, lineBytes, stackBytes } = this;
    const stacks = layStacks(end, threads, lineBytes, stackBytes);
    if (stacks.memoryBytes <= MOST_MEMORY_BYTES) return stacks;
    throw fault(
      { file: this.name, line: 1, column: 1 },
      `data that end at ${end} and ${threads} stacks of ${stackBytes} bytes are more than ${MOST_MEMORY_BYTES} bytes; .stack asks for smaller ones`,
    );
  }

  /** Does something when all names are known. */
  afterwards(work: () => void): void {
    this.later.push(work);
  }

  /** The value of the expression that follows, of names defined above. */
  constant(cursor: Cursor): bigint {
    return evaluate(parseExpression(cursor), this.names.above);
  }

  private line(line: SourceLine): void {
    const directive = directiveOf(line.text);
    if (!this.conditions.open && !Conditions.concerns(directive)) return;
    const cursor = new Cursor(tokens(line.text, line.place), line.place);
    if (this.conditions.open) this.labels(cursor);
    else while (cursor.token.text !== directive) cursor.next();
    if (cursor.token.kind === 'end') return;
    const place = cursor.place();
    const { text, column } = cursor.name('an instruction, a directive or a label');
    const macro = this.macros.get(text);
    if (macro) this.call(text, macro, line.text.slice(column - 1 + text.length), place);
    else if (text.startsWith('.')) this.directive(text, cursor, line, place);
    else this.instruction(text, cursor, place);
  }

  private labels(cursor: Cursor): void {
    while (cursor.token.kind === 'name' && cursor.ahead(1).text === ':' && cursor.ahead(1).kind === 'mark') {
      const place = cursor.place();
      const name = cursor.next().text;
      cursor.next();
      if (this.section === 'text') this.names.define(name, 'code', BigInt(this.code.here), place);
      else this.names.define(name, 'data', BigInt(this.data.here), place);
    }
  }

  private call(name: string, macro: Body, text: string, place: Place): void {
    const given = splitArguments(text);
    if (given.length !== macro.parameters.length) {
      const due = macro.parameters.length === 0 ? 'none' : macro.parameters.join(', ');
      throw fault(place, `${quoted(name)} is called with ${given.length} arguments; expected ${due}`);
    }
    this.feed.call(place, macro, given);
  }

  private directive(name: string, cursor: Cursor, line: SourceLine, place: Place): void {
    const directive = DIRECTIVES[name];
    if (!directive) {
      throw fault(place, `there is no directive ${quoted(name)}${didYouMean(name, Object.keys(DIRECTIVES))}`);
    }
    directive.run(this, cursor, place, line);
  }

  private instruction(name: string, cursor: Cursor, place: Place): void {
    if (this.section === 'data') {
      const known = BY_MNEMONIC.has(name) || PSEUDO_NAMED.has(name);
      if (known) throw fault(place, `an instruction among data; write .text above it`);
    }
    if (name === 'li' || name === 'la') {
      const operands = parseOperands('rd, imm', cursor);
      const known = this.isKnown(operands.imm);
      this.code.addConstant(operands.rd, operands.imm, this.names.above, known, place);
      return;
    }
    const pseudo = PSEUDO_NAMED.get(name);
    if (pseudo) {
      this.standIn(pseudo.is, parseOperands(pseudo.form, cursor), place);
      return;
    }
    const instruction = BY_MNEMONIC.get(name);
    if (!instruction) {
      const known = [...BY_MNEMONIC.keys(), ...PSEUDO_NAMED.keys(), ...this.macros.keys(), 'la'];
      throw fault(place, `there is no instruction or macro ${quoted(name)}${didYouMean(name, known)}`);
    }
    this.code.add(instruction, parseOperands(instruction.form, cursor), place);
  }

  /** The instruction that a pseudo-instruction stands for, with the operands given. */
  private standIn(is: string, given: Operands, place: Place): void {
    const [, mnemonic, rest] = /^(\S+) (.*)$/.exec(is)!;
    const instruction = BY_MNEMONIC.get(mnemonic!)!;
    const operands: Operands = { ...given, rd: 0, rs1: 0, rs2: 0 };
    const parts = instruction.form.split(', ');
    rest!.split(', ').forEach((actual, i) => {
      const part = parts[i]!;
      if (part === 'imm(rs1)') operands.rs1 = given.rs1;
      else if (part === 'imm') operands.imm = { kind: 'number', value: BigInt(actual) };
      else if (part !== 'target') {
        const field = part as 'rd' | 'rs1' | 'rs2';
        operands[field] =
          actual === 'rd' || actual === 'rs1' || actual === 'rs2'
            ? given[actual]
            : REGISTER_NAMED.get(actual)!;
      }
    });
    this.code.add(instruction, operands, place);
  }

  private isKnown(expression: Expression): boolean {
    switch (expression.kind) {
      case 'number':
        return true;
      case 'name':
        return this.names.get(expression.name) !== undefined;
      case 'unary':
        return this.isKnown(expression.of);
      case 'binary':
        return this.isKnown(expression.left) && this.isKnown(expression.right);
    }
  }
}
