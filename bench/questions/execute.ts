/**
 * How fast do programs execute, and how fast against a plain interpreter in C++ of the same instructions
 * over the same caches?
 *
 * Timed: a run from beginning to end, the machine made anew, on both sides. On Cohort's this is
 * `runProgram`, with all that it tells: times at locks and barriers, counters, transitions, what the
 * program computed. In the column "core alone" it is the core's time, without what the host does before
 * and after.
 *
 * Both sides let processors take turns by the same rule. So before anything is timed they must have
 * executed equally many instructions, count the same, and leave the same memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineInput } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import type { CounterName } from '../../src/counters.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { type LoadedProgram, programNamed } from '../../src/programs/library/index.js';
import type { GivenValues } from '../../src/programs/parameters.js';
import type { Program } from '../../src/programs/program.js';
import { processorTime } from '../clock.js';
import { contest, type Timed } from '../contest.js';
import { coreExecution } from '../contestants/execution.js';
import { NativeExecution, writeProgram } from '../native/executed.js';
import { nativeIsBuilt } from '../native/program.js';
import {
  type Answer,
  type Ask,
  type Cell,
  millionsCell,
  missing,
  type Question,
  ratioCell,
  timeCell,
} from '../question.js';

/** Million instructions a second. */
const AIM = { atLeast: 50 };
const PROCESSORS = [1, 4, 16];

/** In the order of `Counters` in native/execute.cpp. */
const CHECKED = [
  'readHits',
  'writeHits',
  'readMisses',
  'writeMisses',
  'upgrades',
  'evictions',
  'writeBacks',
  'flushes',
  'invalidationsSent',
  'cacheToCacheTransfers',
  'memoryReads',
] as const satisfies readonly CounterName[];

/** After them. */
const LOCK_CHECKED = ['acquisitions', 'handovers', 'waitCycles', 'holdCycles'] as const;

const ARITHMETIC = `
main:
  li s0, 400000 / THREADS
  li t0, 1
loop:
  muli t0, t0, 1103515245
  addi t0, t0, 12345
  shri t1, t0, 16
  xor t2, t2, t1
  andi t3, t1, 255
  add t4, t4, t3
  slt t5, t4, t2
  sub t6, t4, t5
  addi s0, s0, -1
  bnez s0, loop
  halt
`;

type Load = (threads: number) => Program | LoadedProgram;

const library =
  (name: string, given: (threads: number) => GivenValues): Load =>
  (threads) =>
    programNamed(name).load(threads, given(threads));

const counter = (lock: string): Load =>
  library('counter', (threads) => ({ lock, iterations: Math.ceil(120_000 / threads) }));

/** Each takes some million instructions. */
const PROGRAMS: Readonly<Record<string, Load>> = {
  arithmetic: (threads) => assemble(ARITHMETIC, { name: 'arithmetic', threads }),
  'counter-tas': counter('tas'),
  'counter-ttas': counter('ttas'),
  'counter-mcs': counter('mcs'),
  'parallel-sum': library('parallel-sum', () => ({ elements: 300_000 })),
  'matrix-multiply': library('matrix-multiply', () => ({ size: 64 })),
  'odd-even-sort': library('odd-even-sort', () => ({ elements: 1024 })),
};

const assembled = (loaded: Program | LoadedProgram): Program =>
  'program' in loaded ? loaded.program : loaded;

const machineOf = (processors: number): MachineInput => ({ preset: 'smp4', processors });

/** What a run of Cohort came to. */
async function ran(program: Program | LoadedProgram, machine: MachineInput) {
  let memory = new Uint8Array();
  const onMemory = (all: Uint8Array): void => {
    memory = new Uint8Array(all);
  };
  const result = await runProgram({ machine, program, onMemory });
  if (result.ending !== 'done') throw new Error(`${result.program.name} ended with ${result.ending}`);
  const wrong = result.findings.find(({ right }) => !right);
  if (wrong) throw new Error(`${result.program.name} computed ${wrong.computed} as ${wrong.what}`);
  return { result, memory };
}

async function checkSameRun(
  native: NativeExecution,
  { result, memory }: { result: ProgramResult; memory: Uint8Array },
): Promise<void> {
  const name = `${result.program.name} on ${result.processors.length}`;
  const { instructions } = await native.pass();
  if (instructions !== result.instructions) {
    throw new Error(`${name}: ${result.instructions} instructions, in C++ ${instructions}`);
  }
  const counted = await native.counters();
  CHECKED.forEach((counter, i) => {
    if (counted[i] === result.total[counter]) return;
    throw new Error(`${name}: ${result.total[counter]} ${counter}, in C++ ${counted[i]}`);
  });
  LOCK_CHECKED.forEach((counter, i) => {
    const ours = result.locks.reduce((sum, lock) => sum + lock[counter], 0);
    const theirs = counted[CHECKED.length + i];
    if (theirs !== ours) throw new Error(`${name}: ${ours} ${counter} of locks, in C++ ${theirs}`);
  });
  const theirs = (await native.memory()).subarray(0, memory.length);
  if (Buffer.compare(theirs, memory) !== 0) throw new Error(`${name}: memory differs from that in C++`);
}

const cohort = (program: Program | LoadedProgram, machine: MachineInput): Timed => ({
  name: 'Cohort',
  reset: () => undefined,
  pass: async () => {
    const began = processorTime();
    await runProgram({ machine, program });
    return processorTime() - began;
  },
});

const yardstick = (native: NativeExecution): Timed => ({
  name: 'plain C++',
  reset: () => undefined,
  pass: async () => (await native.pass()).nanoseconds,
});

async function row(load: Load, processors: number, ask: Ask): Promise<Cell[]> {
  const program = load(processors);
  const machine = machineOf(processors);
  const folder = mkdtempSync(join(tmpdir(), 'cohort-bench-'));
  const path = join(folder, 'program');
  let native: NativeExecution | undefined;
  try {
    const first = await ran(program, machine);
    if (nativeIsBuilt('execute')) {
      writeProgram(path, assembled(program), parseMachine(machine));
      native = new NativeExecution(path, join(folder, 'memory'));
      await checkSameRun(native, first);
    }
    const core = coreExecution(assembled(program), parseMachine(machine));
    const sides = [cohort(program, machine), core, ...(native ? [yardstick(native)] : [])];
    const { instructions } = first.result;
    const [own, alone, plain] = await contest(sides, instructions, ask);
    if (!own || !alone) throw new Error('nothing was timed');
    return [
      millionsCell(1000 / own.median, AIM),
      timeCell(own),
      timeCell(alone),
      plain ? timeCell(plain) : missing('not built'),
      plain ? ratioCell(own.median / plain.median) : missing('not built'),
      plain ? ratioCell(alone.median / plain.median) : missing('not built'),
    ];
  } finally {
    native?.close();
    rmSync(folder, { recursive: true });
  }
}

async function answer(ask: Ask): Promise<Answer> {
  const rows = [];
  for (const [name, load] of Object.entries(PROGRAMS)) {
    for (const processors of PROCESSORS) {
      const label = `${name}-${processors}`;
      if (ask.wants(label)) rows.push({ label, cells: await row(load, processors, ask) });
    }
  }
  return {
    columns: [
      'program-processors',
      'Cohort',
      'an instruction',
      'core alone',
      'plain C++',
      'Cohort / plain C++',
      'core / plain C++',
    ],
    rows,
    notes: [
      nativeIsBuilt('execute')
        ? 'Both executed the same instructions, counted the same, and left the same memory.'
        : 'The C++ programs are not built: `npm run bench:native` builds them where there is a C++ compiler.',
    ],
  };
}

export const execute: Question = {
  name: 'execute',
  title: 'Executing programs, functionally (smp4: 32 KiB 8-way LRU, MESI)',
  answer,
};
