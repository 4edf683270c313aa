/**
 * Side by side: every contestant has a few passes in each round, and the rounds go on, so that
 * what the machine does meanwhile meets all of them alike. Figures are medians over all rounds.
 *
 * Every round starts afresh, in new memory: where a program's memory comes to lie can make it half
 * as fast again for as long as it lives, by conflicts in the host's caches, and is chance.
 */
import { Bench } from 'tinybench';
import type { Contestant } from './contestant.js';

export interface Effort {
  readonly rounds: number;
  /** Timed passes of each contestant in a round, after one that is not timed. */
  readonly passes: number;
}

/** What a contest asks of a contestant. */
export type Timed = Pick<Contestant, 'name' | 'reset' | 'pass'>;

/** Nanoseconds a reference. */
export interface Timing {
  readonly median: number;
  readonly fastest: number;
  /** Half the distance between the quartiles. */
  readonly spread: number;
}

const NANOSECONDS_PER_MILLISECOND = 1e6;

export async function contest(
  contestants: readonly Timed[],
  references: number,
  effort: Effort,
): Promise<Timing[]> {
  const samples: number[][] = contestants.map(() => []);
  for (let round = 0; round < effort.rounds; round++) {
    for (const contestant of contestants) await contestant.reset();
    const bench = roundOf(contestants, effort.passes);
    await bench.run();
    bench.tasks.forEach((task, i) => {
      const { result } = task;
      if (!('latency' in result) || !result.latency.samples) throw new Error(`${task.name} was not timed`);
      samples[i]?.push(...result.latency.samples);
    });
  }
  return samples.map((all) => timingOf(all, references));
}

function roundOf(contestants: readonly Timed[], passes: number): Bench {
  const bench = new Bench({
    time: 0,
    iterations: passes,
    warmupTime: 0,
    warmupIterations: 1,
    retainSamples: true,
    throws: true,
  });
  for (const contestant of contestants) {
    bench.add(contestant.name, async () => ({
      overriddenDuration: (await contestant.pass()) / NANOSECONDS_PER_MILLISECOND,
    }));
  }
  return bench;
}

function timingOf(milliseconds: readonly number[], references: number): Timing {
  const sorted = milliseconds
    .map((ms) => (ms * NANOSECONDS_PER_MILLISECOND) / references)
    .sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), fastest: at(0), spread: (at(0.75) - at(0.25)) / 2 };
}
