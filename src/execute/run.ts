/** One run of a program: a machine, its threads, and what came of them. */
import { SharedMemory } from '../cluster/shared-memory.js';
import type { MachineConfig } from '../config/machine.js';
import { parseMachine } from '../config/parse.js';
import { totalOf } from '../engine/counted.js';
import { Engine } from '../engine/engine.js';
import {
  type Execution,
  type ExecutionEvent,
  type Halt,
  type StoreModel,
  THREAD_STATUS,
} from '../engine/execution.js';
import { CohortError } from '../errors.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import { instructionCount, nameOfAddress, type Program } from '../programs/program.js';
import { fitProtocol } from '../protocol/fit.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { protocolNamed } from '../protocols/index.js';
import { networkOf } from '../topologies/index.js';
import { endingMessage, endingWith, threadResults } from './ending.js';
import { findingsOf } from './findings.js';
import { type GivenRun, givenRun } from './given.js';
import { isCoherent, keepUncached, staleLoadOf } from './incoherence.js';
import { Multiprogramming } from './multiprogramming.js';
import { Notes } from './notes.js';
import {
  LIMIT_INSTRUCTIONS,
  LIVELOCK_INSTRUCTIONS,
  type ProgramOptions,
  type ScheduleOptions,
  SLACK_BITS,
  STORE_ENTRIES,
} from './options.js';
import type { Platform } from './platform.js';
import { Processes, requireProcesses } from './processes.js';
import {
  type BarrierResult,
  type Ending,
  type LockResult,
  PROGRAM_RESULT_SCHEMA,
  type ProgramResult,
  type StaleLoad,
} from './result.js';
import { type Claim, claimsOf } from './waits-for.js';

/** Instructions between looks at timers, signals and livelocks. */
const TURN_INSTRUCTIONS = 1_000_000;
/** The same where samples are taken. */
const SAMPLE_INSTRUCTIONS = 20_000;
const YIELD_EVERY = 50;
const PROGRESS_EVERY = 100;
const MOST_OUTPUT = 10_000;
const MOST_STALE = 1_000;
const READY = BigInt(THREAD_STATUS.indexOf('ready'));

/** The program itself, and the library's if it is one of those. */
const programOf = ({ program }: GivenRun): { program: Program; loaded: LoadedProgram | null } =>
  'program' in program ? { program: program.program, loaded: program } : { program, loaded: null };

const machineFor = (
  { machine: given, processes = 1, schedule }: GivenRun,
  program: Program,
): MachineConfig => {
  const threads = program.threads * (schedule ? 1 : requireProcesses(program, processes));
  const input = typeof given === 'string' ? { preset: given } : (given ?? {});
  const named = input.processors !== undefined || input.preset !== undefined || input.shape !== undefined;
  return parseMachine(named ? input : { ...input, processors: threads });
};

/** Every access of a program lies within one line, and the widest has 8 bytes. */
const LEAST_LINE_BYTES = 8;

const requireLines = ({ lineBytes }: MachineConfig): void => {
  if (lineBytes >= LEAST_LINE_BYTES) return;
  throw new CohortError(
    `The machine has lines of ${lineBytes} bytes, and a program reads and writes up to ${LEAST_LINE_BYTES} bytes at ` +
      `once, which must lie in one line: set lineBytes to ${LEAST_LINE_BYTES} or more (--set lineBytes=${LEAST_LINE_BYTES}).`,
    2,
  );
};

const requireThreads = ({ processors }: MachineConfig, { count, program, threads }: Processes): void => {
  if (threads <= processors) return;
  const has = count === 1 ? `${program.name} has` : `${count} processes of ${program.name} have`;
  const fewer = count === 1 ? '' : ' in all, take fewer processes';
  throw new CohortError(
    `${has} ${threads} threads, and the machine ${processors} processors: lay the program out for ` +
      `${processors} threads at most${fewer}, take more processors, or give it a scheduler, so that threads take turns.`,
    2,
  );
};

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
  /** Of each process. */
  private readonly notes: readonly Notes[];
  private readonly tracking: boolean;
  private readonly seed: number;
  private readonly slackBits: number;
  private readonly model: StoreModel;
  private readonly timed: boolean;
  private readonly output: { thread: number; value: bigint }[] = [];
  private readonly stale: StaleLoad[] = [];
  private instructions = 0;

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
    this.notes = Array.from({ length: this.processes.count }, () => new Notes(program.threads));
    this.multiprogramming = options.schedule ? this.makeScheduler(options.schedule) : null;
    this.load();
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
    return new Multiprogramming(schedule, processes, machine.processors, engine, execution);
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
    const { accesses = false } = this.options;
    execution.start(program.code, multiprogramming !== null, this.slackBits, this.seed, this.model);
    execution.setTracing(accesses);
    if (!isCoherent(this.protocol)) {
      keepUncached(execution, program, this.machine.lineBytes, this.platform.spaces);
    }
    this.platform.load(execution, this.seed);
    if (multiprogramming) {
      multiprogramming.scheduler.onSlice = this.options.onSlice;
      multiprogramming.scheduler.start();
    } else for (let thread = 0; thread < processes.threads; thread++) execution.assign(thread, thread, 0n);
  }

  /** What `onEvents` returned last. */
  private heard: unknown;

  private takeEvents(): void {
    const events = this.execution.takeEvents();
    for (const event of events) this.take(event);
    if (events.length > 0) this.heard = this.options.onEvents?.(events);
  }

  private take(event: ExecutionEvent): void {
    const { processes } = this;
    if (event.kind === 'note') {
      const thread = processes.memberOf(event.thread);
      this.notes[processes.processOf(event.thread)]?.take({ ...event, thread });
    } else if (event.kind === 'status' && event.a === READY) {
      this.multiprogramming?.scheduler.wake(event.thread, Number(event.clock));
    } else if (event.kind === 'out' && this.output.length < MOST_OUTPUT) {
      this.output.push({ thread: event.thread, value: event.a });
    } else if (event.kind === 'stale' && this.stale.length < MOST_STALE) {
      this.stale.push(staleLoadOf(event, this.program, (physical) => processes.nameOfPhysical(physical)));
    }
  }

  /** Runs to the end, or until something stops it. */
  async run(): Promise<ProgramResult> {
    const { signal, onProgress, limitInstructions: limit = LIMIT_INSTRUCTIONS } = this.options;
    let yielded = performance.now();
    let told = yielded;
    let ending: Ending | undefined;
    while (!ending) {
      ending = signal?.aborted ? 'stopped' : this.turn(limit);
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

  /** `changes` and `instructions` when memory changed last. */
  private changed = { changes: -1, instructions: 0 };

  private turn(limit: number): Ending | undefined {
    const { onSample } = this.options;
    const turn = onSample ? SAMPLE_INSTRUCTIONS : TURN_INSTRUCTIONS;
    const halt = this.execution.execute(Math.min(turn, limit - this.instructions));
    this.takeEvents();
    this.instructions = this.execution.instructions;
    const over = this.seeTo(halt);
    const seenTo = halt === 'schedule' || halt === 'message' || halt === 'page';
    if (onSample && (!seenTo || over || this.instructions >= this.sampleAt)) {
      this.sampleAt = this.instructions + SAMPLE_INSTRUCTIONS;
      onSample({ cycles: this.cycles(), total: totalOf(this.engine.counters()) });
    }
    return over ?? this.endingOf(halt, limit);
  }

  /** What is not the core's to decide: messages, pages, turns. */
  private seeTo(halt: Halt): Ending | undefined {
    const scheduler = this.multiprogramming?.scheduler;
    if (halt === 'schedule') return scheduler?.decide();
    if (halt !== 'message' && halt !== 'page') return undefined;
    return this.platform.serve(halt) ?? scheduler?.decide();
  }

  /** Instructions at which the next sample is due, however often the scheduler is asked. */
  private sampleAt = 0;

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
        if (this.instructions >= limit) return 'limit';
        return this.standsStill() ? 'livelock' : undefined;
    }
  }

  private standsStill(): boolean {
    const { changes } = this.execution;
    if (changes !== this.changed.changes) {
      this.changed = { changes, instructions: this.instructions };
      return false;
    }
    const most = this.options.livelockInstructions ?? LIVELOCK_INSTRUCTIONS;
    const { multiprogramming, processes } = this;
    // Those that could change memory must have had their turn, if they get one.
    const quantum = multiprogramming?.quantumCycles ?? 0;
    const round = Number.isFinite(quantum) ? 2 * quantum * processes.threads : 0;
    return this.instructions - this.changed.instructions >= Math.max(most, round);
  }

  private parameters(): Record<string, string> {
    const given: readonly (readonly [string, unknown])[] = this.loaded
      ? Object.entries(this.loaded.values)
      : this.program.parameters.map(({ name, value }) => [name, value] as const);
    return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  }

  /** The locks and barriers of every process. */
  private objects(end: number): { locks: LockResult[]; barriers: BarrierResult[]; claims: Claim[] } {
    const { notes, processes, program } = this;
    const nameIn = (process: number) => (object: bigint) =>
      processes.prefix(process) + nameOfAddress(program, Number(object));
    const locks = notes.map((own, process) => own.lockResults(nameIn(process), end));
    return {
      locks: locks.flat(),
      barriers: notes.flatMap((own, process) => own.barrierResults(nameIn(process))),
      claims: locks.flatMap((own, process) => claimsOf(own, process * program.threads)),
    };
  }

  private result(halted: Ending): ProgramResult {
    const { engine, execution, loaded, machine, multiprogramming, processes, program, protocol } = this;
    const threads = threadResults(execution, processes);
    const processors = engine.counters();
    const transitions = engine.transitions();
    const network = engine.network();
    if (this.timed) execution.settleClocks();
    const timing = engine.timing();
    const cycles = this.cycles();
    multiprogramming?.scheduler.finish(cycles);
    const { claims, ...objects } = this.objects(cycles);
    const ending = endingWith(halted, threads, claims);
    // The counters are told before the caches give up what they hold.
    const memories = this.platform.memories();
    for (const [process, memory] of memories.entries()) this.options.onMemory?.(memory, process);
    return {
      schema: PROGRAM_RESULT_SCHEMA,
      ending,
      message: endingMessage(ending, threads, this.instructions, claims),
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
      findings: findingsOf(loaded, processes, memories, this.output),
      output: this.output.map(({ thread, value }) => ({ thread, value: String(value) })),
      threads,
      schedule: multiprogramming?.result() ?? null,
      ...objects,
      stale: this.tracking
        ? { loads: threads.reduce((sum, { staleLoads }) => sum + staleLoads, 0), first: this.stale }
        : null,
      uncachedAccesses: execution.uncachedAccesses,
      total: totalOf(processors),
      processors,
      transitions,
      network,
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
