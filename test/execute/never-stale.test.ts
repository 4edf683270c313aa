/** Where caches are kept coherent, no load is ever stale; and a table that does not do it is found out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import { Engine } from '../../src/engine/engine.js';
import { Processes } from '../../src/execute/processes.js';
import { assemble } from '../../src/programs/assemble.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import { instructionCount, type Program } from '../../src/programs/program.js';
import { always, cellIndex, derivedActions, packCell, stay } from '../../src/protocol/cell.js';
import { compileProtocol } from '../../src/protocol/compile.js';
import type { CompiledProtocol, ProtocolSource } from '../../src/protocol/types.js';
import { berkeley } from '../../src/protocols/berkeley.js';
import { dragon } from '../../src/protocols/dragon.js';
import { PROTOCOLS } from '../../src/protocols/index.js';
import { mesi } from '../../src/protocols/mesi.js';
import { withCell } from '../protocols/mutant.js';
import { caches, execute, given, isRight, models, seeds } from './library-runs.js';

const coherent = PROTOCOLS.filter((protocol) => protocol.coherent !== false);
const updates = ({ grid }: ProtocolSource): boolean => /BusUpd/.test(String(grid));
/** A machine on a bus or with directories, and a protocol that it can run. */
const machine = fc.oneof(
  fc.record({ input: caches, protocol: fc.constantFrom(...coherent) }),
  fc.record({
    input: fc.constantFrom<MachineInput>(
      { numa: { nodes: 2 } },
      { l1: { size: 256, ways: 2 }, numa: { nodes: 2, directory: { organisation: 'limited', pointers: 1 } } },
    ),
    protocol: fc.constantFrom(...coherent.filter((protocol) => !updates(protocol))),
  }),
);
const names = (least: number) =>
  fc.constantFrom(...PROGRAMS.filter(({ threads }) => threads.least <= least).map(({ name }) => name));

describe('no load is ever stale', () => {
  it('where there is one thread', async () => {
    await fc.assert(
      fc.asyncProperty(names(1), caches, seeds, models, async (name, machine, seed, model) => {
        const result = await execute(name, 1, given(name), {
          machine: { ...machine, processors: 1 },
          seed,
          model,
        });
        expect(result.stale!.loads).toBe(0);
        expect(isRight(result)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('under any coherent protocol, whatever the program, its locks and its races, by snoops or directories', async () => {
    const choice = names(2).chain((name) => {
      const { lock } = programNamed(name).parameters;
      const locks = lock?.kind === 'choice' ? lock.choices : [undefined];
      return fc.constantFrom(...locks).map((chosen) => ({ name, lock: chosen }));
    });
    await fc.assert(
      fc.asyncProperty(
        choice,
        machine,
        seeds,
        models,
        async ({ name, lock }, { input, protocol }, seed, model) => {
          const threads = lock === 'dekker' ? 2 : 4;
          const result = await execute(name, threads, given(name, lock === undefined ? {} : { lock }), {
            machine: { ...input, processors: threads },
            protocol,
            stale: true,
            seed,
            model,
          });
          expect(result.stale!.loads).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Stale loads of a program on caches with a table, whether that was checked or not. */
const staleWith = (protocol: CompiledProtocol, program: Program): number => {
  const machine = parseMachine({ processors: program.threads });
  const processes = new Processes(program, 1, machine);
  const engine = Engine.create({
    machine,
    protocol,
    classify: false,
    program: {
      threads: program.threads,
      instructions: instructionCount(program),
      imageBytes: processes.imageBytes,
      copyBytes: processes.imageBytes,
      spaceBase: program.memoryBase,
      spaceBytes: program.memoryBytes,
      tracking: true,
      rightsShift: 12,
      rightsTables: 0,
      queueEntries: 0,
    },
  });
  const execution = engine.execution();
  execution.start(program.code, false, 3, 1, 'sc');
  processes.load(execution, 1, machine.processors);
  for (let thread = 0; thread < program.threads; thread++) execution.assign(thread, thread, 0n);
  expect(execution.execute(1_000_000)).toBe('done');
  const threads = Array.from({ length: program.threads }, (_, thread) => execution.thread(thread));
  return threads.reduce((sum, { staleLoads }) => sum + staleLoads, 0);
};

describe('a table that does not keep caches coherent, though it says so,', () => {
  // One thread writes and the others read: however wrong the table, no event is one that it excludes.
  const program = assemble(`
.data
value: .dword 0
.text
main:
  who s0
  la s1, value
  li s2, 50
  bnez s0, reader
writer:
  sd s2, (s1)
  addi s2, s2, -1
  bnez s2, writer
  halt
reader:
  ld t0, (s1)
  addi s2, s2, -1
  bnez s2, reader
  halt`);

  it.each([
    ['MESI whose S ignores BusUpgr', mesi, 'S', 'BusUpgr', 'S'],
    ['MESI whose M leaves it to memory to answer', mesi, 'M', 'BusRd', 'S'],
    ['Berkeley whose V ignores BusUpgr', berkeley, 'V', 'BusUpgr', 'V'],
    ['Dragon whose shared copies take no updates', dragon, 'Sc', 'BusUpd', 'Sc'],
  ] as const)('%s, is not let run, and would read stale values', (_name, source, state, event, next) => {
    expect(() => compileProtocol(withCell(source, state, event, `→ ${next}`))).toThrow(
      new RegExp(`state ${state}, event ${event}: .*(old value|beside another)`),
    );
    const sound = compileProtocol(source);
    const codeOf = (name: string): number => sound.states.findIndex((one) => one.name === name);
    const cell = { ...stay(codeOf(state)), next: always(codeOf(next)) };
    const isDirty = (code: number): boolean => sound.states[code]!.attributes.includes('dirty');
    const table = Uint32Array.from(sound.table);
    table[cellIndex(event, codeOf(state))] = packCell({
      ...cell,
      actions: derivedActions(event, cell, isDirty),
    });
    expect(staleWith({ ...sound, table }, program)).toBeGreaterThan(0);
    expect(staleWith(sound, program)).toBe(0);
  });
});
