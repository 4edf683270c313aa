/** A litmus test as a program for the machine. */
import type { Instruction, Operand } from '../../litmus/program.js';
import type { FinalState, LitmusTest, Observed } from '../../litmus/test.js';
import { addressOf } from '../../litmus/values.js';
import { ProgramBuilder } from '../../programs/build.js';
import type { Program } from '../../programs/program.js';
import { type Layout, ThreadTranslator } from './thread.js';

export interface TranslatedTest {
  readonly program: Program;
  /** The final state out of the program's memory. Registers that the test does not observe are 0. */
  finalState(memory: Uint8Array): FinalState;
}

/** A thread begins up to so many cycles late; a power of two. */
const DELAYS = 256;
const DELAY_BITS = Math.log2(DELAYS);
/** Most stores of its own that a thread has under way when the test begins. */
const WAITING = 3;
const WAITING_BITS = 2;
/** Pauses of a thread between the test and its end. */
const PAUSES = 64;
/** Locations that a thread may have read before. */
const MOST_READ = 32;

const isAddress = (value: number): boolean => value >= addressOf(0);

const operandsOf = (instruction: Instruction): readonly Operand[] => {
  switch (instruction.kind) {
    case 'compute':
    case 'branch':
      return [instruction.a, instruction.b];
    case 'store':
      return [instruction.value];
    case 'atomic':
      return [instruction.value, instruction.expected];
    default:
      return [];
  }
};

/** Whether registers or locations may come to hold addresses. */
const holdsAddresses = ({ program: { memory, threads } }: LitmusTest): boolean =>
  memory.some(isAddress) ||
  threads.some(
    ({ registers, instructions }) =>
      registers.some(isAddress) ||
      instructions.some((each) =>
        operandsOf(each).some((operand) => 'constant' in operand && isAddress(operand.constant)),
      ),
  );

const bytesOf = (value: number, addresses: boolean): Uint8Array => {
  const bytes = new Uint8Array(addresses ? 8 : 4);
  const view = new DataView(bytes.buffer);
  if (addresses) view.setBigInt64(0, BigInt(value), true);
  else view.setInt32(0, value, true);
  return bytes;
};

/** The locations, each at the beginning of a line of its own. */
const layLocations = (builder: ProgramBuilder, test: LitmusTest, lineBytes: number): Layout => {
  const { locations, memory } = test.program;
  const stride = Math.max(lineBytes, 8);
  const addresses = holdsAddresses(test);
  const [first = 0] = locations.map((name, i) =>
    builder.data(`[${name}]`, bytesOf(memory[i]!, addresses), stride),
  );
  return { first, stride, locations: locations.length, addresses };
};

type ObservedRegister = Extract<Observed, { readonly register: number }>;

/**
 * What a thread does before the test: it has some locations in its cache already, begins late by chance,
 * and has stores under way, as in the middle of a program. Nothing of it changes how the test can end.
 */
const begin = (builder: ProgramBuilder, { first, stride, locations }: Layout, own: number): void => {
  builder.emit('rnd', 's7');
  for (let location = 0; location < Math.min(locations, MOST_READ); location++) {
    const next = builder.freshName();
    builder.emit('shri', 's8', 's7', DELAY_BITS + WAITING_BITS + location).emit('andi', 's8', 's8', 1);
    builder.emit('beq', 's8', 'zero', next);
    builder.emit('lw', 's9', [first + location * stride, 'zero']);
    builder.label(next);
  }
  builder.emit('andi', 's8', 's7', DELAYS - 1).emit('sleep', 's8');
  builder.emit('shri', 's8', 's7', DELAY_BITS).emit('andi', 's8', 's8', 2 ** WAITING_BITS - 1);
  const enough = builder.freshName();
  for (let store = 0; store < WAITING; store++) {
    builder.emit('slti', 's9', 's8', store + 1).emit('bne', 's9', 'zero', enough);
    builder.emit('sw', 'zero', [own + store * stride, 'zero']);
  }
  builder.label(enough);
};

/** Lets stores leave in their own time: a fence at once would make all of them at once. */
const linger = (builder: ProgramBuilder): void => {
  builder.emit('li', 's7', PAUSES);
  const again = builder.label();
  builder.emit('pause').emit('addi', 's7', 's7', -1).emit('bne', 's7', 'zero', again);
};

/** Lays a test out as a program; what does not fit on the machine: CohortError (exit code 2) with its place. */
export const translateLitmus = (test: LitmusTest, lineBytes: number): TranslatedTest => {
  const { threads, locations } = test.program;
  const builder = new ProgramBuilder({ name: test.name, threads: threads.length, lineBytes, stackBytes: 16 });
  const layout = layLocations(builder, test, lineBytes);
  const { stride, addresses, first } = layout;
  const observed = test.observed.filter((each): each is ObservedRegister => 'register' in each);
  const entries = threads.map(() => builder.freshName());
  builder.emit('who', 's7');
  for (const [thread, entry] of entries.entries())
    builder.emit('li', 's8', thread).emit('beq', 's7', 's8', entry);
  const results = threads.map(({ instructions, registers }, thread) => {
    const kept = [
      ...new Set(observed.filter((each) => each.thread === thread).map(({ register }) => register)),
    ];
    const own = builder.data(`waiting of ${thread}`, WAITING * stride, stride);
    const at = builder.data(`registers of ${thread}`, Math.max(kept.length, 1) * 8, stride);
    const translator = new ThreadTranslator(builder, layout, test.name, thread);
    builder.label(entries[thread]!);
    begin(builder, layout, own);
    for (const [number, value] of registers.entries()) {
      if (value !== 0) builder.constant(translator.register(number), value);
    }
    translator.translate(instructions);
    linger(builder);
    builder.emit('fence');
    for (const [i, register] of kept.entries()) {
      builder.emit('sd', translator.register(register), [at + i * 8, 'zero']);
    }
    builder.emit('fence').emit('halt');
    return { at, kept };
  });
  // What follows the test's data has lines of its own too.
  builder.data('end', 0, stride);
  return {
    program: builder.build(),
    finalState: (memory) => {
      const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
      const number = (at: number, bytes: 4 | 8): number =>
        bytes === 8 ? Number(view.getBigInt64(at, true)) : view.getInt32(at, true);
      return {
        memory: locations.map((_, i) => number(first + i * stride, addresses ? 8 : 4)),
        registers: threads.map(({ registers }, thread) => {
          const { at, kept } = results[thread]!;
          return registers.map((_, register) => {
            const i = kept.indexOf(register);
            return i < 0 ? 0 : number(at + i * 8, 8);
          });
        }),
      };
    },
  };
};
