import { describe, expect, it } from 'vitest';
import { openTraceBytes } from '../../src/traces/open.js';
import { FETCH, inPieces, messageOf, parse, READ, type Record, readAll, record, WRITE } from './records.js';

/** One of ChampSim's 64-byte records. */
const instruction = (ip: bigint, sources: readonly bigint[], destinations: readonly bigint[]): Uint8Array => {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, ip, true);
  for (const [i, address] of destinations.entries()) view.setBigUint64(16 + 8 * i, address, true);
  for (const [i, address] of sources.entries()) view.setBigUint64(32 + 8 * i, address, true);
  return bytes;
};

const fetchOf = (ip: bigint): Record => record(0, FETCH, ip, 4);
const readOf = (address: bigint): Record => record(0, READ, address, 8);
const writeOf = (address: bigint): Record => record(0, WRITE, address, 8);

describe('a ChampSim record', () => {
  it('gives the fetch, then its reads, then its writes', async () => {
    const bytes = instruction(0x400100n, [0x7fff_0000_0010n, 0x20n, 0x30n, 0x40n], [0x50n, 0x60n]);
    expect(await parse(bytes, { format: 'champsim' })).toEqual([
      fetchOf(0x400100n),
      readOf(0x7fff_0000_0010n),
      readOf(0x20n),
      readOf(0x30n),
      readOf(0x40n),
      writeOf(0x50n),
      writeOf(0x60n),
    ]);
  });

  it('has no operand where the address is 0', async () => {
    const bytes = instruction(0xffff_ffff_8000_0000n, [0n, 0x20n], [0n, 0x60n]);
    expect(await parse(bytes)).toEqual([fetchOf(0xffff_ffff_8000_0000n), readOf(0x20n), writeOf(0x60n)]);
  });

  it('is read the same however the bytes come', async () => {
    const parts = Array.from({ length: 500 }, (_, i) => instruction(BigInt(i + 1), [BigInt(i * 8)], []));
    const bytes = new Uint8Array(Buffer.concat(parts));
    const source = await openTraceBytes(() => inPieces(bytes, 37), { format: 'champsim' });
    expect(await readAll(source)).toEqual(await parse(bytes, { format: 'champsim' }));
  });

  it('that is cut short is an error with its byte offset', async () => {
    const bytes = new Uint8Array(Buffer.concat([instruction(1n, [], []), instruction(2n, [], [])])).subarray(
      0,
      100,
    );
    expect(await messageOf(parse(bytes, { format: 'champsim' }))).toBe(
      'test: the file is cut short: of the record at byte 64, which has 64 bytes, there are 36. Copy the file again, or read what is there with strict off',
    );
    expect(await parse(bytes, { format: 'champsim', strict: false })).toEqual([fetchOf(1n)]);
  });
});
