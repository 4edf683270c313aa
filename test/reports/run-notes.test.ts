import { describe, expect, it } from 'vitest';
import { REPORTS } from '../../src/reports/index.js';
import { idleNote, overlapNote, unusedNote, unusedNotes } from '../../src/reports/run-notes.js';
import type { Result } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { createBatch, packMeta } from '../../src/traces/batch.js';
import { workloadSource } from '../../src/workloads/index.js';

const stencil = (processors: number, machine: string): Promise<Result> =>
  simulate({ machine, trace: workloadSource('stencil', { processors, references: 8000, seed: 1 }) });

describe('processors for which the trace has nothing', () => {
  it('are told of, with how to generate the workload for more', async () => {
    const result = await stencil(4, 'dash');
    const note = 'The trace uses 4 of 64 processors: generate it for more with --processors 64.';
    expect(unusedNote(result)).toBe(note);
    expect(REPORTS.md.render([result])).toContain(note);
  });

  it('are told of once for all runs of a comparison', async () => {
    const results = [await stencil(4, 'smp4'), await stencil(4, 'dash'), await stencil(4, 'quad-core')];
    const note =
      'The trace uses 4 of 64 processors of B, 4 of 8 processors of C: generate it for more with --processors 64.';
    expect(unusedNotes(results, ['A', 'B', 'C'])).toBe(note);
    expect(REPORTS.md.render(results, { names: ['A', 'B', 'C'] })).toContain(note);
  });

  it('of a recording have no such mend', async () => {
    const result = await stencil(4, 'dash');
    expect(unusedNote({ ...result, trace: { ...result.trace, format: 'din' } })).toBe(
      'The trace uses 4 of 64 processors.',
    );
  });

  it('are not there where all have references', async () => {
    const result = await stencil(4, 'smp4');
    expect(unusedNote(result)).toBeUndefined();
    expect(unusedNotes([result, result], ['A', 'B'])).toBeUndefined();
  });
});

/** Reads of so many lines of its own by each of two processors, the one after the other. */
const oneAfterTheOther = (each: number, windowReferences: number, mshrs = 0): Promise<Result> => {
  const batch = createBatch(2 * each);
  for (let at = 0; at < 2 * each; at++) {
    batch.addresses[2 * at] = at * 64;
    batch.meta[at] = packMeta(Math.floor(at / each), 0, 4);
  }
  batch.count = 2 * each;
  return simulate({
    machine: { processors: 2, timing: { windowReferences, mshrs: { entries: mshrs } } },
    trace: batch,
    timed: true,
  });
};

describe('processors that wait for their records', () => {
  it('are explained by the window, with the two ways out', async () => {
    const note = idleNote(await oneAfterTheOther(4096, 1024));
    expect(note).toContain('within timing.windowReferences, 1,024 records');
    expect(note).toContain('Raise timing.windowReferences');
    expect(note).toContain('--interleave round-robin');
  });

  it('do not wait in a window that holds them all', async () => {
    expect(idleNote(await oneAfterTheOther(4096, 16384))).toBeUndefined();
  });
});

describe('misses that overlap', () => {
  it('are told of, because the trace does not say which could not have', async () => {
    expect(overlapNote(await oneAfterTheOther(64, 1024, 8))).toContain('timing.mshrs.entries=0');
  });

  it('are not told of where a processor waits for each', async () => {
    expect(overlapNote(await oneAfterTheOther(64, 1024))).toBeUndefined();
    expect(overlapNote(await oneAfterTheOther(64, 1024, 1))).toBeUndefined();
  });

  it('are not told of where there are none', async () => {
    const result = await simulate({
      machine: { processors: 1, timing: { mshrs: { entries: 8 } } },
      trace: workloadSource('private-random', { processors: 1, references: 1, seed: 1 }),
      timed: true,
    });
    expect(overlapNote(result)).toBeUndefined();
  });
});
