/** What stores and misses that nobody waits for spend their time on, worked out by hand. */
import { expect, test } from 'vitest';
import type { TimingConfig } from '../../../src/config/timing.js';
import { busMachine, overlappedBy, spentBy, timed } from './by-hand.js';

const overlapped = (timing: Partial<TimingConfig>, trace: string, processor = 0): string =>
  overlappedBy(timed(busMachine(timing), 'MESI', trace).timing(), processor);

const BUFFERED: Partial<TimingConfig> = { storeBuffer: { entries: 2, forwarding: true, drain: 'eager' } };
const WITH_MSHRS: Partial<TimingConfig> = { mshrs: { entries: 4, merging: true } };

// A line from memory holds the bus for 53 cycles: 13 of its own, and 40 of memory.
test('a store that is drained spends its own look-up, the bus and memory', () => {
  expect(overlapped(BUFFERED, '0w0')).toBe('l1 1 bus 13 memory 40');
});

test('and what it waits for itself, which its processor only knows as the store buffer', () => {
  const timing = timed(busMachine(BUFFERED), 'MESI', '1r4 0w0 0w0').timing();
  expect(spentBy(timing, 0)).toBe('l1 2 storeBuffer 106');
  // The second store finds the line there.
  expect(overlappedBy(timing, 0)).toBe('l1 2 busWait 52 bus 13 memory 40');
});

test('a miss that is not waited for spends all but its look-up', () => {
  expect(overlapped(WITH_MSHRS, '0r0')).toBe('bus 13 memory 40');
});

test('a reference that joins it spends what is left of that', () => {
  // One cycle later, and with a look-up of its own.
  expect(overlapped(WITH_MSHRS, '0r0 0r0')).toBe('bus 13 memory 40 mshr 52');
});

test('a store that is drained while its line is under way waits for the miss', () => {
  expect(overlapped({ ...BUFFERED, ...WITH_MSHRS }, '0r0 0w0')).toBe('l1 1 bus 13 memory 40 mshr 51');
});

test('what a processor waits for does not overlap', () => {
  expect(overlapped({}, '0w0 0r4')).toBe('');
});
