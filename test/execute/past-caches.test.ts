/** What programs synchronise by where nothing is coherent goes past the caches, word by word over the bus. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import type { ProgramResult } from '../../src/execute/result.js';
import { runProgram } from '../../src/execute/run.js';
import { assemble } from '../../src/programs/assemble.js';
import { PROGRAM_REPORTS } from '../../src/reports/program-reports.js';

interface Run {
  readonly threads?: number;
  readonly protocol?: string;
  readonly machine?: MachineInput;
  readonly timed?: boolean;
}

/** Does the instructions; s0 is the address of what threads synchronise by, s1 that of other data. */
const run = async (instructions: readonly string[], options: Run = {}): Promise<ProgramResult> => {
  const { threads = 1, protocol = 'none', ...rest } = options;
  const data = ['.data', '.sync', 'word: .space 64', '.endsync', '.line', 'data: .dword 0'];
  const text = [...data, '.text', 'main: la s0, word', 'la s1, data', ...instructions, 'halt'].join('\n');
  return runProgram({ ...rest, protocol, program: assemble(text, { threads }) });
};

const MIXED = ['ld t0, (s0)', 'sd t0, (s0)', 'fadd.d t1, t0, (s0)', 'ld t0, (s1)'];

describe('accesses past the caches', () => {
  it('are counted by themselves, an atomic one that writes as a read and a write', async () => {
    const result = await run(MIXED);
    expect(result.uncachedAccesses).toBe(4);
    expect(result.total.references).toBe(1);
    const text = PROGRAM_REPORTS.text.render([result], { width: 200 });
    expect(text).toContain('Besides, 4 reads and writes of synchronisation data went past the caches');
  });

  it('are none where caches are coherent', async () => {
    const result = await run(MIXED, { protocol: 'MESI' });
    expect(result.uncachedAccesses).toBe(0);
    expect(result.total.references).toBe(4);
    expect(PROGRAM_REPORTS.text.render([result], { width: 200 })).not.toContain('past the caches');
  });

  it('are transactions of words on the bus, beside those that bring lines', async () => {
    const { total } = await run(MIXED);
    expect(total).toMatchObject({
      busRd: 2 + 1,
      busWr: 2,
      busTransactions: 5,
      memoryWordReads: 2,
      memoryWordWrites: 2,
      memoryReads: 1,
      busDataBytes: 64 + 4 * 8,
      busAddressBytes: 5 * 8,
    });
  });

  it('move as many bus words as they lie in, and are counted where they were made', async () => {
    const sizes: readonly [string, number][] = [
      ['b', 1],
      ['h', 2],
      ['w', 4],
      ['d', 8],
    ];
    const access = fc
      .record({ store: fc.boolean(), size: fc.constantFrom(...sizes), place: fc.nat(63) })
      .map(({ store, size: [letter, bytes], place }) => ({
        store,
        bytes,
        text: `${store ? 's' : 'l'}${letter} t0, ${place - (place % bytes)}(s0)`,
      }));
    await fc.assert(
      fc.asyncProperty(fc.array(access, { maxLength: 40 }), async (accesses) => {
        const machine = { processors: 2, bus: { wordBytes: 4, addressBytes: 6 } };
        const texts = accesses.map(({ text }) => text);
        const { processors } = await run(texts, { threads: 2, machine });
        const words = (of: readonly { readonly bytes: number }[]): number =>
          of.reduce((sum, { bytes }) => sum + Math.ceil(bytes / 4), 0);
        const stores = accesses.filter(({ store }) => store);
        const loads = accesses.filter(({ store }) => !store);
        for (const counters of processors) {
          expect(counters).toMatchObject({
            busRd: loads.length,
            busWr: stores.length,
            memoryWordReads: words(loads),
            memoryWordWrites: words(stores),
            busDataBytes: 4 * words(accesses),
            busAddressBytes: 6 * accesses.length,
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('accesses past the caches, in time', () => {
  const load = 'ld t0, (s0)';
  const cyclesOf = async (count: number, options: Run): Promise<number> =>
    (await run(Array<string>(count).fill(load), { ...options, timed: true })).cycles;

  it('take the bus and memory: one more load of an open row adds 4 + 60 + 1 cycles', async () => {
    expect((await cyclesOf(3, {})) - (await cyclesOf(2, {}))).toBe(4 + 60 + 1);
  });

  it('stall the thread for the bus and for memory', async () => {
    const stalls = async (count: number): Promise<readonly number[]> => {
      const { timing } = await run(Array<string>(count).fill(load), { timed: true });
      const { bus, memory } = timing!.processors[0]!.stalls;
      return [bus, memory];
    };
    const [before, after] = [await stalls(2), await stalls(3)];
    expect(after.map((cycles, i) => cycles - before[i]!)).toEqual([4 + 1, 60]);
  });

  it('are in each other’s way on the bus', async () => {
    const alone = await cyclesOf(50, { threads: 1 });
    expect(await cyclesOf(50, { threads: 4 })).toBeGreaterThan(3 * alone);
  });
});
