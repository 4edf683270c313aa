import { describe, expect, it } from 'vitest';
import { traceFromArrays } from '../../src/traces/arrays.js';
import { traceInfo } from '../../src/traces/info.js';
import { FETCH, longTrace, READ, readAll, record, sourceOf, WRITE } from './records.js';

describe('a trace from arrays', () => {
  it('has exact 64-bit addresses, from BigInts and from numbers', async () => {
    const top = (1n << 64n) - 1n;
    const big = traceFromArrays({ addresses: BigUint64Array.of(top, 1n << 53n) });
    expect(await readAll(big)).toEqual([record(0, READ, top), record(0, READ, 1n << 53n)]);
    const numbers = traceFromArrays({
      addresses: [2 ** 53 - 1, 2 ** 32],
      processors: 1,
      operations: [1, 2],
      sizes: 8,
      gaps: 3,
    });
    expect(await readAll(numbers)).toEqual([
      record(1, WRITE, 2 ** 53 - 1, 8, 3),
      record(1, FETCH, 2 ** 32, 8, 3),
    ]);
  });

  it('can be read again, in batches of its own', async () => {
    const addresses = Uint32Array.from({ length: 40_000 }, (_, i) => i * 4);
    const source = traceFromArrays({ addresses, processors: Uint8Array.from(addresses, (_, i) => i % 3) });
    expect(source.processors).toBe(3);
    expect(await readAll(source)).toEqual(await readAll(source));
    expect(source.progress?.()).toEqual({ done: 40_000, total: 40_000, unit: 'references' });
  });

  it.each([
    [{ addresses: [] }, 'the trace has no references: addresses is empty'],
    [
      { addresses: [1, 2], processors: [0] },
      'processors has 1 elements and addresses has 2; expected as many',
    ],
    [
      { addresses: [1], processors: [65536] },
      'processors[0] is 65536; expected a whole number from 0 to 65535',
    ],
    [{ addresses: [1], operations: [3] }, 'operations[0] is 3; expected a whole number from 0 to 2'],
    [{ addresses: [1], sizes: 4096 }, 'sizes[0] is 4096; expected a whole number from 0 to 4095'],
    [{ addresses: [1], gaps: [-1] }, 'gaps[0] is -1; expected a whole number from 0 to 4294967295'],
  ])('refuses %j', (arrays, message) => {
    expect(() => traceFromArrays(arrays)).toThrow(message);
  });

  it.each([[[0.5]], [[-1]], [[2 ** 53]], [[1n << 64n]], [[-1n]]])(
    'refuses the address %s',
    async (addresses) => {
      await expect(readAll(traceFromArrays({ addresses }))).rejects.toThrow('addresses[0] is');
    },
  );
});

describe('the summary of a trace', () => {
  it('counts operations, processors, sizes, gaps and addresses', async () => {
    const info = await traceInfo(
      sourceOf([
        record(0, READ, 0x1000, 8, 2),
        record(0, FETCH, 0x400000, 4),
        record(5, WRITE, 0x1004, 4, 3),
        record(5, READ, 0xffff_ffff_ffff_fff8n, 8),
      ]),
    );
    expect(info).toMatchObject({
      records: 4,
      operations: { reads: 2, writes: 1, instructions: 1 },
      processors: [
        { processor: 0, reads: 1, writes: 0, instructions: 1 },
        { processor: 5, reads: 1, writes: 1, instructions: 0 },
      ],
      addresses: { first: '0x1000', last: '0xffffffffffffffff' },
      sizes: [
        { bytes: 4, records: 2 },
        { bytes: 8, records: 2 },
      ],
      gapCycles: 5,
      lines: { unitBytes: 64, units: 2, exact: true, shared: 1, writeShared: 1 },
      pages: { unitBytes: 4096, units: 2, exact: true, shared: 1, writeShared: 1 },
      partial: false,
    });
  });

  it('counts every line that an access touches, and shares only what others touch', async () => {
    const { lines, pages } = await traceInfo(
      sourceOf([
        record(0, READ, 0xffff_fffen, 4),
        record(1, READ, 0x1_0000_0040n, 200),
        record(0, WRITE, 0x1_0000_0000n, 1),
      ]),
    );
    expect(lines).toMatchObject({ units: 6, shared: 0 });
    expect(pages).toMatchObject({ units: 2, shared: 1, writeShared: 1 });
  });

  it('agrees with plain sets on any trace', async () => {
    const records = longTrace(20_000, 3);
    const { lines } = await traceInfo(sourceOf(records));
    const owners = new Map<bigint, Set<number>>();
    const written = new Set<bigint>();
    for (const { address, bytes, processor, operation } of records) {
      for (let line = address / 64n; line <= (address + BigInt(bytes) - 1n) / 64n; line++) {
        owners.set(line, (owners.get(line) ?? new Set()).add(processor));
        if (operation === WRITE) written.add(line);
      }
    }
    const shared = [...owners].filter(([, by]) => by.size > 1).map(([line]) => line);
    expect(lines).toEqual({
      unitBytes: 64,
      units: owners.size,
      exact: true,
      shared: shared.length,
      writeShared: shared.filter((line) => written.has(line)).length,
    });
  });

  it('is a lower bound where there are more lines than it remembers', async () => {
    const { lines } = await traceInfo(
      traceFromArrays({ addresses: Float64Array.from({ length: 1_100_000 }, (_, i) => i * 64) }),
    );
    expect(lines).toMatchObject({ units: 2 ** 20, exact: false });
  });
});
