/**
 * The native programs: where they are built, the file that simulators read their stream from, and the
 * conversation in which one pass after the other is asked for. See stream.hpp for both, and execute.ts
 * for the file of the program that executes.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Setup } from '../setup.js';

export const NATIVE_PROGRAMS = ['plain', 'twin', 'execute'] as const;
export type NativeProgram = (typeof NATIVE_PROGRAMS)[number];

export const nativePath = (program: NativeProgram): string =>
  fileURLToPath(new URL(`../../build/native/${program}`, import.meta.url));

export const nativeIsBuilt = (program: NativeProgram): boolean => existsSync(nativePath(program));

const HEADER_WORDS = 16;

/** Writes the stream and the machine that it runs on. */
export function writeStream(path: string, setup: Setup): void {
  const { stream, machine, protocol } = setup;
  const { size, ways } = machine.l1;
  if (size === 'unlimited' || ways === 'full') throw new Error('the native programs know sets and ways only');
  const header = new Uint32Array(HEADER_WORDS + protocol.table.length);
  header.set([
    stream.count,
    machine.processors,
    size / ways / machine.lineBytes,
    ways,
    Math.log2(machine.lineBytes),
    Math.ceil(Math.log2(machine.processors)),
    Math.log2(machine.bus.wordBytes),
    protocol.source.coherent === false ? 0 : 1,
  ]);
  header.set(protocol.table, HEADER_WORDS);
  const parts = [
    header,
    stream.addresses.subarray(0, 2 * stream.count),
    stream.meta.subarray(0, stream.count),
  ];
  writeFileSync(path, Buffer.concat(parts.map((p) => new Uint8Array(p.buffer, p.byteOffset, p.byteLength))));
}

/** One running program: answers one command at a time. */
export class NativeRun {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(program: NativeProgram, ...paths: readonly string[]) {
    this.#child = spawn(nativePath(program), paths);
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Nanoseconds of one pass, batch by batch, without the copying of the batches. */
  async pass(): Promise<number> {
    return Number(await this.ask('pass'));
  }

  /** Nanoseconds of one pass over the records where they lie. */
  async whole(): Promise<number> {
    return Number(await this.ask('whole'));
  }

  async counters(): Promise<string[]> {
    return (await this.ask('counters')).trim().split(/\s+/);
  }

  close(): void {
    this.#child.stdin.end();
  }

  /** One command, and the line that answers it. */
  async ask(command: string): Promise<string> {
    this.#child.stdin.write(`${command}\n`);
    const answer = await this.#lines.next();
    if (answer.done) throw new Error(`${this.#child.spawnfile} ended before it answered "${command}"`);
    return answer.value;
  }
}
