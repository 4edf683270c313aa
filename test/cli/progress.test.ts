import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { progressBar } from '../../src/cli/progress.js';

const surroundings = (isTTY: boolean): { io: Io; shown: () => string } => {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const io = { stdout: new PassThrough(), stderr, env: {}, signal: new AbortController().signal };
  return { io, shown: () => String(stderr.read() ?? '') };
};

describe('the progress bar', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does not appear for work that is done at once', () => {
    const { io, shown } = surroundings(true);
    const bar = progressBar(true, 'Simulating', io);
    vi.advanceTimersByTime(400);
    bar.update(1000, { done: 50, total: 100, unit: 'bytes' });
    bar.clear();
    expect(shown()).toBe('');
  });

  it('shows share, references and rate of what takes longer', () => {
    const { io, shown } = surroundings(true);
    const bar = progressBar(true, 'Simulating', io);
    vi.advanceTimersByTime(2000);
    bar.update(8_000_000, { done: 50, total: 100, unit: 'bytes' });
    expect(shown()).toContain('50% | 8.0 M references, 4.0 M/s');
    bar.clear();
  });

  it('shows no share of a trace whose end is unknown', () => {
    const { io, shown } = surroundings(true);
    const bar = progressBar(true, 'Reading', io);
    vi.advanceTimersByTime(2000);
    bar.update(8_000_000, { done: 12345, total: undefined, unit: 'bytes' });
    const text = shown();
    expect(text).toContain('Reading: 8.0 M references, 4.0 M/s');
    expect(text).not.toContain('%');
    bar.clear();
  });

  it('is cleared at the end', () => {
    const { io, shown } = surroundings(true);
    const bar = progressBar(true, 'Simulating', io);
    vi.advanceTimersByTime(2000);
    bar.update(1000, { done: 50, total: 100, unit: 'bytes' });
    bar.clear();
    // The last thing written erases the line.
    expect(shown().endsWith('\u001b[2K')).toBe(true);
  });

  it.each([
    ['the standard error is no terminal', false, true],
    ['it is not wanted', true, false],
  ])('never appears if %s', (_, isTTY, wanted) => {
    const { io, shown } = surroundings(isTTY);
    const bar = progressBar(wanted, 'Simulating', io);
    vi.advanceTimersByTime(2000);
    bar.update(1000, { done: 50, total: 100, unit: 'bytes' });
    bar.clear();
    expect(shown()).toBe('');
  });
});
