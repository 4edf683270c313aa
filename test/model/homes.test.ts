/** Which node is home to a line, worked out by hand for each placement. */
import { describe, expect, test } from 'vitest';
import type { PlacementConfig } from '../../src/config/numa.js';
import { machineWith, messages } from './by-hand.js';

describe('homes', () => {
  const homes = (placement: Partial<PlacementConfig>, trace: string): number[] =>
    messages(machineWith({}, placement, { size: 'unlimited', ways: 1 }), 'MSI', '', trace)
      .filter((message) => message.startsWith('GetS'))
      .map((message) => Number(message.at(-1)));

  test('take lines in turn, or pages of four lines', () => {
    const trace = '0r0 0r1 0r2 0r3 0r4 0r5';
    expect(homes({ policy: 'line-interleave' }, trace)).toEqual([0, 1, 2, 3, 0, 1]);
    expect(homes({ policy: 'page-interleave' }, trace)).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test('are the node that was bound, or that the first range says, or else take pages in turn', () => {
    expect(homes({ policy: 'bind', node: 3 }, '0r0 2r9')).toEqual([3, 3]);
    const ranges = [
      { from: '0x40', to: '0x80', node: 2 },
      { from: '0x0', to: '0xc0', node: 3 },
    ];
    expect(homes({ policy: 'ranges', ranges }, '0r0 0r1 0r2 0r3 0r4')).toEqual([3, 2, 3, 0, 1]);
  });

  test('are where a page was requested first', () => {
    expect(homes({ policy: 'first-touch' }, '4r0 0r1 6r4 0r0')).toEqual([2, 2, 3, 2]);
  });

  test('move with the first request of a later interval of four references', () => {
    // Reference 3 is in the first interval still; reference 4 moves the page, and 5 does not.
    const trace = '4r0 6r0 6r1 0r1 0r2 6r2';
    expect(homes({ policy: 'next-touch' }, trace)).toEqual([2, 2, 2, 2, 0, 0]);
  });

  test('hits neither place nor move a page', () => {
    expect(homes({ policy: 'next-touch', intervalReferences: 1 }, '4r0 4r0 4r0 6r0')).toEqual([2, 3]);
  });
});
