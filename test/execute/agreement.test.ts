/**
 * Random programs on simulated machines, replayed on the plain machine of test/programs in the order of
 * their accesses: whatever the protocol, the caches, the directory, coherence makes them one memory.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { ExecutionEvent } from '../../src/engine/told-events.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import type { Program } from '../../src/programs/program.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { Machine } from '../programs/machine.js';
import { HALTED } from '../programs/machine-state.js';

const TINY = { size: 256, ways: 2 } as const;
/** More lines than TINY holds, so that lines leave caches. */
const DATA_BYTES = 1024;
const COHERENT = PROTOCOLS.filter(({ coherent }) => coherent !== false);
const updates = (grid: string | readonly string[]): boolean => /BusUpd/.test(String(grid));

const numa = (organisation: string, more: object = {}) => ({
  nodes: 2,
  directory: { organisation, pointers: 1, entries: 4, ways: 2, ...more },
});

const INCLUSIONS = ['inclusive', 'exclusive', 'non-inclusive'] as const;
/** Four cores, two on a die. */
const DIES = {
  processors: 4,
  shape: { sockets: 2, diesPerSocket: 1, coresPerDie: 2, threadsPerCore: 1 },
  l1: { size: 128, ways: 1 },
  l2: { size: 256, ways: 2, inclusion: 'non-inclusive' },
};

/** Kinds of machines, each with the protocols that it can run. */
const MACHINES: readonly { name: string; input: MachineInput; directory?: true }[] = [
  { name: 'large caches', input: {} },
  { name: 'tiny caches', input: { l1: TINY } },
  {
    name: 'tiny fully associative caches',
    input: { l1: { size: 256, ways: 'full', replacement: 'random' } },
  },
  { name: 'unlimited caches', input: { l1: { size: 'unlimited' } } },
  { name: 'two levels', input: { l1: { size: 128, ways: 1 }, l2: { size: 256, ways: 2 } } },
  { name: 'a full map', input: { l1: TINY, numa: numa('full-map') }, directory: true },
  { name: 'few pointers', input: { l1: TINY, numa: numa('limited') }, directory: true },
  { name: 'a sparse directory', input: { l1: TINY, numa: numa('sparse') }, directory: true },
  {
    name: 'threads that share caches, with a TLB and a prefetcher',
    input: {
      processors: 4,
      shape: { sockets: 1, diesPerSocket: 1, coresPerDie: 2, threadsPerCore: 2 },
      l1: TINY,
      l2: { size: 512, ways: 2, inclusion: 'exclusive' },
      tlb: { pageBytes: 256, l1: { entries: 2, ways: 2 }, l2: null },
      prefetch: { kind: 'next-line', degree: 2, distance: 1, entries: 4 },
    },
  },
  ...INCLUSIONS.flatMap((inclusion) => [
    {
      name: `a non-inclusive L2 and an L3 a die, ${inclusion}, on a bus`,
      input: { ...DIES, l3: { size: 512, ways: 2, inclusion, sharedBy: 'die' } },
      directory: true,
    },
    {
      name: `an L3 a die, ${inclusion}, over nodes`,
      input: {
        ...DIES,
        l3: { size: 512, ways: 2, inclusion, sharedBy: 'die' },
        numa: numa('sparse', { tracks: 'nodes' }),
      },
      directory: true,
    },
  ]),
  {
    name: 'nodes that snoop',
    input: { l1: TINY, numa: numa('full-map', { tracks: 'nodes' }) },
    directory: true,
  },
] as unknown as readonly { name: string; input: MachineInput; directory?: true }[];

const REGISTERS = ['r9', 'r10', 'r11', 'r12', 'r13', 'r14'];
const register = fc.constantFrom(...REGISTERS);
const aligned = (bytes: number) => fc.integer({ min: 0, max: DATA_BYTES / bytes - 1 }).map((i) => i * bytes);
const address = (bytes: number) => aligned(bytes).map((offset) => `${offset}(s0)`);

const load = fc
  .constantFrom(['lb', 1], ['lbu', 1], ['lh', 2], ['lhu', 2], ['lw', 4], ['lwu', 4], ['ld', 8], ['ld.aq', 8])
  .chain(([op, bytes]) => fc.tuple(register, address(Number(bytes))).map(([r, at]) => `${op} ${r}, ${at}`));
const store = fc
  .constantFrom(['sb', 1], ['sh', 2], ['sw', 4], ['sd', 8], ['sw.rl', 4])
  .chain(([op, bytes]) => fc.tuple(register, address(Number(bytes))).map(([r, at]) => `${op} ${r}, ${at}`));
const atomic = fc
  .constantFrom(['w', 4], ['d', 8], ['d.aqrl', 8])
  .chain(([suffix, bytes]) =>
    fc
      .tuple(fc.constantFrom('tas', 'swap', 'cas', 'fadd'), register, register, address(Number(bytes)))
      .map(([op, rd, rs, at]) => `${op}.${suffix} ${rd}, ${op === 'tas' ? '' : `${rs}, `}${at}`),
  );
const operation = fc
  .tuple(
    fc.constantFrom('add', 'sub', 'xor', 'and', 'or', 'mul', 'slt', 'sltu', 'shl', 'shr', 'sar'),
    register,
    register,
    register,
  )
  .map(([op, rd, a, b]) => `${op} ${rd}, ${a}, ${b}`);
const constant = fc.tuple(register, fc.integer()).map(([r, value]) => `li ${r}, ${value}`);
const instruction = fc.oneof(
  { arbitrary: load, weight: 4 },
  { arbitrary: store, weight: 4 },
  { arbitrary: atomic, weight: 2 },
  operation,
  constant,
);
const body = fc.array(instruction, { minLength: 1, maxLength: 50 });

/** A program in which every thread does a list of instructions of its own, and then stores its registers. */
const programOf = (bodies: readonly string[][]): Program => {
  const keep = (t: number) =>
    REGISTERS.map((r, i) => `sd ${r}, ${DATA_BYTES + (t * REGISTERS.length + i) * 8}(s0)`);
  const parts = bodies.map((lines, t) => [`thread${t}:`, ...lines, ...keep(t), 'halt']);
  const starts = bodies.map((_, t) => `li t9, ${t}\nbeq t8, t9, thread${t}`);
  const text = [
    '.data',
    'shared:',
    `.space ${DATA_BYTES + bodies.length * REGISTERS.length * 8}`,
    '.text',
    'main: la s0, shared',
    'who t8',
    ...starts,
    'halt',
  ];
  return assemble([...text, ...parts.flat()].join('\n'), {
    threads: bodies.length,
    lineBytes: 16,
    name: 'random',
  });
};

/** Does on the plain machine what was done, one access after the other. */
const replay = (program: Program, accesses: readonly ExecutionEvent[]): Machine => {
  const plain = new Machine(program);
  const touches = (thread: number): boolean => plain.pending(thread)?.instruction.access !== undefined;
  for (const { thread } of accesses) {
    while (!touches(thread)) plain.step(thread);
    plain.step(thread);
  }
  for (let t = 0; t < program.threads; t++) while (plain.statusOf(t) !== HALTED) plain.step(t);
  return plain;
};

const agree = async (input: MachineInput, protocol: string, program: Program, seed: number) => {
  const accesses: ExecutionEvent[] = [];
  let memory: Uint8Array = new Uint8Array();
  const result = await runProgram({
    machine: { ...input, lineBytes: 16, processors: 4 },
    protocol,
    program,
    seed,
    limitInstructions: 5_000_000,
    accesses: true,
    onEvents: (events) => accesses.push(...events.filter(({ kind }) => kind === 'access')),
    onMemory: (after) => {
      memory = after;
    },
  });
  expect(result.ending).toBe('done');
  const plain = replay(program, accesses);
  expect(Buffer.from(memory).toString('hex')).toBe(Buffer.from(plain.memory).toString('hex'));
};

describe('a program on a coherent machine leaves the memory that one memory would have', () => {
  for (const { name, input, directory } of MACHINES) {
    it(`with ${name}`, async () => {
      const fitting = COHERENT.filter(({ grid }) => !directory || !updates(grid));
      const bodies = fc.array(body, { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(
          bodies,
          fc.constantFrom(...fitting),
          fc.integer({ min: 0, max: 1000 }),
          async (lists, protocol, seed) => agree(input, protocol.name, programOf(lists), seed),
        ),
        { numRuns: 60 },
      );
    });
  }
});

it('a fence where no stores wait writes nothing', async () => {
  const fences = 'fence\nfence.w\nfence.rl\nhalt\n.data\nx: .dword 0';
  let memory: Uint8Array = new Uint8Array();
  const onMemory = (after: Uint8Array): void => {
    memory = after;
  };
  await runProgram({ program: assemble(fences, { threads: 2 }), machine: { processors: 2 }, onMemory });
  expect(memory.length).toBeGreaterThan(0);
  expect(memory.every((byte) => byte === 0)).toBe(true);
});

it('a machine whose lines are shorter than the widest access is refused', async () => {
  const program = assemble('halt', { threads: 1 });
  await expect(
    runProgram({ program, machine: { processors: 1, lineBytes: 4, bus: { wordBytes: 4 } } }),
  ).rejects.toThrow(/lines of 4 bytes.*set lineBytes to 8/s);
});
