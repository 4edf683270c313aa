/** What is written down while a program runs: its accesses as a trace, and a timeline. */
import { CohortError } from '../errors.js';
import type { ExecutionEvent, ProgramOptions, Slice } from '../execute/options.js';
import type { ProgramResult } from '../execute/result.js';
import { writeFile } from '../node/write-file.js';
import { nameOfAddress, type Program } from '../programs/program.js';
import { Timeline } from '../timeline/timeline.js';
import { encodeTrace, writingOfName } from '../traces/convert.js';
import { traceWriterNamed } from '../traces/formats/index.js';
import { AccessTrace } from './access-trace.js';
import type { PreparedRun } from './program-run.js';
import { Relay } from './relay.js';

export interface RecordingOptions {
  /** File of the trace; the ending tells its format. */
  readonly traceOut?: string;
  /** File of the timeline. */
  readonly timeline?: string;
  /** Most events of the timeline. Default `TIMELINE_EVENTS`. */
  readonly timelineEvents?: number;
}

/** Most events of a timeline unless the user says otherwise: some 50 MB, which Perfetto still opens at ease. */
const TIMELINE_EVENTS = 500_000;

/** One file that is being written while the program runs. */
interface Recording {
  take(events: readonly ExecutionEvent[]): Promise<void> | undefined;
  takeSample?(sample: Sample): void;
  takeSlice?(slice: Slice): void;
  /** Writes the rest, and resolves with what there is to say of it. Rejects if the file cannot be written. */
  finish(result: ProgramResult): Promise<string[]>;
  /** Gives the file up. */
  fail(reason: unknown): void;
}

type Sample = Parameters<Exclude<ProgramOptions['onSample'], undefined>>[0];

const programOf = ({ program }: Pick<PreparedRun, 'program'>): Program =>
  'program' in program ? program.program : program;

const count = (value: number): string => value.toLocaleString('en-US');

/** @throws CohortError (exit code 2): the format of the file cannot hold what several processors do. */
const requireRoom = (
  out: string,
  format: string,
  { machine, program, processes = 1, schedule }: PreparedRun,
) => {
  const threads = programOf({ program }).threads * processes;
  const used = schedule ? machine.processors : Math.min(threads, machine.processors);
  if (used === 1 || traceWriterNamed(format).keeps.processors) return;
  throw new CohortError(
    `--trace-out ${out}: ${format} has no place for processors, and the program runs on ${used}; expected a file that ` +
      'ends in .cohort or .txt (text). Give it another name, or run the program on one processor (--processors 1).',
    2,
  );
};

const traceRecording = (out: string, run: PreparedRun, failed: () => void): Recording => {
  const writing = writingOfName(out);
  requireRoom(out, writing.format, run);
  const trace = new AccessTrace(programOf(run).name, run.machine.processors);
  const { bytes, written } = encodeTrace(trace, writing);
  const done = writeFile(out, bytes);
  done.catch(failed);
  return {
    take: (events) => trace.take(events),
    fail: (reason) => trace.fail(reason),
    async finish() {
      trace.end();
      await done;
      const lost =
        written.gapsLost > 0
          ? [`note: ${out}: the format has no room for computation between references`]
          : [];
      return [...lost, `${out}: ${count(written.records)} accesses`];
    },
  };
};

async function* encodedTexts(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

const timelineRecording = (out: string, run: PreparedRun, limit: number, failed: () => void): Recording => {
  const program = programOf(run);
  const onBus = run.machine.numa === null;
  const timeline = new Timeline({
    name: program.name,
    threads: program.threads * (run.processes ?? 1),
    threadsAProcess: program.threads,
    ...(run.schedule && { processors: run.machine.processors }),
    limit,
    nameOf: (address) => nameOfAddress(program, Number(address)).replace(/^0x[0-9a-f]+ \((.*)\)$/, '$1'),
  });
  const relay = new Relay<string>();
  const done = writeFile(out, encodedTexts(relay));
  done.catch(failed);
  const what = `${onBus ? 'bus transactions' : 'requests to directories'} per 1,000 cycles`;
  let last = { cycles: 0, transactions: 0 };
  return {
    take: (events) => relay.put(timeline.add(events)),
    fail: (reason) => relay.fail(reason),
    takeSlice: (slice) => timeline.addSlice(slice),
    takeSample({ cycles, transactions }) {
      if (cycles <= last.cycles) return;
      const rate = (1000 * (transactions - last.transactions)) / (cycles - last.cycles);
      timeline.addTraffic(last.cycles, what, rate);
      last = { cycles, transactions };
    },
    async finish({ cycles }) {
      relay.put(timeline.end(cycles));
      relay.end();
      await done;
      const { cutAt } = timeline;
      return cutAt === undefined
        ? []
        : [
            `note: ${out}: cut at cycle ${count(cutAt)}, after ${count(limit)} events; --timeline-events N writes more`,
          ];
    },
  };
};

/** Every file that was asked for. */
export class Recordings {
  private readonly all: readonly Recording[];
  /** Aborted when a file cannot be written, and so there is no use in going on. */
  private readonly failure = new AbortController();
  private readonly accesses: boolean;
  private readonly transactions: boolean;

  constructor(
    private readonly run: PreparedRun,
    options: RecordingOptions,
  ) {
    const { traceOut, timeline, timelineEvents = TIMELINE_EVENTS } = options;
    if (timeline === undefined && options.timelineEvents !== undefined) {
      throw new CohortError(
        '--timeline-events is about a timeline; write one with --timeline FILE, or leave --timeline-events out.',
        2,
      );
    }
    const failed = (): void => this.failure.abort();
    this.accesses = traceOut !== undefined;
    this.transactions = timeline !== undefined;
    this.all = [
      ...(traceOut === undefined ? [] : [traceRecording(traceOut, run, failed)]),
      ...(timeline === undefined ? [] : [timelineRecording(timeline, run, timelineEvents, failed)]),
    ];
  }

  /** The run, such that it is written down. */
  options(signal: AbortSignal): ProgramOptions {
    if (this.all.length === 0) return { ...this.run, signal };
    return {
      ...this.run,
      signal: AbortSignal.any([signal, this.failure.signal]),
      accesses: this.accesses,
      transactions: this.transactions,
      onEvents: (events) => this.take(events),
      ...(this.all.some(({ takeSample }) => takeSample) && {
        onSample: (sample) => {
          for (const recording of this.all) recording.takeSample?.(sample);
        },
      }),
      onSlice: (slice) => {
        for (const recording of this.all) recording.takeSlice?.(slice);
      },
    };
  }

  private take(events: readonly ExecutionEvent[]): Promise<unknown> | undefined {
    const waits = this.all.flatMap((recording) => recording.take(events) ?? []);
    return waits.length === 0 ? undefined : Promise.all(waits);
  }

  /** Gives the files up, after an error. */
  fail(reason: unknown): void {
    for (const recording of this.all) recording.fail(reason);
  }

  /** Completes the files; resolves with a line about each that is worth one. */
  async finish(result: ProgramResult): Promise<string[]> {
    const told = await Promise.all(this.all.map((recording) => recording.finish(result)));
    return told.flat();
  }
}
