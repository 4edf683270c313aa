/** What is measured: a stream of references, and the machine that everything under measurement simulates. */
import type { MachineConfig, MachineInput } from '../src/config/machine.js';
import { parseMachine } from '../src/config/parse.js';
import { compileProtocol } from '../src/protocol/compile.js';
import type { CompiledProtocol } from '../src/protocol/types.js';
import { protocolNamed } from '../src/protocols/index.js';
import type { TraceBatch } from '../src/traces/batch.js';
import { streamOf } from './kernels.js';

export interface Setup {
  readonly stream: TraceBatch;
  readonly protocol: CompiledProtocol;
  /** One level, LRU, unless a question changes it. */
  readonly machine: MachineConfig;
}

const LINE_BYTES = 64;
const WORD_BYTES = 8;
const CACHE_BYTES = 32 * 1024;
const WAYS = 8;
/** The machine of every figure that says nothing else: 32 KiB, 8-way, LRU, lines of 64 bytes. */
export function machineOf(processors: number, changes: MachineInput = {}): MachineConfig {
  return parseMachine({
    processors,
    protocol: 'MESI',
    lineBytes: LINE_BYTES,
    l1: { size: CACHE_BYTES, ways: WAYS, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
    l2: null,
    bus: { wordBytes: WORD_BYTES, addressBytes: 8 },
    instructions: 'skip',
    memoryLimitBytes: '2GiB',
    ...changes,
  });
}

export function setupOf(stream: TraceBatch, processors: number, protocol = 'MESI'): Setup {
  return { stream, protocol: compileProtocol(protocolNamed(protocol)), machine: machineOf(processors) };
}

/** A kernel on the machine of eight processors under MESI. */
export const kernelSetup = (kernel: string): Setup => setupOf(streamOf(kernel), 8);
