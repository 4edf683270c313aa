/** The program that executes (execute.cpp): the file it reads, and what it answers. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { MachineConfig } from '../../src/config/machine.js';
import { SLACK_BITS } from '../../src/execute/options.js';
import { initialMemory, instructionCount, type Program } from '../../src/programs/program.js';
import { NativeRun } from './program.js';

/** Events after which the host is asked, as in assembly/execute/events.ts. */
const EVENT_ROOM = 8192 - 16;
/** Cycles after which it is asked in any case, as in src/execute/run.ts. */
const TURN_CYCLES = 1_000_000;

/** Writes the program, memory as it is at first, and the machine that it runs on. */
export function writeProgram(path: string, program: Program, machine: MachineConfig): void {
  const { lineBytes, l1, processors, seed } = machine;
  const { size, ways } = l1;
  if (size === 'unlimited' || ways === 'full') throw new Error('the native programs know sets and ways only');
  if (processors !== program.threads) throw new Error('the native program has a processor for each thread');
  const imageBytes = Math.ceil(program.memoryBytes / lineBytes) * lineBytes;
  const header = Uint32Array.of(
    instructionCount(program),
    program.entry,
    processors,
    program.memoryBase,
    program.memoryBytes,
    program.stackBase,
    program.stackBytes,
    imageBytes,
    size / ways / lineBytes,
    ways,
    Math.log2(lineBytes),
    SLACK_BITS,
    seed,
    EVENT_ROOM,
    TURN_CYCLES,
    0,
  );
  const image = new Uint8Array(imageBytes);
  image.set(initialMemory(program));
  writeFileSync(path, Buffer.concat([new Uint8Array(header.buffer), program.code, image]));
}

/** A program that runs from its beginning as often as it is asked to. */
export class NativeExecution {
  readonly #run: NativeRun;

  /** `memoryPath`: a file for what memory holds at the end. */
  constructor(
    programPath: string,
    private readonly memoryPath: string,
  ) {
    this.#run = new NativeRun('execute', programPath, memoryPath);
  }

  async pass(): Promise<{ nanoseconds: number; instructions: number }> {
    const [nanoseconds, instructions] = await this.#numbers('pass');
    return { nanoseconds: nanoseconds ?? Number.NaN, instructions: instructions ?? Number.NaN };
  }

  /** Of the last pass, all processors together, in the order of `Counters` in execute.cpp. */
  async counters(): Promise<number[]> {
    return this.#numbers('counters');
  }

  /** As it was after the last pass, caches written back. */
  async memory(): Promise<Uint8Array> {
    await this.#run.ask('memory');
    return readFileSync(this.memoryPath);
  }

  close(): void {
    this.#run.close();
  }

  async #numbers(command: string): Promise<number[]> {
    return (await this.#run.ask(command)).trim().split(/\s+/).map(Number);
  }
}
