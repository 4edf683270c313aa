/** One run of a program: a machine, its threads, and what came of them. */
import { SharedMemory } from '../cluster/shared-memory.js';
import type { MachineConfig } from '../config/machine.js';
import { totalOf } from '../engine/counted.js';
import { Engine } from '../engine/engine.js';
import type { Execution, Halt, StoreModel } from '../engine/execution.js';
import { CohortError } from '../errors.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import { instructionCount, type Program } from '../programs/program.js';
import { fitProtocol } from '../protocol/fit.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { protocolNamed } from '../protocols/index.js';
import { networkOf } from '../topologies/index.js';
import { endingMessage, endingWith, threadResults } from './ending.js';
import { findingsOf } from './findings.js';
import { Gathered } from './gathered.js';
import { type GivenRun, givenRun } from './given.js';
import { isCoherent, keepUncached, releaseAsThreadsMove } from './incoherence.js';
import { type Circle, Livelock } from './livelock.js';
import { machineFor, requireLines, requireThreads } from './machine-for.js';
import { Multiprogramming } from './multiprogramming.js';
import {
  LATE_CYCLES,
  LIMIT_INSTRUCTIONS,
  LIVELOCK_INSTRUCTIONS,
  type ProgramOptions,
  type ScheduleOptions,
  SLACK_BITS,
  STORE_ENTRIES,
} from './options.js';
import type { Platform } from './platform.js';
import { latenessOf, Processes } from './processes.js';
import { type Ending, PROGRAM_RESULT_SCHEMA, type ProgramResult } from './result.js';
import { Sampler } from './sampler.js';

/** Cycles of all processors together between looks at timers and signals. */
const STRETCH_CYCLES = 1_000_000;
/** As in assembly/execute/schedule.ts, and one instruction more, however long it takes. */
const LONGEST_TURN = 2 ** 17;
/** In timed runs without slack a state has to come back so often: caches and buses have states of their own. */
const TIMED_RETURNS = 4;
const YIELD_EVERY = 50;
const PROGRESS_EVERY = 100;

/** The program itself, and the library's if it is one of those. */
const programOf = ({ program }: GivenRun): { program: Program; loaded: LoadedProgram | null } =>
  'program' in program ? { program: program.program, loaded: program } : { program, loaded: null };

/** What the program runs on, if not on one machine with one memory. */
type PlatformOf = (program: Program, machine: MachineConfig) => Platform;

/** A program in the middle of a run. */
class ProgramRun {
  private readonly program: Program;
  private readonly loaded: LoadedProgram | null;
  private readonly machine: MachineConfig;
  private readonly protocol: CompiledProtocol;
  private readonly protocolName: string;
  private readonly engine: Engine;
  private readonly execution: Execution;
  private readonly processes: Processes;
  private readonly platform: Platform;
  private readonly multiprogramming: Multiprogramming | null;
  private readonly gathered: Gathered;
  private readonly tracking: boolean;
  private readonly seed: number;
  private readonly slackBits: number;
  private readonly model: StoreModel;
  private readonly timed: boolean;
  private readonly livelock: Livelock;
  private readonly sampler: Sampler | null;
  private instructions = 0;
  private circle: Circle | undefined;

  constructor(
    private readonly options: GivenRun,
    platformOf?: PlatformOf,
  ) {
    const { program, loaded } = programOf(options);
    this.program = program;
    this.loaded = loaded;
    this.machine = machineFor(options, program);
    this.processes = new Processes(program, options.processes ?? 1, this.machine);
    requireLines(this.machine);
    if (!options.schedule) requireThreads(this.machine, this.processes);
    const source =
      typeof options.protocol === 'object'
        ? options.protocol
        : protocolNamed(options.protocol ?? this.machine.protocol);
    this.protocolName = source.name;
    this.protocol = fitProtocol(source, this.machine);
    this.tracking = options.stale ?? !isCoherent(this.protocol);
    this.seed = options.seed ?? this.machine.seed;
    this.slackBits = options.slackBits ?? (options.timed ? 0 : SLACK_BITS);
    this.model = options.model ?? 'sc';
    this.timed = options.timed ?? false;
    this.platform = platformOf?.(program, this.machine) ?? this.sharedMemory();
    this.engine = this.makeEngine();
    this.execution = this.engine.execution();
    this.gathered = new Gathered(this.processes, this.execution, (thread, clock) => {
      this.multiprogramming?.scheduler.wake(thread, clock);
    });
    this.multiprogramming = options.schedule ? this.makeScheduler(options.schedule) : null;
    this.livelock = this.makeLivelock();
    const { onSample } = options;
    this.sampler = onSample ? new Sampler(this.engine, this.execution, this.machine, onSample) : null;
    this.load();
  }

  private makeLivelock(): Livelock {
    const { execution, machine, multiprogramming, options, processes } = this;
    const { threads } = processes;
    const { livelockInstructions: least = LIVELOCK_INSTRUCTIONS } = options;
    // Those that could change memory must have had their turn, if they get one.
    const quantum = multiprogramming?.quantumCycles ?? 0;
    const round = Number.isFinite(quantum) ? 2 * quantum * threads : 0;
    const isDetermined =
      this.slackBits === 0 && this.model === 'sc' && !multiprogramming && isCoherent(this.protocol);
    const returns = isDetermined ? (this.timed ? TIMED_RETURNS : 1) : 0;
    const { processors } = machine;
    return new Livelock(execution, {
      threads,
      processors,
      least,
      round: multiprogramming ? round : null,
      returns,
    });
  }

  private sharedMemory(): Platform {
    const { machine, processes } = this;
    const wake = (thread: number, time: number): void => this.multiprogramming?.scheduler.wake(thread, time);
    return new SharedMemory(
      processes,
      machine.processors,
      machine.lineBytes,
      this.options.schedule ? wake : null,
    );
  }

  private makeScheduler(schedule: ScheduleOptions): Multiprogramming {
    const { engine, execution, machine, processes } = this;
    const release = releaseAsThreadsMove(execution, this.protocol, processes, machine);
    return new Multiprogramming(schedule, processes, machine.processors, engine, execution, release);
  }

  private makeEngine(): Engine {
    const { program } = this;
    const { numa } = this.machine;
    return Engine.create({
      machine: this.machine,
      protocol: this.protocol,
      classify: this.options.classify ?? false,
      timed: this.timed,
      ...(numa && { network: networkOf(numa) }),
      program: {
        threads: this.processes.threads,
        instructions: instructionCount(program),
        ...this.platform.room,
        spaceBase: program.memoryBase,
        spaceBytes: program.memoryBytes,
        tracking: this.tracking,
        queueEntries: this.model === 'sc' ? 0 : (this.options.storeEntries ?? STORE_ENTRIES),
      },
    });
  }

  private load(): void {
    const { execution, multiprogramming, processes, program } = this;
    const { accesses = false, transactions = false } = this.options;
    execution.start(program.code, multiprogramming !== null, this.slackBits, this.seed, this.model);
    execution.setTracing(accesses);
    execution.setWatching(transactions);
    execution.setListening(this.options.onEvents !== undefined);
    if (!isCoherent(this.protocol)) {
      keepUncached(execution, program, this.machine.lineBytes, this.platform.spaces);
    }
    this.platform.load(execution, this.seed);
    if (multiprogramming) {
      multiprogramming.scheduler.onSlice = this.options.onSlice;
      multiprogramming.scheduler.start();
    } else for (let thread = 0; thread < processes.threads; thread++) this.seat(thread);
  }

  /** A thread gets a processor of its own; nobody starts threads in the same cycle, so in timed runs they begin late. */
  private seat(thread: number): void {
    const { lateCycles = LATE_CYCLES } = this.options;
    const late = this.timed ? latenessOf(this.seed, thread, lateCycles) : 0n;
    this.execution.setClock(thread, late, late);
    this.execution.assign(thread, thread, 0n);
  }

  /** What `onEvents` returned last. */
  private heard: unknown;

  private takeEvents(): void {
    const told = this.execution.told();
    this.gathered.take(told);
    if (told.count > 0 && this.options.onEvents) this.heard = this.options.onEvents(told.all());
    this.execution.dropEvents();
  }

  /** Runs to the end, or until something stops it. */
  async run(): Promise<ProgramResult> {
    const { signal, onProgress, limitInstructions: limit = LIMIT_INSTRUCTIONS } = this.options;
    let yielded = performance.now();
    let told = yielded;
    let ending: Ending | undefined;
    while (!ending) {
      ending = signal?.aborted ? 'stopped' : this.stretch(limit);
      await this.heard;
      const now = performance.now();
      if (now - told >= PROGRESS_EVERY) {
        told = now;
        onProgress?.({ instructions: this.instructions, limit });
      }
      if (now - yielded >= YIELD_EVERY) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        yielded = performance.now();
      }
    }
    onProgress?.({ instructions: this.instructions, limit });
    return this.result(ending);
  }

  /** Executes for a while; how the run ended, if it did. */
  private stretch(limit: number): Ending | undefined {
    const { execution, livelock, sampler } = this;
    const { executed } = execution;
    const most = Math.min(STRETCH_CYCLES, sampler?.stretch() ?? STRETCH_CYCLES, livelock.nextLook - executed);
    const over = this.after(execution.execute(Math.max(1, most), limit - this.instructions), limit);
    const ending = over ?? (execution.executed >= livelock.nextLook ? this.look(limit) : undefined);
    sampler?.see(ending !== undefined);
    return ending;
  }

  /** Sees to what executing stopped for. */
  private after(halt: Halt, limit: number): Ending | undefined {
    this.takeEvents();
    this.instructions = this.execution.instructions;
    return this.seeTo(halt) ?? this.endingOf(halt, limit);
  }

  /** Goes on turn by turn, and looks whether the program goes round in circles. */
  private look(limit: number): Ending | undefined {
    const { execution, livelock } = this;
    let ending: Ending | undefined;
    // Cycles that pass are at least as many as instructions: it need not be known to the last one how many are left.
    let left = limit - execution.instructions;
    for (let over = !livelock.begin(); !over && !ending; ) {
      const { executed } = execution;
      const halt = left > 0 ? execution.execute(1, left) : 'limit';
      left -= execution.executed - executed;
      if (left < this.longestTurn) left = limit - execution.instructions;
      if (halt !== 'limit' || left <= 0) ending = this.after(halt, limit);
      const seen = livelock.see();
      over = seen.over;
      if (ending || !seen.circle) continue;
      this.circle = seen.circle;
      this.takeEvents();
      this.instructions = execution.instructions;
      ending = 'livelock';
    }
    livelock.end();
    return ending ?? this.after('none', limit);
  }

  /** What is not the core's to decide: messages, pages, turns. */
  private seeTo(halt: Halt): Ending | undefined {
    const scheduler = this.multiprogramming?.scheduler;
    if (halt === 'schedule') return scheduler?.decide();
    if (halt !== 'message' && halt !== 'page') return undefined;
    this.livelock.unsettle();
    return this.platform.serve(halt) ?? scheduler?.decide();
  }

  /** Cycles that no turn is longer than: those of assembly/execute/schedule.ts, and the slack. */
  private get longestTurn(): number {
    return LONGEST_TURN + 2 ** this.slackBits;
  }

  /** The clock that is furthest on. */
  private cycles(): number {
    const { execution, machine } = this;
    return Math.max(...Array.from({ length: machine.processors }, (_, p) => Number(execution.clock(p))));
  }

  private endingOf(halt: Halt, limit: number): Ending | undefined {
    switch (halt) {
      case 'done':
      case 'fault':
      case 'deadlock':
        return halt;
      case 'memory':
        throw new CohortError(
          `The lines in use do not fit in memoryLimitBytes (${this.machine.memoryLimitBytes}): raise it, or take ` +
            'fewer processors or a smaller program.',
        );
      case 'impossible':
        throw new CohortError(
          `Protocol ${this.protocolName} met an event that its table says cannot happen (\`!\`): run ` +
            '`cohort check protocol` for the way that leads there.',
        );
      default:
        if (this.instructions < limit) return undefined;
        return this.hasEnded() ? 'done' : 'limit';
    }
  }

  private hasEnded(): boolean {
    const { threads } = this.processes;
    return Array.from({ length: threads }, (_, t) => this.execution.status(t)).every((s) => s === 'halted');
  }

  private parameters(): Record<string, string> {
    const given: readonly (readonly [string, unknown])[] = this.loaded
      ? Object.entries(this.loaded.values)
      : this.program.parameters.map(({ name, value }) => [name, value] as const);
    return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  }

  private result(halted: Ending): ProgramResult {
    const { engine, execution, gathered, loaded, machine, multiprogramming, processes, program, protocol } =
      this;
    const threads = threadResults(execution, processes);
    const processors = engine.counters();
    const transitions = engine.transitions();
    const network = engine.network();
    if (this.timed) execution.settleClocks();
    const timing = engine.timing();
    const cycles = this.cycles();
    const starved = multiprogramming?.starved() ?? [];
    multiprogramming?.scheduler.finish(cycles);
    const { claims, ...objects } = gathered.objects(cycles);
    const ending = endingWith(halted, threads, claims);
    // The counters are told before the caches give up what they hold.
    const memories = this.platform.memories();
    for (const [process, memory] of memories.entries()) this.options.onMemory?.(memory, process);
    return {
      schema: PROGRAM_RESULT_SCHEMA,
      ending,
      message: endingMessage(ending, threads, this.instructions, { circle: this.circle, claims, starved }),
      machine: { ...machine, protocol: this.protocolName },
      protocol: {
        name: protocol.source.name,
        title: protocol.source.title,
        states: protocol.states.map(({ name }) => name),
      },
      program: {
        name: program.name,
        parameters: this.parameters(),
        threads: program.threads,
        processes: processes.count,
        instructions: instructionCount(program),
        memoryBytes: program.memoryBytes,
      },
      seed: this.seed,
      slackCycles: 2 ** this.slackBits - 1,
      model: this.model,
      timed: this.timed,
      classified: this.options.classify ?? false,
      cycles,
      instructions: this.instructions,
      findings: findingsOf(loaded, processes, memories, gathered.output, ending === 'done'),
      output: gathered.output.map(({ thread, value }) => ({ thread, value: String(value) })),
      threads,
      schedule: multiprogramming?.result() ?? null,
      ...objects,
      stale: this.tracking
        ? { loads: threads.reduce((sum, { staleLoads }) => sum + staleLoads, 0), first: gathered.stale }
        : null,
      uncachedAccesses: execution.uncachedAccesses,
      total: totalOf(processors),
      processors,
      transitions,
      network,
      cluster: null,
      timing,
    };
  }
}

/**
 * Executes a program on a machine, with real values in its caches.
 * @throws CohortError: exit code 2 for what was asked, 1 for what failed on the way. A program that
 * faults, deadlocks or does not end is a result, not an error.
 */
export const runProgram = async (options: ProgramOptions): Promise<ProgramResult> =>
  new ProgramRun(givenRun(options)).run();

/** The same, on what `platformOf` makes for the program and its machine. */
export const runOnPlatform = async (
  options: ProgramOptions,
  platformOf: PlatformOf,
): Promise<ProgramResult> => new ProgramRun(givenRun(options), platformOf).run();
