/**
 * Whole JSON reports of two recorded programs, byte for byte, on the default machine with misses
 * classified. `UPDATE_GOLDEN=1 npx vitest run test/golden` writes them anew; look at what changed.
 *
 * How the numbers were checked: reads, writes and instructions against counts of the recordings' own
 * lines (below, and in traces.ts); every counter of every processor against the reference model, which
 * shares no code with the engine (model-agreement.long.test.ts); and word-count against the same program with its tallies
 * padded, recorded and simulated in the same way: the true-sharing misses stay at 1,575, the
 * false-sharing misses fall from 6,940 to 1,319, and no other kind moves by more than one.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPORTS } from '../../src/reports/index.js';
import type { Result } from '../../src/result.js';
import { compare } from '../../src/simulate.js';
import { PROTOCOLS, RECORDED } from './traces.js';

const reports = new URL('reports/', import.meta.url);

describe.each(RECORDED)('$name', ({ name, open, reads, writes, instructions }) => {
  let results: readonly Result[] | undefined;
  /** One run a protocol; the trace is decoded once. */
  const simulated = async (): Promise<readonly Result[]> => {
    results ??= await compare({
      trace: await open(),
      runs: PROTOCOLS.map((protocol) => ({ protocol, classify: true })),
    });
    return results;
  };

  it.each(PROTOCOLS.map((protocol, index) => ({ protocol, index })))(
    'gives the known report under $protocol',
    async ({ protocol, index }) => {
      const report = REPORTS.json.render([(await simulated())[index]!]);
      const golden = new URL(`${name}.${protocol}.json`, reports);
      if (process.env.UPDATE_GOLDEN) {
        mkdirSync(reports, { recursive: true });
        writeFileSync(golden, report);
      }
      expect(report).toBe(readFileSync(golden, 'utf8'));
    },
  );

  it('has the reads, writes and instructions of the recording', async () => {
    for (const { total, trace } of await simulated()) {
      // A record that crosses a line boundary is one reference more.
      expect(total.references).toBe(reads + writes + trace.splits);
      expect(total.reads).toBeGreaterThanOrEqual(reads);
      expect(total.writes).toBeGreaterThanOrEqual(writes);
      expect(trace.records).toBe(reads + writes);
      expect(trace.instructionsSkipped).toBe(instructions);
      expect(trace.badRecords).toBe(0);
    }
  });
});
