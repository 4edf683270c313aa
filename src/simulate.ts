/** One run, or several side by side: trace in, results out. */
import {
  FLAG,
  FUNCTION,
  LIST,
  MACHINE,
  PROTOCOL,
  requireOptions,
  SIGNAL,
  TRACE,
} from './config/call-options.js';
import type { MachineConfig, MachineInput } from './config/machine.js';
import { machineInputOf, parseMachine } from './config/parse.js';
import { totalOf } from './engine/counted.js';
import { Engine } from './engine/engine.js';
import { CohortError } from './errors.js';
import { fitProtocol } from './protocol/fit.js';
import type { CompiledProtocol, ProtocolSource } from './protocol/types.js';
import { protocolNamed } from './protocols/index.js';
import { type MemoryStats, RESULT_SCHEMA, type Result } from './result.js';
import { networkOf } from './topologies/index.js';
import type { TraceBatch } from './traces/batch.js';
import type { TraceProgress, TraceSource } from './traces/source.js';

/** A trace, as a library user may give it. Batches are read, never kept. */
export type TraceInput = TraceSource | TraceBatch | Iterable<TraceBatch> | AsyncIterable<TraceBatch>;

/** What is to be simulated, without the trace. */
export interface RunOptions {
  /** A machine's name in the catalogue, or its fields. Default `smp4`. */
  readonly machine?: MachineInput | string;
  /** A protocol's name in the catalogue, or a table of one's own. Default: the machine's. */
  readonly protocol?: string | ProtocolSource;
  /** Tells misses apart by kind, which costs time and memory. Default false. */
  readonly classify?: boolean;
  /** Gives every processor a clock, and everything its time. Default false. */
  readonly timed?: boolean;
}

export interface SimulationProgress {
  /** Records simulated so far. */
  readonly references: number;
  /** How far the trace is, where it can tell. */
  readonly trace: TraceProgress | undefined;
}

/** The trace, and how to follow and stop the work. */
export interface TraceOptions {
  readonly trace: TraceInput;
  /** Stops at the next batch; what was simulated so far becomes a result with `partial: true`. */
  readonly signal?: AbortSignal;
  /** Called about ten times a second, and once at the end. */
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Called once at the end. */
  readonly onStats?: (stats: MemoryStats) => void;
}

export interface SimulateOptions extends RunOptions, TraceOptions {}

export interface CompareOptions extends TraceOptions {
  /** One result each, in this order. */
  readonly runs: readonly RunOptions[];
}

/** Milliseconds between looks at timers and signals, and between calls of `onProgress`. */
const YIELD_EVERY = 50;
const PROGRESS_EVERY = 100;
/** Bytes of one record in a `TraceBatch`. */
const BATCH_RECORD_BYTES = 16;

/** A machine that is set up, and the engine that runs it. */
interface Run {
  readonly machine: MachineConfig;
  readonly protocol: CompiledProtocol;
  readonly classify: boolean;
  readonly engine: Engine;
}

const COMPARE_OPTIONS = {
  trace: TRACE,
  runs: LIST,
  signal: SIGNAL,
  onProgress: FUNCTION,
  onStats: FUNCTION,
};
const RUN_OPTIONS = { machine: MACHINE, protocol: PROTOCOL, classify: FLAG, timed: FLAG };

/** `where`: which of several runs it is, for errors. */
const prepare = (options: RunOptions, where: string): Run => {
  requireOptions(options, RUN_OPTIONS, where);
  const { machine: given, protocol: source, classify = false, timed = false } = options;
  const machine = parseMachine(machineInputOf(given));
  const named =
    typeof source === 'string' ? protocolNamed(source) : (source ?? protocolNamed(machine.protocol));
  const protocol = fitProtocol(named, machine);
  const network = machine.numa && networkOf(machine.numa);
  return {
    machine: { ...machine, protocol: named.name },
    protocol,
    classify,
    engine: Engine.create({ machine, protocol, classify, timed, ...(network && { network }) }),
  };
};

const isSource = (trace: TraceInput): trace is TraceSource => 'batches' in trace;
const isBatch = (trace: TraceInput): trace is TraceBatch => 'meta' in trace;

/** Any trace input as a source. */
const sourceOf = (trace: TraceInput): TraceSource => {
  if (isSource(trace)) return trace;
  const batches = async function* (): AsyncGenerator<TraceBatch> {
    if (isBatch(trace)) yield trace;
    else yield* trace;
  };
  return { name: 'memory', format: 'memory', batches };
};

const requireProcessors = (source: TraceSource, run: Run): void => {
  const { processors } = run.machine;
  if (source.processors === undefined || source.processors <= processors) return;
  throw new CohortError(
    `${source.name}: the trace uses ${source.processors} processors, and the machine has ${processors}. ` +
      `Set processors to ${source.processors} or more (--processors ${source.processors}).`,
    2,
  );
};

/** Lets timers, signals and the page have their turn. */
const yieldToOthers = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The place in the trace, in front of what the engine says. */
const inTrace = (source: TraceSource, work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof CohortError)) throw error;
    throw new CohortError(`${source.name}: ${error.message}`, error.exitCode);
  }
};

/** Feeds every run with the same batches; returns whether it was stopped early, and the largest batch. */
const feed = async (runs: readonly Run[], source: TraceSource, options: TraceOptions) => {
  const { signal, onProgress } = options;
  let batchRecords = 0;
  let yielded = performance.now();
  let told = yielded;
  const tell = () => onProgress?.({ references: runs[0]?.engine.records ?? 0, trace: source.progress?.() });
  try {
    for await (const batch of source.batches(signal)) {
      if (signal?.aborted) break;
      batchRecords = Math.max(batchRecords, batch.meta.length);
      for (const { engine } of runs) inTrace(source, () => engine.run(batch));
      const now = performance.now();
      if (now - told >= PROGRESS_EVERY) {
        told = now;
        tell();
      }
      if (now - yielded >= YIELD_EVERY) {
        await yieldToOthers();
        yielded = performance.now();
      }
    }
  } catch (error) {
    // A reader that was told to stop may say so by an error; what it gave before still counts.
    if (!signal?.aborted) throw error;
  }
  tell();
  return { partial: signal?.aborted ?? false, batchRecords };
};

const resultOf = (run: Run, source: TraceSource, partial: boolean): Result => {
  const { engine, machine, protocol, classify } = run;
  const processors = engine.counters();
  return {
    schema: RESULT_SCHEMA,
    partial,
    machine,
    protocol: {
      name: protocol.source.name,
      title: protocol.source.title,
      states: protocol.states.map(({ name }) => name),
    },
    trace: {
      name: source.name,
      format: source.format,
      records: engine.records,
      splits: engine.splits,
      instructionsSkipped: engine.instructionsSkipped,
      badRecords: source.badRecords?.() ?? 0,
    },
    classified: classify,
    total: totalOf(processors),
    processors,
    transitions: engine.transitions(),
    network: engine.network(),
    timing: engine.timing(),
  };
};

const statsOf = (runs: readonly Run[], source: TraceSource, batchRecords: number): MemoryStats => {
  const sum = (of: (engine: Engine) => number): number =>
    runs.reduce((total, { engine }) => total + of(engine), 0);
  const inputs = sum((engine) => engine.batchBytes);
  return {
    coreBytes: sum((engine) => engine.coreBytes) - inputs,
    batchBytes: inputs + batchRecords * BATCH_RECORD_BYTES,
    readerBytes: source.bufferBytes ?? 0,
  };
};

/** `where`: the function that was called, for errors. */
const compareFor = async (options: CompareOptions, where: string): Promise<Result[]> => {
  requireOptions(options, COMPARE_OPTIONS, where, ['trace', 'runs']);
  const source = sourceOf(options.trace);
  const runs = options.runs.map((run, at) => prepare(run, options.runs.length === 1 ? 'run' : `runs.${at}`));
  for (const run of runs) requireProcessors(source, run);
  const { partial, batchRecords } = await feed(runs, source, options);
  if (!partial) for (const { engine } of runs) inTrace(source, () => engine.finish());
  if (!partial && runs.some(({ engine }) => engine.records + engine.instructionsSkipped === 0)) {
    throw new CohortError(
      `${source.name}: the trace holds no references. Expected at least one: look whether the file is whole and of the format that was meant.`,
    );
  }
  options.onStats?.(statsOf(runs, source, batchRecords));
  return runs.map((run) => resultOf(run, source, partial));
};

/**
 * Simulates several machines over one trace, which is decoded once. Results come in the order of
 * `runs`. When `signal` stops it, every result holds the same, partial, number of references.
 * @throws CohortError: exit code 2 for what was asked, 1 for what failed on the way.
 */
export const compare = (options: CompareOptions): Promise<Result[]> => compareFor(options, 'compare');

/** Simulates one machine over a trace. As `compare` with one run. */
export const simulate = async (options: SimulateOptions): Promise<Result> => {
  const { trace, signal, onProgress, onStats, ...run } = options;
  const given = {
    trace,
    runs: [run],
    ...(signal !== undefined && { signal }),
    ...(onProgress !== undefined && { onProgress }),
    ...(onStats !== undefined && { onStats }),
  };
  const [result] = await compareFor(given, 'simulate');
  if (!result) throw new CohortError('The run gave no result.');
  return result;
};
