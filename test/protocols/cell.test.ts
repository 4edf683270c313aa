import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packCell, stay, unpackCell } from '../../src/protocol/cell.js';
import { ACTION, TXN } from '../../src/protocol/codes.js';

describe('a packed cell', () => {
  it('unpacks to what was packed', () => {
    const state = fc.nat(15);
    const transactions = Object.keys(TXN) as (keyof typeof TXN)[];
    const cells = fc.record({
      transaction: fc.constantFrom(...transactions),
      actions: fc.subarray(Object.values(ACTION)).map((bits) => bits.reduce((all, bit) => all | bit, 0)),
      next: fc.record({ alone: state, shared: state, owned: state }),
    });
    fc.assert(
      fc.property(cells, (cell) => {
        expect(unpackCell(packCell(cell))).toEqual(cell);
      }),
    );
  });

  it('is the state itself, thrice, where nothing happens', () => {
    expect(packCell(stay(3))).toBe(0x333);
  });
});
