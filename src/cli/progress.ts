/** A progress bar on the standard error, for work that takes long enough to wonder. */
import { Presets, SingleBar } from 'cli-progress';
import type { TraceProgress } from '../traces/source.js';
import type { Io } from './io.js';

/** Milliseconds of work before the bar appears. */
const PATIENCE = 500;

type HowFar = Pick<TraceProgress, 'done' | 'total'> & Partial<TraceProgress>;

export interface ProgressBar {
  /** Tells how far the work is: what is done, and where the trace knows it, how much of it. */
  update(records: number, trace: HowFar | undefined): void;
  /** Takes the bar off the screen. Safe to call twice. */
  clear(): void;
}

const SILENT: ProgressBar = { update: () => undefined, clear: () => undefined };

const millions = (count: number): string => (count / 1e6).toFixed(1);

const WITH_END = '{verb} [{bar}] {percentage}% | {millions} M {what}, {rate} M/s | {eta_formatted} left';
const WITHOUT_END = '{verb}: {millions} M {what}, {rate} M/s';

class Bar implements ProgressBar {
  private readonly began = performance.now();
  private bar: SingleBar | undefined;

  constructor(
    private readonly verb: string,
    private readonly io: Io,
    private readonly what: string,
  ) {}

  update(records: number, trace: HowFar | undefined): void {
    const elapsed = performance.now() - this.began;
    if (elapsed < PATIENCE) return;
    const payload = {
      verb: this.verb,
      what: this.what,
      millions: millions(records),
      rate: millions(records / (elapsed / 1000)),
    };
    const total = trace?.total;
    const done = trace?.done ?? records;
    if (this.bar === undefined) {
      this.bar = new SingleBar(
        {
          stream: this.io.stderr,
          format: total === undefined ? WITHOUT_END : WITH_END,
          barsize: 24,
          clearOnComplete: true,
          // Leaves the terminal's line wrapping as it is, so that nothing needs undoing after Ctrl-C.
          linewrap: true,
        },
        Presets.rect,
      );
      this.bar.start(total ?? 0, done, payload);
    } else {
      this.bar.update(done, payload);
    }
  }

  clear(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

/** A bar if the standard error is a terminal and the user wants one. `verb`: `Simulating`, `Writing`. */
export const progressBar = (wanted: boolean, verb: string, io: Io, what = 'references'): ProgressBar =>
  wanted && io.stderr.isTTY ? new Bar(verb, io, what) : SILENT;
