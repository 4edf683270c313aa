/** Shapes, levels, TLBs, prefetchers and times as they are written, and the words that refuse them. */
import { describe, expect, it } from 'vitest';
import type { MachineConfig, MachineInput } from '../../src/config/machine.js';
import { applySettings, parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { coresOf } from '../plain-machine.js';

const KIB = 1024;
const shape = (sockets: number, diesPerSocket: number, coresPerDie: number, threadsPerCore: number) => ({
  sockets,
  diesPerSocket,
  coresPerDie,
  threadsPerCore,
});
const BIG = { sockets: 2, diesPerSocket: 2, coresPerDie: 4, threadsPerCore: 2 };

describe('a machine is grouped as was written', () => {
  const cases: [MachineInput, processors: number, MachineConfig['shape']][] = [
    [{}, 4, coresOf(4)],
    [{ processors: 6 }, 6, coresOf(6)],
    [{ shape: {} }, 4, coresOf(4)],
    [{ shape: BIG }, 32, BIG],
    [{ shape: { threadsPerCore: 2 } }, 8, shape(1, 1, 4, 2)],
    [{ processors: 8, shape: { threadsPerCore: 2 } }, 8, shape(1, 1, 4, 2)],
    [{ processors: 16, shape: { sockets: 2, threadsPerCore: 2 } }, 16, shape(2, 1, 4, 2)],
    [{ processors: 32, shape: BIG }, 32, BIG],
    [{ preset: 'two-socket', processors: 8 }, 8, shape(2, 1, 2, 2)],
    [{ preset: 'two-socket', processors: 2 }, 2, shape(2, 1, 1, 1)],
    [{ preset: 'quad-core', processors: 6 }, 6, shape(1, 1, 3, 2)],
    [{ preset: 'two-socket', processors: 5, numa: null }, 5, coresOf(5)],
  ];
  it.each(cases)('%j', (written, processors, expected) => {
    const machine = parseMachine(written);
    expect([machine.processors, machine.shape]).toEqual([processors, expected]);
  });
});

describe('a level is what was written over its preset', () => {
  const cases: [MachineInput, (machine: MachineConfig) => unknown, unknown][] = [
    [{ l1i: { size: '16KiB' } }, ({ l1i }) => [l1i?.size, l1i?.ways], [16 * KIB, 8]],
    [{ l2: { size: '256KiB' } }, ({ l2 }) => l2?.inclusion, 'inclusive'],
    [{ l2: { size: '16KiB', inclusion: 'exclusive' } }, ({ l2 }) => l2?.inclusion, 'exclusive'],
    [
      { l3: { size: '8MiB' } },
      ({ l3 }) => l3,
      {
        size: 8192 * KIB,
        ways: 16,
        replacement: 'LRU',
        write: 'protocol',
        writeAllocate: 'protocol',
        inclusion: 'inclusive',
        sharedBy: 'socket',
      },
    ],
    [{ tlb: {} }, ({ tlb }) => tlb, { pageBytes: 4096, l1: { entries: 64, ways: 4 }, l2: null }],
    [
      { tlb: { pageBytes: '2MiB', l1: { ways: 'full' }, l2: { entries: 512 } } },
      ({ tlb }) => tlb,
      { pageBytes: 2048 * KIB, l1: { entries: 64, ways: 'full' }, l2: { entries: 512, ways: 8 } },
    ],
    [{ tlb: null }, ({ tlb }) => tlb, null],
    [{ prefetch: { kind: 'stream' } }, ({ prefetch }) => prefetch.kind, 'stream'],
    [{ timing: { memory: { rowBytes: '4KiB' } } }, ({ timing }) => timing.memory.rowBytes, 4096],
    [{ timing: { bus: { split: true } } }, ({ timing }) => timing.bus.split, true],
    [{ timing: { mshrs: { entries: 8 } } }, ({ timing }) => timing.mshrs, { entries: 8, merging: true }],
  ];
  it.each(cases)('%j', (written, field, value) => {
    expect(field(parseMachine(written))).toEqual(value);
  });
});

describe('what cannot be is refused in words', () => {
  const nodes = { nodes: 2, directory: { tracks: 'nodes' } } as const;
  const cases: [unknown, message: string][] = [
    [
      { shape: { threadsPerCore: 9 } },
      'shape.threadsPerCore is 9; expected a whole number from 1 to 8. Write for instance 2.',
    ],
    [
      { shape: { sockets: 64, coresPerDie: 32 } },
      'shape makes 2048 processors (64 sockets × 1 diesPerSocket × 32 coresPerDie × 1 threadsPerCore); expected at most 1024. Take fewer of one of them.',
    ],
    [
      { processors: 9, shape: { threadsPerCore: 2 } },
      'processors is 9; expected 8, the product of the shape (1 sockets × 1 diesPerSocket × 4 coresPerDie × 2 threadsPerCore). Leave processors out, or change the shape.',
    ],
    [
      { shape: { coresPerDie: 3, threadsPerCore: 2 }, numa: { nodes: 2 } },
      'numa.nodes is 2; expected a number that divides the cores (3: 6 processors, 2 threads a core), because every node has as many. The nearest: 1 and 3; or change processors.',
    ],
    [
      { shape: { dies: 2 } },
      '"shape.dies" is not a field of shape; expected one of sockets, diesPerSocket, coresPerDie, threadsPerCore. Did you mean "shape.diesPerSocket"?',
    ],
    [
      { l1i: { ways: 4 } },
      'l1i.size is missing; expected a size, because the preset has no L1I to take it from. Write for instance "l1i": { "size": "32KiB" }.',
    ],
    [
      { l1i: { size: 'unlimited' } },
      'l1i.size is "unlimited"; expected a size, which only l1 and l2 may be without. Give it a size.',
    ],
    [
      { l1i: { size: '32KiB', write: 'write-through' } },
      'l1i.write is "write-through"; expected "protocol", because nothing writes to an instruction cache. Leave it out.',
    ],
    [
      { l1i: { size: '24KiB' } },
      'l1i.size is 24 KiB; expected 8 ways of 64 B lines times a power-of-two number of sets. The nearest: 16 KiB (32 sets) and 32 KiB (64 sets), or 6 ways at this size.',
    ],
    [
      { l1i: { size: '64KiB' }, l2: { size: '32KiB' } },
      'l2.size is 32 KiB; expected at least l1i.size (64 KiB), because an inclusive L2 holds every line of L1I. Make L2 larger or L1I smaller, or set l2.inclusion.',
    ],
    [
      { preset: 'textbook', l1i: { size: '32KiB' } },
      'l1i is given, but l1.size is "unlimited"; expected null, because unlimited caches stand alone or above L2. Set l1i to null, or give L1 a size.',
    ],
    [
      { l2: { size: 'unlimited', inclusion: 'exclusive' } },
      'l2.inclusion is "exclusive", but l2.size is "unlimited"; expected "inclusive", because it holds every line. Set l2.inclusion to "inclusive", or give L2 a size.',
    ],
    [
      { l2: { size: '1MiB', inclusion: 'exclusiv' } },
      'l2.inclusion is "exclusiv"; expected one of inclusive, exclusive, non-inclusive. Did you mean "exclusive"?',
    ],
    [
      { l3: { ways: 16 } },
      'l3.size is missing; expected a size, because the preset has no L3 to take it from. Write for instance "l3": { "size": "8MiB" }.',
    ],
    [
      { l3: { size: '6MiB' } },
      'l3.size is 6 MiB; expected 16 ways of 64 B lines times a power-of-two number of sets. The nearest: 4 MiB (4096 sets) and 8 MiB (8192 sets), or 12 ways at this size.',
    ],
    [
      { l2: { size: 'unlimited' }, l3: { size: '8MiB' } },
      'l3 is given, but l2.size is "unlimited"; expected null, because nothing is ever lost from it for want of room. Set l3 to null, or give L2 a size.',
    ],
    [
      { l3: { size: '8MiB', writeAllocate: false } },
      'l3.writeAllocate is false; expected "protocol", because an L3 writes back whatever the protocol. Leave it out.',
    ],
    [
      { l3: { size: '8MiB', sharedBy: 'core' } },
      'l3.sharedBy is "core"; expected one of die, socket, machine. Write for instance "socket".',
    ],
    [
      { numa: { nodes: 2 }, l3: { size: '8MiB' } },
      'l3 is given, but numa.directory.tracks is "processors"; expected "nodes", because what a shared L3 holds belongs to a node. Set numa.directory.tracks to "nodes", or l3 to null.',
    ],
    [
      { numa: nodes, l3: { size: '8MiB' } },
      'l3.sharedBy is "socket", which makes clusters of 4 processors; expected whole clusters in a node, which has 2 of 4 processors (numa.nodes is 2). Set numa.nodes to 1, or change shape.sockets.',
    ],
    [
      { shape: { sockets: 2 }, numa: nodes, l3: { size: '8MiB', sharedBy: 'machine' } },
      'l3.sharedBy is "machine", which makes clusters of 8 processors; expected whole clusters in a node, which has 4 of 8 processors (numa.nodes is 2). Set numa.nodes to 1, or change l3.sharedBy.',
    ],
    [
      { tlb: { pageBytes: 3000 } },
      'tlb.pageBytes is 3000; expected a power of two from 4 to 1073741824 bytes, as a number or with a unit. Write for instance "4KiB".',
    ],
    [
      { tlb: { pageBytes: 32 } },
      'tlb.pageBytes is 32 B; expected at least lineBytes (64 B), because a line lies in one page. Take larger pages, or shorter lines.',
    ],
    [
      { tlb: { l1: { entries: 64 }, l2: { entries: 32 } } },
      'tlb.l2.entries is 32; expected at least tlb.l1.entries (64), because the second level is asked for what the first has dropped. Take 64 or more entries, a smaller first level, or tlb.l2 null.',
    ],
    [
      { tlb: { l1: { entries: 48 } } },
      'tlb.l1.entries is 48; expected 4 ways times a power-of-two number of sets. The nearest: 32 (8 sets) and 64 (16 sets).',
    ],
    [
      { tlb: { l1: { entries: 2 } } },
      'tlb.l1.entries is 2, smaller than one set; expected at least tlb.l1.ways (4). Take 4 or more entries, or at most 2 ways.',
    ],
    [
      { tlb: { l2: { entries: 8192, ways: 'full' } } },
      'tlb.l2.ways is "full", which makes 8192 ways; expected at most 4096, because a look-up compares every entry of the set. Take fewer entries, or a number of ways.',
    ],
    [
      { prefetch: { kind: 'next' } },
      'prefetch.kind is "next"; expected one of none, next-line, stride, stream. Did you mean "next-line"?',
    ],
    [
      { prefetch: { degree: 9 } },
      'prefetch.degree is 9; expected a whole number from 1 to 8. Write for instance 2.',
    ],
    [
      { timing: { memory: { rowBytes: 100 } } },
      'timing.memory.rowBytes is 100; expected a power of two from 64 to 1048576 bytes, as a number or with a unit. Write for instance "8KiB".',
    ],
    [
      { timing: { l1Cycles: 0 } },
      'timing.l1Cycles is 0; expected a whole number from 1 to 1000. Write for instance 4.',
    ],
    [
      { timing: { bus: { split: 'yes' } } },
      'timing.bus.split is "yes"; expected true or false. Write for instance true.',
    ],
    [
      { timing: { storeBuffer: { drain: 'eagre' } } },
      'timing.storeBuffer.drain is "eagre"; expected "eager" or "lazy". Did you mean "eager"?',
    ],
    [
      { timing: { memory: { cycles: 3 } } },
      '"timing.memory.cycles" is not a field of timing.memory; expected one of channels, banks, rowBytes, rows, hitCycles, emptyCycles, conflictCycles, bytesPerCycle, writeQueueEntries.',
    ],
    [
      { preset: 'two-socket', numa: { nodes: 4 } },
      'l3.sharedBy is "socket", which makes clusters of 32 processors; expected whole clusters in a node, which has 16 of 64 processors (numa.nodes is 4). Set numa.nodes to 2 or a divisor of it, or change shape.sockets.',
    ],
    [
      { preset: 'two-socket', numa: { nodes: 3 } },
      'numa.nodes is 3; expected a number that divides the cores (32: 64 processors, 2 threads a core), because every node has as many. The nearest: 2 and 4; or change processors.',
    ],
    [
      { preset: 'four-socket', processors: 1 },
      'numa.nodes is 4; expected a number that divides processors (1), because every node has as many. The nearest: 1; or change processors.',
    ],
    [
      { preset: 'quad-core', l3: { size: '128KiB' } },
      'l3.size is 128 KiB; expected at least l2.size (256 KiB), because an inclusive L3 holds every line of L2. Make L3 larger or L2 smaller, or set l3.inclusion.',
    ],
    [
      { l3: { size: '16KiB', inclusion: 'inclusive' } },
      'l3.size is 16 KiB; expected at least l1.size (32 KiB), because an inclusive L3 holds every line of L1. Make L3 larger or L1 smaller, or set l3.inclusion.',
    ],
    [
      { timing: { memory: { hitCycles: 91 } } },
      'timing.memory.emptyCycles is 90; expected at least timing.memory.hitCycles (91): it is of an access which also opens the row. Take 91 or more, or set timing.memory.hitCycles to 90 or less.',
    ],
    [
      { timing: { memory: { conflictCycles: 80 } } },
      'timing.memory.conflictCycles is 80; expected at least timing.memory.emptyCycles (90): it is of an access which also closes another row first. Take 90 or more, or set timing.memory.emptyCycles to 80 or less.',
    ],
    [
      { preset: 'mesh-64', processors: 48 },
      'numa.nodes is 64; expected a number that divides processors (48), because every node has as many. The nearest: 48; or change processors.',
    ],
    [
      { numa: { nodes: 4, network: { topology: 'mesh', parameters: { columns: 3 } } } },
      "numa.network does not fit: mesh: 'columns' is 3, which does not divide the machine's 4 nodes; use columns 4 and rows 1.",
    ],
  ];
  it.each(cases)('%j', (written, message) => {
    const refuse = () => parseMachine(written, 'lab.json');
    expect(refuse).toThrow(CohortError);
    expect(refuse).toThrow(`lab.json: ${message}`);
    expect(refuse).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('what is of no use is not what cannot be', () => {
  it.each<[what: string, written: MachineInput]>([
    ['an inclusive L3 that holds less than all L2 caches', { preset: 'quad-core', l3: { size: '256KiB' } }],
    [
      'an L3 smaller than L2 that does not include it',
      { preset: 'quad-core', l3: { size: '128KiB', inclusion: 'exclusive' } },
    ],
    ['times of rows where none stays open', { timing: { memory: { rows: 'closed', hitCycles: 300 } } }],
    [
      'more pointers than a directory can fill',
      { numa: { nodes: 2, directory: { organisation: 'limited', tracks: 'nodes', pointers: 8 } } },
    ],
  ])('%s', (_, written) => {
    expect(() => parseMachine(written)).not.toThrow();
  });
});

describe('single fields are set', () => {
  const cases: [setting: string, (machine: MachineConfig) => unknown, unknown][] = [
    ['l3.size=8MiB', ({ l3 }) => l3?.size, 8192 * KIB],
    ['l3={"size":"4MiB","sharedBy":"die"}', ({ l3 }) => l3?.sharedBy, 'die'],
    ['tlb.l2.entries=512', ({ tlb }) => tlb?.l2?.entries, 512],
    ['shape.threadsPerCore=2', ({ processors }) => processors, 8],
    ['timing.memory.hitCycles=50', ({ timing }) => timing.memory.hitCycles, 50],
    ['timing.memory.rowBytes=4KiB', ({ timing }) => timing.memory.rowBytes, 4096],
    ['timing.storeBuffer.forwarding=false', ({ timing }) => timing.storeBuffer.forwarding, false],
    ['prefetch.kind=stride', ({ prefetch }) => prefetch.kind, 'stride'],
  ];
  it.each(cases)('%s', (setting, field, value) => {
    expect(field(parseMachine(applySettings({}, [setting])))).toBe(value);
  });

  const refused: [setting: string, meant: string][] = [
    ['l3.sise=8MiB', 'l3.size'],
    ['timing.memory.hitCycle=3', 'timing.memory.hitCycles'],
    ['hitCycles=3', 'timing.memory.hitCycles'],
    ['timing.hopCycles=0', 'timing.network.hopCycles'],
    ['numa.hopCycles=0', 'timing.network.hopCycles'],
    ['timing.mshr.entries=4', 'timing.mshrs.entries'],
    ['threadsPerCore=2', 'shape.threadsPerCore'],
  ];
  it.each(refused)('%s names the field that was meant', (setting, meant) => {
    expect(() => applySettings({}, [setting])).toThrow(`Did you mean "${meant}"?`);
  });

  it('and so does a document', () => {
    expect(() => parseMachine({ timing: { hopCycles: 3 } })).toThrow(
      'Did you mean "timing.network.hopCycles"?',
    );
    expect(() => parseMachine({ timing: { l1Cycle: 3 } })).toThrow('Did you mean "timing.l1Cycles"?');
  });

  it('with the setting named where the value is wrong', () => {
    expect(() => applySettings({}, ['timing.l1Cycles=fast'])).toThrow(
      '--set "timing.l1Cycles=fast": timing.l1Cycles is "fast"; expected a whole number from 1 to 1000. Write for instance 4.',
    );
  });
});
