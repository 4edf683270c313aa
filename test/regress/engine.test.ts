/** Cases in which the engine was once wrong, or could easily be; each as small as it could be made. */
import { expect, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { expectAgreement, runEngine, withProtocol } from '../engine/agreement.js';
import { plain } from '../plain-machine.js';

const MACHINE: MachineConfig = {
  ...plain(2),
  protocol: 'MSI',
  lineBytes: 4,
  l1: { size: 16, ways: 4, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' },
  l2: null,
  bus: { wordBytes: 4, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 1,
  memoryLimitBytes: 2 ** 26,
};

test('an instruction fetch that crosses lines is left out once, and splits nothing', () => {
  const records = [{ processor: 0, operation: 'instruction', address: 2n, bytes: 5 }] as const;
  const engine = runEngine(withProtocol(MACHINE, 'MSI'), records, false);
  expect({ skipped: engine.instructionsSkipped, splits: engine.splits }).toEqual({ skipped: 1, splits: 0 });
});

test('an access across the last address goes on at the first', () => {
  const subject = withProtocol(MACHINE, 'MSI');
  const records = [{ processor: 1, operation: 'write', address: 2n ** 64n - 2n, bytes: 8 }] as const;
  expectAgreement(subject, records, true);
  const lines = runEngine(subject, records, true).states();
  expect(lines.map(({ line }) => line)).toEqual([0n, 1n, 2n ** 62n - 1n]);
});

test('the widest access cuts into as many references as the narrowest lines make of it', () => {
  const subject = withProtocol(MACHINE, 'MSI');
  const records = [{ processor: 0, operation: 'read', address: 3n, bytes: 4095 }] as const;
  expectAgreement(subject, records, true);
  expect(runEngine(subject, records, true).splits).toBe(1024);
});
