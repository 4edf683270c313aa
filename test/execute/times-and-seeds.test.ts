/** What instructions take and count for, and what the seed of a timed run decides. */
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { programNamed } from '../../src/programs/library/index.js';

/** Cycles from before the instructions to after them, and instructions of the whole program. */
const timeOf = async (text: string) => {
  const program = assemble(`cycle t0\n${text}\ncycle t1\nsub t1, t1, t0\nout t1\nhalt`, { threads: 1 });
  const { output, instructions } = await runProgram({ program });
  // `cycle` tells when it begins, and takes one itself.
  return { cycles: Number(output[0]?.value) - 1, instructions: instructions - 5 };
};

describe('in an untimed run', () => {
  it.each([
    ['li t2, 5', 1, 1],
    ['pause', 10, 1],
    ['note MARK, t0', 0, 0],
  ])('%s takes %i cycles and counts as %i instructions', async (text, cycles, instructions) => {
    expect(await timeOf(text)).toEqual({ cycles, instructions });
  });

  it('no more instructions are done at a time than there are processors', async () => {
    const program = programNamed('counter').load(4, { lock: 'none' });
    const { cycles, instructions } = await runProgram({ program });
    expect(instructions / cycles).toBeLessThanOrEqual(4);
  });
});

describe('a timed run', () => {
  const begin = async (seed: number) => {
    const program = assemble('cycle t0\nout t0\nhalt', { threads: 8 });
    const { output } = await runProgram({ program, timed: true, seed });
    return output.toSorted((a, b) => a.thread - b.thread).map(({ value }) => Number(value));
  };

  it('begins thread 0 at 0, and the others within 1023 cycles, by the seed', async () => {
    const [one, same, other] = [await begin(1), await begin(1), await begin(2)];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    for (const [first, ...rest] of [one, other]) {
      expect(first).toBe(0);
      expect(new Set(rest).size).toBeGreaterThan(4);
      expect(Math.max(...rest)).toBeLessThanOrEqual(1023);
    }
  });

  it('loses other updates of a counter without a lock with other seeds', async () => {
    const counts = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const program = programNamed('counter').load(4, { lock: 'none', iterations: 200 });
      const { findings } = await runProgram({ program, timed: true, seed });
      counts.add(String(findings[0]?.computed));
    }
    expect(counts.size).toBeGreaterThan(2);
  });
});

it.each([1, 5, 6, 7])('%i processors are sampled as they go on', async (processors) => {
  const seen: { cycles: number; transactions: number }[] = [];
  const result = await runProgram({
    program: programNamed('counter').load(processors, { iterations: 4000 }),
    machine: { processors },
    onSample: (sample) => seen.push(sample),
  });
  expect(result.ending).toBe('done');
  expect(seen.length).toBeGreaterThanOrEqual(Math.floor(result.cycles / 10_000));
  expect(seen.at(-1)!.cycles).toBe(result.cycles);
});
