/**
 * The reference streams that everything is measured with. Each is made once, from a fixed seed, as
 * whole trace records: 64-bit addresses, and processor, operation and size packed in a word.
 *
 * Processors take turns, one reference each, unless a stream says otherwise. Accesses are 8 bytes,
 * aligned. "Private" regions lie 4 GiB apart, so that addresses do not fit in 32 bits; the cache
 * that the sizes are meant for is 32 KiB, 8-way, with lines of 64 bytes.
 */
import { OPERATION } from '../src/protocol/codes.js';
import { createBatch, packMeta, type TraceBatch } from '../src/traces/batch.js';

/** Records of a stream. */
export const STREAM_RECORDS = 1 << 20;

const KIB = 1024;
const WORD = 8;
const LINE = 64;
/** High halves of the addresses: one 4 GiB region a processor, then the shared one. */
const PRIVATE_HIGH = 0x100;
const SHARED_HIGH = 0x7f00;

export interface Kernel {
  readonly name: string;
  /** One line: what the stream does. */
  readonly about: string;
  readonly make: (stream: Stream, processors: number) => void;
}

/** Writes records one after the other, and draws the random numbers that they need. */
class Stream {
  readonly batch: TraceBatch;
  #seed: number;

  constructor(records: number, seed: number) {
    this.batch = createBatch(records);
    this.#seed = seed;
  }

  get full(): boolean {
    return this.batch.count === this.batch.meta.length;
  }

  /** A whole number from 0 to `bound - 1`. Tommy Ettinger's mulberry32, 32 bits of state. */
  random(bound: number): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let z = this.#seed;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  chance(percent: number): boolean {
    return this.random(100) < percent;
  }

  own(processor: number, offset: number, write: boolean): void {
    this.#add(processor, PRIVATE_HIGH + processor, offset, write);
  }

  shared(processor: number, offset: number, write: boolean): void {
    this.#add(processor, SHARED_HIGH, offset, write);
  }

  /** A random word of a region of so many bytes. */
  word(bytes: number): number {
    return this.random(bytes / WORD) * WORD;
  }

  #add(processor: number, high: number, low: number, write: boolean): void {
    const i = this.batch.count++;
    this.batch.addresses[2 * i] = low;
    this.batch.addresses[2 * i + 1] = high;
    this.batch.meta[i] = packMeta(processor, write ? OPERATION.write : OPERATION.read, WORD);
  }
}

/** Calls `each(processor, turn)` until the stream is full: turn 0 of every processor, then turn 1, … */
function inTurns(stream: Stream, processors: number, each: (processor: number, turn: number) => void): void {
  for (let i = 0; !stream.full; i++) each(i % processors, Math.floor(i / processors));
}

const HOT = 16 * KIB;
const CACHE = 32 * KIB;

/** As caches are in the middle of a program: full. */
function fillCaches(stream: Stream, processors: number): void {
  for (let offset = 0; offset < CACHE; offset += LINE) {
    for (let p = 0; p < processors && !stream.full; p++) stream.own(p, offset, false);
  }
}

function pingPong(stream: Stream, processors: number): void {
  inTurns(stream, processors, (p, turn) => stream.shared(p, (((p >> 1) << 4) | (turn % 16)) * LINE, true));
}

export const KERNELS: readonly Kernel[] = [
  {
    name: 'hits',
    about: 'all hits: random words of a private 16 KiB, 30 % writes',
    make: (s, processors) => inTurns(s, processors, (p) => s.own(p, s.word(HOT), s.chance(30))),
  },
  {
    name: 'sequential',
    about: 'streaming: word after word through a private 1 MiB, 25 % writes; a miss a line',
    make: (s, processors) =>
      inTurns(s, processors, (p, turn) => s.own(p, (turn * WORD) % (1024 * KIB), turn % 4 === 3)),
  },
  {
    name: 'random',
    about: 'random words of a private 256 KiB, eight times the cache, 30 % writes',
    make: (s, processors) => inTurns(s, processors, (p) => s.own(p, s.word(256 * KIB), s.chance(30))),
  },
  {
    name: 'ping-pong',
    about:
      'caches full of private lines; pairs of processors write the same 16 lines in turn, each taking the line from the other',
    make: (s, processors) => {
      fillCaches(s, processors);
      pingPong(s, processors);
    },
  },
  {
    name: 'ping-pong-empty',
    about: 'the same in caches that hold nothing else',
    make: pingPong,
  },
  {
    name: 'migratory',
    about: 'processor after processor reads, then writes one of 64 lines; every reference a transaction',
    make: (s, processors) => {
      for (let i = 0; !s.full; i++) {
        const offset = (Math.floor(i / processors) % 64) * LINE;
        s.shared(i % processors, offset, false);
        if (!s.full) s.shared(i % processors, offset, true);
      }
    },
  },
  {
    name: 'read-shared',
    about: 'all read random words of the same 16 KiB, 1 % writes',
    make: (s, processors) => inTurns(s, processors, (p) => s.shared(p, s.word(HOT), s.chance(1))),
  },
  {
    name: 'mix',
    about: '90 % random words of a private 16 KiB, 10 % of a shared 16 KiB; 30 % writes in both',
    make: (s, processors) =>
      inTurns(s, processors, (p) => {
        if (s.chance(10)) s.shared(p, s.word(HOT), s.chance(30));
        else s.own(p, s.word(HOT), s.chance(30));
      }),
  },
  {
    name: 'false-sharing',
    about: 'every processor uses its own word of 64 lines that all use, half of it writes',
    make: (s, processors) =>
      inTurns(s, processors, (p) => s.shared(p, s.random(64) * LINE + (p % 8) * WORD, s.chance(50))),
  },
  {
    name: 'bursts',
    about: '64 references of one processor in a row, word after word through a private 16 KiB, 25 % writes',
    make: (s, processors) => {
      for (let burst = 0; !s.full; burst++) {
        const turn = Math.floor(burst / processors) * 64;
        for (let i = 0; i < 64 && !s.full; i++) {
          s.own(burst % processors, ((turn + i) * WORD) % HOT, i % 4 === 3);
        }
      }
    },
  },
];

export function kernelNamed(name: string): Kernel {
  const kernel = KERNELS.find((k) => k.name === name);
  if (!kernel)
    throw new Error(`no kernel is named ${name}; there are ${KERNELS.map((k) => k.name).join(', ')}`);
  return kernel;
}

const SEED = 20_09;

/** The stream of a kernel; the same at every call. */
export function streamOf(name: string, processors = 8, records = STREAM_RECORDS): TraceBatch {
  const stream = new Stream(records, SEED);
  kernelNamed(name).make(stream, processors);
  return stream.batch;
}

/** Private random over so many bytes a processor: the stream of the question what many processors cost. */
export function randomStream(processors: number, bytes: number, records = STREAM_RECORDS): TraceBatch {
  const stream = new Stream(records, SEED);
  inTurns(stream, processors, (p) => stream.own(p, stream.word(bytes), stream.chance(30)));
  return stream.batch;
}

/** Groups of so many processors use random words of lines that they alone share, 30 % writes. */
export function groupsStream(
  processors: number,
  sharers: number,
  lines: number,
  records = STREAM_RECORDS,
): TraceBatch {
  const stream = new Stream(records, SEED);
  inTurns(stream, processors, (p) => {
    const first = Math.floor(p / sharers) * lines * LINE;
    stream.shared(p, first + stream.word(lines * LINE), stream.chance(30));
  });
  return stream.batch;
}
