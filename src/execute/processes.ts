/**
 * Processes: copies of a program, each with an address space of its own, side by side in memory.
 *
 *   memory  [ space of process 0 | space of process 1 | … ], each of whole pages where there are several
 *   thread  process × threads of the program + its number in the process
 */
import type { MachineConfig } from '../config/machine.js';
import type { Execution } from '../engine/execution.js';
import type { ThreadStart } from '../engine/threads.js';
import { CohortError } from '../errors.js';
import {
  initialMemory,
  instructionCount,
  nameOfAddress,
  type Program,
  stackTop,
} from '../programs/program.js';

/** Most threads of all processes together. */
const MOST_THREADS = 4096;
/** Most bytes of all address spaces together. */
const MOST_BYTES = 2 ** 30;
const PAGE_BYTES = 4096;

/** Where a thread's stream of random numbers starts: splitmix64 (G. L. Steele et al., Fast Splittable Pseudorandom Number Generators, 2014). */
const streamOf = (seed: bigint, thread: number): bigint => {
  const golden = 0x9e3779b97f4a7c15n;
  let z = BigInt.asUintN(64, seed + BigInt(thread + 1) * golden);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  z ^= z >> 31n;
  return z === 0n ? golden : z;
};

/** Sets the stream of lateness apart from those of the threads. */
const LATENESS_STREAM = 0x4c41_5445n << 32n;

/** How many cycles after thread 0 a thread of a timed run begins, 0 to `most`, by the seed. */
export const latenessOf = (seed: number, thread: number, most: number): bigint =>
  thread === 0 ? 0n : streamOf(BigInt(seed) ^ LATENESS_STREAM, thread) % (BigInt(most) + 1n);

/** @throws CohortError (exit code 2): no number of processes that the program can have. */
export const requireProcesses = (program: Program, count: number): number => {
  const most = Math.floor(MOST_THREADS / program.threads);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new CohortError(
    `processes: ${count}: expected a whole number from 1 to ${most}, as each has ${program.threads} threads and ` +
      `${MOST_THREADS} in all are the most.`,
    2,
  );
};

export class Processes {
  /** Threads of all processes. */
  readonly threads: number;
  /** Bytes from one address space to the next. */
  readonly spaceBytes: number;

  /** @throws CohortError (exit code 2): too many of them. */
  constructor(
    readonly program: Program,
    readonly count: number,
    { lineBytes, tlb }: Pick<MachineConfig, 'lineBytes' | 'tlb'>,
  ) {
    requireProcesses(program, count);
    this.threads = program.threads * count;
    // No page belongs to two spaces, so that entries of TLBs need no other mark of whose they are.
    const unit = count === 1 ? lineBytes : Math.max(lineBytes, tlb?.pageBytes ?? PAGE_BYTES);
    this.spaceBytes = Math.ceil(program.memoryBytes / unit) * unit;
    if (this.imageBytes > MOST_BYTES) {
      throw new CohortError(
        `processes: ${count} address spaces of ${this.spaceBytes} bytes are more than ${MOST_BYTES} bytes: take fewer ` +
          'processes, or a smaller program.',
        2,
      );
    }
  }

  /** Bytes of all address spaces. */
  get imageBytes(): number {
    return this.spaceBytes * this.count;
  }

  processOf(thread: number): number {
    return this.count === 1 ? 0 : Math.floor(thread / this.program.threads);
  }

  /** The thread's number in its process. */
  memberOf(thread: number): number {
    return this.count === 1 ? thread : thread % this.program.threads;
  }

  baseOf(process: number): number {
    return process * this.spaceBytes;
  }

  /** `process 1: ` where there is more than one. */
  prefix(process: number): string {
    return this.count === 1 ? '' : `process ${process}: `;
  }

  /** An address in memory by the names of the program, with the process it belongs to. */
  nameOfPhysical(physical: number): string {
    const process = Math.floor(physical / this.spaceBytes);
    return this.prefix(process) + nameOfAddress(this.program, physical - this.baseOf(process));
  }

  /** The program's memory of each process. */
  memories(image: Uint8Array): Uint8Array[] {
    return Array.from({ length: this.count }, (_, process) => {
      const base = this.baseOf(process);
      return image.slice(base, base + this.program.memoryBytes);
    });
  }

  /**
   * Memory and threads as they start; thread t is meant for processor t, where there is one. `placed`:
   * where a thread's memory is, if not in that of its process.
   */
  load(
    execution: Execution,
    seed: number,
    processors: number,
    placed?: (thread: number) => Pick<ThreadStart, 'base' | 'node'>,
  ): void {
    const { program } = this;
    const memory = initialMemory(program);
    const image = execution.image();
    for (let process = 0; process < this.count; process++) image.set(memory, this.baseOf(process));
    for (let thread = 0; thread < this.threads; thread++) {
      const member = this.memberOf(thread);
      execution.setThread(thread, {
        pc: program.entry,
        sp: stackTop(program, member),
        ra: instructionCount(program),
        number: member,
        crowd: program.threads,
        base: this.baseOf(this.processOf(thread)),
        processor: thread % processors,
        node: -1,
        seed: streamOf(BigInt(seed), thread),
        ...placed?.(thread),
      });
    }
  }
}
