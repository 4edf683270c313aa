/** Programs that keep incoherent caches coherent themselves, by flush and inval, and what they pay. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineInput } from '../../src/config/machine.js';
import { runProgram } from '../../src/execute/run.js';
import { PROGRAMS, programNamed } from '../../src/programs/library/index.js';
import {
  caches,
  execute,
  given,
  isRight,
  LIMIT,
  models,
  REAL_BARRIERS,
  REAL_LOCKS,
  seeds,
  threadsOf,
} from './library-runs.js';

describe('with coherence=software, caches that nothing keeps coherent do', () => {
  const software = { coherence: 'software' };

  it.each(REAL_LOCKS)('under the lock %s', async (lock) => {
    const result = await execute('counter', threadsOf(lock), { lock, iterations: 50, ...software });
    expect(isRight(result)).toBe(true);
    expect(result.stale!.loads).toBe(0);
  });

  const withBarrier = PROGRAMS.filter(({ parameters }) => parameters.barrier && parameters.coherence);
  it.each(
    withBarrier.flatMap(({ name }) => REAL_BARRIERS.map((barrier): [string, string] => [name, barrier])),
  )('in %s with the barrier %s', async (name, barrier) => {
    const result = await execute(name, 4, given(name, { barrier, ...software }));
    expect(isRight(result)).toBe(true);
    expect(result.stale!.loads).toBe(0);
  });

  const keeping = PROGRAMS.filter(({ parameters }) => parameters.coherence).map(({ name }) => name);
  it('in every program that has the choice, on any caches, in any interleaving', async () => {
    expect(keeping.length).toBeGreaterThanOrEqual(7);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keeping),
        caches,
        fc.constantFrom(16, 64, 128),
        seeds,
        models,
        async (name, machine, lineBytes, seed, model) => {
          const values = given(name, { ...software, ...(name === 'counter' ? { lock: 'ttas' } : {}) });
          const program = programNamed(name).load(4, values, { lineBytes });
          // Four lines of any length.
          const l1 = machine.l1 && { size: 4 * lineBytes, ways: 2 };
          const l2 = machine.l2 && { size: 16 * lineBytes, ways: 2 };
          const result = await runProgram({
            program,
            protocol: 'none',
            limitInstructions: LIMIT,
            machine: { processors: 4, lineBytes, ...(l1 && { l1 }), ...(l2 && { l2 }) } as MachineInput,
            seed,
            model,
          });
          expect(result.stale!.loads).toBe(0);
          expect(isRight(result)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each(keeping)('which %s needs: without it, it meets stale data, and is wrong', async (name) => {
    // Four lines of cache: balances that nobody wrote back would be consistent, each thread's with its own.
    const machine: MachineInput = { processors: 4, l1: { size: 256, ways: 2 } };
    const result = await execute(name, 4, given(name, name === 'counter' ? { lock: 'ttas' } : {}), {
      machine,
    });
    expect(result.ending).toBe('done');
    expect(isRight(result)).toBe(false);
    expect(result.stale!.loads).toBeGreaterThan(0);
  });

  it('for a price: a line fetched and one written back in each critical section', async () => {
    const values = { lock: 'ttas', iterations: 100 };
    const wrong = await execute('counter', 4, values);
    const paid = await execute('counter', 4, { ...values, ...software });
    const cheaper = await execute('counter', 4, values, { protocol: 'MESI' });
    // Each thread fetches the counter once, and keeps it.
    expect([wrong.total.memoryReads, wrong.total.busWB]).toEqual([4, 0]);
    expect([paid.total.memoryReads, paid.total.busWB]).toEqual([400, 400]);
    expect(paid.cycles).toBeGreaterThan(wrong.cycles);
    // The machine fetches from memory what no cache has.
    expect(isRight(cheaper)).toBe(true);
    expect(cheaper.total.memoryReads).toBeLessThan(10);
    expect(cheaper.total.busWB).toBe(0);
  });

  it('for a price in time, too, on a machine with clocks', async () => {
    const values = { lock: 'mcs', iterations: 50 };
    const timed = true;
    const wrong = await execute('counter', 4, values, { timed });
    const paid = await execute('counter', 4, { ...values, ...software }, { timed });
    expect(isRight(paid)).toBe(true);
    // What memory takes for a line, at least: in each of the sections, one after another.
    expect(paid.cycles).toBeGreaterThan(wrong.cycles + 200 * 50);
  });

  it.each(keeping)('%s fetches and writes back more than where the machine sees to it', async (name) => {
    const values = given(name, name === 'counter' ? { lock: 'ttas' } : {});
    const coherentCaches = await execute(name, 4, values, { protocol: 'MESI' });
    const paid = await execute(name, 4, { ...values, ...software });
    expect(isRight(coherentCaches)).toBe(true);
    expect(paid.total.busWB).toBeGreaterThan(coherentCaches.total.busWB);
    expect(paid.total.memoryReads).toBeGreaterThan(coherentCaches.total.memoryReads);
  });
});
