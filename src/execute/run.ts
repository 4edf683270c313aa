/** One run of a program: a machine, its threads, and what came of them. */
import type { MachineConfig } from '../config/machine.js';
import { parseMachine } from '../config/parse.js';
import { totalOf } from '../engine/counted.js';
import { Engine } from '../engine/engine.js';
import type { Execution, ExecutionEvent, Halt, StoreModel } from '../engine/execution.js';
import { CohortError } from '../errors.js';
import type { LoadedProgram } from '../programs/library/library-program.js';
import {
  initialMemory,
  instructionCount,
  nameOfAddress,
  type Program,
  stackTop,
} from '../programs/program.js';
import { compileProtocol } from '../protocol/compile.js';
import { requireDirectoryProtocol } from '../protocol/directory-fit.js';
import { requireL3Protocol } from '../protocol/level-fit.js';
import type { CompiledProtocol } from '../protocol/types.js';
import { applyWritePolicy } from '../protocol/write-policy.js';
import { protocolNamed } from '../protocols/index.js';
import { topologyNamed } from '../topologies/index.js';
import { endingMessage, threadResults } from './ending.js';
import { Notes } from './notes.js';
import {
  LIMIT_INSTRUCTIONS,
  LIVELOCK_INSTRUCTIONS,
  type ProgramOptions,
  SLACK_BITS,
  STORE_ENTRIES,
} from './options.js';
import {
  type Ending,
  type Finding,
  PROGRAM_RESULT_SCHEMA,
  type ProgramResult,
  type StaleLoad,
} from './result.js';

/** Instructions between looks at timers, signals and livelocks. */
const TURN_INSTRUCTIONS = 1_000_000;
/** The same where samples are taken. */
const SAMPLE_INSTRUCTIONS = 20_000;
const YIELD_EVERY = 50;
const PROGRESS_EVERY = 100;
const MOST_OUTPUT = 10_000;
const MOST_STALE = 1_000;

/** The program itself, and the library's if it is one of those. */
const programOf = ({ program }: ProgramOptions): { program: Program; loaded: LoadedProgram | null } =>
  'program' in program ? { program: program.program, loaded: program } : { program, loaded: null };

/** What the program was due to compute and did; `memory` as it is after the run. */
const findingsOf = (
  loaded: LoadedProgram | null,
  memory: Uint8Array,
  output: readonly { thread: number; value: bigint }[],
): Finding[] => {
  if (!loaded) return [];
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  const read = (address: number, bytes: 1 | 2 | 4 | 8): bigint => {
    if (bytes === 8) return view.getBigInt64(address, true);
    if (bytes === 4) return BigInt(view.getInt32(address, true));
    return BigInt(bytes === 2 ? view.getInt16(address, true) : view.getInt8(address));
  };
  return loaded.check(read, output).map(({ what, due, computed }) => ({
    what,
    due: String(due),
    computed: String(computed),
    right: due === computed,
  }));
};

const machineFor = ({ machine: given }: ProgramOptions, program: Program): MachineConfig => {
  const input = typeof given === 'string' ? { preset: given } : (given ?? {});
  const named = input.processors !== undefined || input.preset !== undefined || input.shape !== undefined;
  return parseMachine(named ? input : { ...input, processors: program.threads });
};

/** Where a thread's stream of random numbers starts: splitmix64 (G. L. Steele et al., Fast Splittable Pseudorandom Number Generators, 2014). */
const streamOf = (seed: bigint, thread: number): bigint => {
  const golden = 0x9e3779b97f4a7c15n;
  let z = BigInt.asUintN(64, seed + BigInt(thread + 1) * golden);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  z ^= z >> 31n;
  return z === 0n ? golden : z;
};

const requireThreads = ({ processors }: MachineConfig, { name, threads }: Program): void => {
  if (threads <= processors) return;
  throw new CohortError(
    `${name} has ${threads} threads, and the machine ${processors} processors: lay the program out for ` +
      `${processors} threads at most, take more processors, or give it a scheduler, so that threads take turns.`,
    2,
  );
};

/** A program in the middle of a run. */
class ProgramRun {
  private readonly program: Program;
  private readonly loaded: LoadedProgram | null;
  private readonly machine: MachineConfig;
  private readonly protocol: CompiledProtocol;
  private readonly protocolName: string;
  private readonly engine: Engine;
  private readonly execution: Execution;
  private readonly notes: Notes;
  private readonly tracking: boolean;
  private readonly seed: number;
  private readonly slackBits: number;
  private readonly model: StoreModel;
  private readonly timed: boolean;
  private readonly output: { thread: number; value: bigint }[] = [];
  private readonly stale: StaleLoad[] = [];
  private instructions = 0;

  constructor(private readonly options: ProgramOptions) {
    const { program, loaded } = programOf(options);
    this.program = program;
    this.loaded = loaded;
    this.machine = machineFor(options, program);
    requireThreads(this.machine, program);
    const source =
      typeof options.protocol === 'object'
        ? options.protocol
        : protocolNamed(options.protocol ?? this.machine.protocol);
    this.protocolName = source.name;
    this.protocol = applyWritePolicy(compileProtocol(source), this.machine.l2 ?? this.machine.l1);
    requireDirectoryProtocol(this.protocol, this.machine);
    requireL3Protocol(this.protocol, this.machine);
    this.tracking = options.stale ?? !(source.coherent ?? true);
    this.seed = options.seed ?? this.machine.seed;
    this.slackBits = options.slackBits ?? (options.timed ? 0 : SLACK_BITS);
    this.model = options.model ?? 'sc';
    this.timed = options.timed ?? false;
    this.engine = this.makeEngine();
    this.execution = this.engine.execution();
    this.notes = new Notes(program.threads);
    this.load();
  }

  private imageBytes(): number {
    const { lineBytes } = this.machine;
    return Math.ceil(this.program.memoryBytes / lineBytes) * lineBytes;
  }

  private makeEngine(): Engine {
    const { program } = this;
    const { numa } = this.machine;
    return Engine.create({
      machine: this.machine,
      protocol: this.protocol,
      classify: false,
      timed: this.timed,
      ...(numa && {
        network: topologyNamed(numa.network.topology).build(numa.nodes, numa.network.parameters),
      }),
      program: {
        threads: program.threads,
        instructions: instructionCount(program),
        imageBytes: this.imageBytes(),
        copyBytes: this.imageBytes(),
        spaceBase: program.memoryBase,
        spaceBytes: program.memoryBytes,
        tracking: this.tracking,
        rightsShift: 12,
        rightsTables: 0,
        queueEntries: this.model === 'sc' ? 0 : (this.options.storeEntries ?? STORE_ENTRIES),
      },
    });
  }

  private load(): void {
    const { program } = this;
    const { accesses = false } = this.options;
    this.execution.start(program.code, false, this.slackBits, this.seed, this.model);
    this.execution.setTracing(accesses);
    this.execution.image().set(initialMemory(program));
    for (let thread = 0; thread < program.threads; thread++) {
      this.execution.setThread(thread, {
        pc: program.entry,
        sp: stackTop(program, thread),
        ra: instructionCount(program),
        number: thread,
        base: 0,
        processor: thread,
        node: -1,
        seed: streamOf(BigInt(this.seed), thread),
      });
      this.execution.assign(thread, thread, 0n);
    }
  }

  /** What `onEvents` returned last. */
  private heard: unknown;

  private takeEvents(): void {
    const events = this.execution.takeEvents();
    for (const event of events) this.take(event);
    if (events.length > 0) this.heard = this.options.onEvents?.(events);
  }

  private take(event: ExecutionEvent): void {
    if (event.kind === 'note') this.notes.take(event);
    else if (event.kind === 'out' && this.output.length < MOST_OUTPUT) {
      this.output.push({ thread: event.thread, value: event.a });
    } else if (event.kind === 'stale' && this.stale.length < MOST_STALE) {
      this.stale.push({
        thread: event.thread,
        clock: Number(event.clock),
        address: nameOfAddress(this.program, Number(event.a)),
        behind: Number(event.b >> 32n),
        writer: Number(event.b & 0xffffffffn),
      });
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
    this.instructions = this.countInstructions();
    onSample?.({ cycles: this.cycles(), total: totalOf(this.engine.counters()) });
    return this.endingOf(halt, limit);
  }

  /** The clock that is furthest on. */
  private cycles(): number {
    const { execution, machine } = this;
    return Math.max(...Array.from({ length: machine.processors }, (_, p) => Number(execution.clock(p))));
  }

  private countInstructions(): number {
    let sum = 0;
    for (let t = 0; t < this.program.threads; t++) sum += this.execution.thread(t).instructions;
    return sum;
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
    return this.instructions - this.changed.instructions >= most;
  }

  private parameters(): Record<string, string> {
    const given: readonly (readonly [string, unknown])[] = this.loaded
      ? Object.entries(this.loaded.values)
      : this.program.parameters.map(({ name, value }) => [name, value] as const);
    return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  }

  private result(ending: Ending): ProgramResult {
    const { engine, execution, loaded, machine, program, protocol } = this;
    const nameOf = (object: bigint): string => nameOfAddress(program, Number(object));
    const threads = threadResults(execution, program);
    const processors = engine.counters();
    const transitions = engine.transitions();
    const network = engine.network();
    if (this.timed) execution.settleClocks();
    const timing = engine.timing();
    const cycles = this.cycles();
    // What the caches hold is newer than memory; the counters are told before they give it up.
    execution.purge(0, this.imageBytes(), true, machine.lineBytes);
    const memory = execution.image().slice(0, program.memoryBytes);
    this.options.onMemory?.(memory);
    return {
      schema: PROGRAM_RESULT_SCHEMA,
      ending,
      message: endingMessage(ending, threads, this.instructions),
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
        processes: 1,
        instructions: instructionCount(program),
        memoryBytes: program.memoryBytes,
      },
      seed: this.seed,
      slackCycles: 2 ** this.slackBits - 1,
      model: this.model,
      timed: this.timed,
      cycles,
      instructions: this.instructions,
      findings: findingsOf(loaded, memory, this.output),
      output: this.output.map(({ thread, value }) => ({ thread, value: String(value) })),
      threads,
      locks: this.notes.lockResults(nameOf),
      barriers: this.notes.barrierResults(nameOf),
      stale: this.tracking
        ? { loads: threads.reduce((sum, { staleLoads }) => sum + staleLoads, 0), first: this.stale }
        : null,
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
export const runProgram = (options: ProgramOptions): Promise<ProgramResult> => new ProgramRun(options).run();
