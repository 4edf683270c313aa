import { describe, expect, it } from 'vitest';
import { ContentsCounter } from '../../src/cli/trace-contents.js';
import { OPERATION } from '../../src/protocol/codes.js';
import { createBatch, packMeta } from '../../src/traces/batch.js';

interface Record {
  readonly address: bigint;
  readonly processor?: number;
  readonly operation?: number;
  readonly bytes?: number;
  readonly gap?: number;
}

const contentsOf = (records: readonly Record[]) => {
  const batch = createBatch(records.length + 1);
  records.forEach(({ address, processor = 0, operation = OPERATION.read, bytes = 4, gap = 0 }, i) => {
    batch.addresses[2 * i] = Number(address & 0xffffffffn);
    batch.addresses[2 * i + 1] = Number(address >> 32n);
    batch.meta[i] = packMeta(processor, operation, bytes);
    batch.gaps[i] = gap;
  });
  batch.count = records.length;
  const counter = new ContentsCounter();
  counter.add(batch);
  return counter.contents();
};

describe('the contents of a trace', () => {
  it('are counted by processor and operation', () => {
    const { records, operations, processors } = contentsOf([
      { address: 0n },
      { address: 0n, operation: OPERATION.write },
      { address: 0n, processor: 65535 },
      { address: 0n, operation: OPERATION.instruction },
    ]);
    expect(records).toBe(4);
    expect(operations).toEqual({ read: 2, write: 1, instruction: 1 });
    expect(processors).toEqual([
      { processor: 0, read: 1, write: 1, instruction: 1 },
      { processor: 65535, read: 1, write: 0, instruction: 0 },
    ]);
  });

  it.each([
    { title: 'from the first byte to the last', touched: [[0x100n, 4]], lowest: '0x100', highest: '0x103' },
    {
      title: 'whatever the order',
      touched: [
        [9n, 1],
        [5n, 1],
        [7n, 1],
      ],
      lowest: '0x5',
      highest: '0x9',
    },
    {
      title: 'exact in 64 bits',
      touched: [
        [0xfffffffffffffff0n, 8],
        [0xffffffff00000001n, 1],
      ],
      lowest: '0xffffffff00000001',
      highest: '0xfffffffffffffff7',
    },
    {
      title: 'across a multiple of 4 GiB',
      touched: [[0x1fffffffen, 8]],
      lowest: '0x1fffffffe',
      highest: '0x200000005',
    },
    {
      title: 'of one byte where the trace gives no size',
      touched: [[0x40n, 0]],
      lowest: '0x40',
      highest: '0x40',
    },
  ] as const)('span addresses $title', ({ touched, lowest, highest }) => {
    const { addresses } = contentsOf(touched.map(([address, bytes]) => ({ address, bytes })));
    expect(addresses).toEqual({ lowest, highest });
  });

  it('tell the smallest and the largest access', () => {
    const { accessBytes } = contentsOf([
      { address: 0n, bytes: 8 },
      { address: 0n, bytes: 2 },
      { address: 0n, bytes: 4095 },
    ]);
    expect(accessBytes).toEqual({ smallest: 2, largest: 4095 });
  });

  it('sum the computation between the references', () => {
    expect(
      contentsOf([
        { address: 0n, gap: 0xffffffff },
        { address: 0n, gap: 2 },
      ]).gapCycles,
    ).toBe(4294967297);
  });

  it('of an empty trace have no addresses', () => {
    expect(contentsOf([])).toMatchObject({ records: 0, processors: [], addresses: null, accessBytes: null });
  });
});
