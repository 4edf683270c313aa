/** The programs of bench/native as contestants. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKED, type Contestant, checkedOfRecord } from '../contestant.js';
import { type NativeProgram, NativeRun, writeStream } from '../native/program.js';
import type { Setup } from '../setup.js';

const chunks = (numbers: readonly string[], size: number): string[][] =>
  Array.from({ length: numbers.length / size }, (_, i) => numbers.slice(i * size, (i + 1) * size));

/**
 * `batches`: as the engine is timed, each batch copied to one place first, and the copying left
 * out. `whole`: the records read where they lie.
 */
export function nativeContestant(
  program: Exclude<NativeProgram, 'execute'>,
  setup: Setup,
  name: string,
  timed: 'batches' | 'whole' = 'batches',
): Contestant {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-bench-'));
  const path = join(folder, 'stream');
  writeStream(path, setup);
  let run = new NativeRun(program, path);
  return {
    name,
    reset: () => {
      run.close();
      run = new NativeRun(program, path);
    },
    pass: () => (timed === 'batches' ? run.pass() : run.whole()),
    counters: async () => {
      const numbers = await run.counters();
      if (program === 'plain') return chunks(numbers, CHECKED.length).map((row) => row.map(Number));
      const records = chunks(numbers, numbers.length / setup.machine.processors);
      return records.map((record) => checkedOfRecord(setup, BigUint64Array.from(record, BigInt)));
    },
    close: () => {
      run.close();
      rmSync(folder, { recursive: true });
    },
  };
}
