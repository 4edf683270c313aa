import { CohortError } from '../errors.js';

/** Most instructions of a program. */
export const MOST_INSTRUCTIONS = 1 << 20;
/** Most bytes of memory, the addresses below `memoryBase` and the stacks included. */
export const MOST_MEMORY_BYTES = 64 * 1024 * 1024;
/** Most threads that a program is laid out for. */
export const MOST_THREADS = 1024;
/** Where data begin if the program does not say: what lies below is not memory, so that null pointers fault. */
export const FIRST_DATA_ADDRESS = 4096;
/** Bytes of each thread's stack if the program does not say. */
export const STACK_BYTES = 4096;

/** A place in a source text; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line that called the macro (or wrote the repetition) in which this place is. */
  readonly within?: Place;
}

/** Bytes that memory holds at first; all others are 0. */
export interface DataSegment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** A part of memory. */
export interface Extent {
  readonly address: number;
  readonly bytes: number;
}

/** A name of the program. `code`: the number of an instruction. `data`: an address. */
export interface ProgramSymbol {
  readonly name: string;
  readonly kind: 'code' | 'data' | 'constant';
  readonly value: bigint;
}

/** What `.param` declares, and the value it has. */
export interface ProgramParameter {
  readonly name: string;
  readonly about: string;
  readonly default: bigint;
  readonly least: bigint;
  readonly most: bigint;
  readonly value: bigint;
}

/**
 * A program, laid out for a number of threads.
 *
 * Every thread begins at `entry` with registers 0, but for `sp`, the end of its own stack (`stackTop`),
 * and `ra`, the number of instructions: to return from the outermost routine is a fault.
 * An access is in range if all of its bytes are in [memoryBase, memoryBytes).
 */
export interface Program {
  readonly name: string;
  /** 8 bytes an instruction: word.ts. */
  readonly code: Uint8Array;
  /** Number of the first instruction of every thread: that of the label `main`, or 0. */
  readonly entry: number;
  readonly threads: number;
  readonly lineBytes: number;
  readonly data: readonly DataSegment[];
  /**
   * What threads synchronise by (`.sync`): locks, flags, counts of barriers. Whole lines, lowest address
   * first, apart from each other. Where nothing keeps caches coherent, these are kept out of them.
   */
  readonly sync: readonly Extent[];
  /** The least address that may be used. */
  readonly memoryBase: number;
  /** The end of memory: data, then stacks. */
  readonly memoryBytes: number;
  /** Thread t's stack is the `stackBytes` below `stackTop(program, t)`. */
  readonly stackBase: number;
  readonly stackBytes: number;
  readonly symbols: ReadonlyMap<string, ProgramSymbol>;
  /** Where each instruction was written. */
  readonly places: readonly Place[];
  readonly parameters: readonly ProgramParameter[];
}

/** @throws CohortError (exit code 2): no program is laid out for so many threads, or for such lines. */
export const requireLayout = (threads: number, lineBytes: number): void => {
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new CohortError(`${threads} threads; expected a whole number from 1 to ${MOST_THREADS}`, 2);
  }
  if (!Number.isInteger(Math.log2(lineBytes)) || lineBytes < 4 || lineBytes > 4096) {
    throw new CohortError(`lines of ${lineBytes} bytes; expected a power of two from 4 to 4096`, 2);
  }
};

/** How many instructions a program has. */
export const instructionCount = (program: Program): number => program.code.byteLength / 8;

/** Where stacks begin and memory ends, for data that end at `end`. */
export const layStacks = (
  end: number,
  threads: number,
  lineBytes: number,
  stackBytes: number,
): Pick<Program, 'stackBase' | 'stackBytes' | 'memoryBytes'> => {
  const unit = Math.max(16, lineBytes);
  const stackBase = Math.ceil(end / unit) * unit;
  return { stackBase, stackBytes, memoryBytes: stackBase + threads * stackBytes };
};

/** What `sp` of a thread is at first. */
export const stackTop = ({ stackBase, stackBytes }: Program, thread: number): number =>
  stackBase + (thread + 1) * stackBytes;

/** Memory as it is before the first instruction: `memoryBytes` bytes. */
export const initialMemory = (program: Program): Uint8Array => {
  const memory = new Uint8Array(program.memoryBytes);
  for (const { address, bytes } of program.data) memory.set(bytes, address);
  return memory;
};

/** `counter+8`: the data symbol at or before an address, for messages; hexadecimal where there is none. */
export const nameOfAddress = ({ symbols }: Program, address: number): string => {
  let nearest: ProgramSymbol | undefined;
  for (const symbol of symbols.values()) {
    if (symbol.kind !== 'data' || symbol.value > address) continue;
    if (!nearest || symbol.value > nearest.value) nearest = symbol;
  }
  const hex = `0x${address.toString(16)}`;
  if (!nearest) return hex;
  const offset = address - Number(nearest.value);
  return `${hex} (${nearest.name}${offset === 0 ? '' : `+${offset}`})`;
};

/** `counter.s:12`, and for a line of a macro also who called it, and who wrote the outermost call. */
export const showPlace = ({ file, line, within }: Place): string => {
  if (!within) return `${file}:${line}`;
  let outermost = within;
  while (outermost.within) outermost = outermost.within;
  const from = `called from ${within.file}:${within.line}`;
  const first = outermost === within ? '' : `, first from ${outermost.file}:${outermost.line}`;
  return `${file}:${line}, ${from}${first}`;
};

/** `instruction 12 (counter.s:34)`. */
export const nameOfInstruction = ({ places }: Program, instruction: number): string => {
  const place = places[instruction];
  return place ? `instruction ${instruction} (${showPlace(place)})` : `instruction ${instruction}`;
};
