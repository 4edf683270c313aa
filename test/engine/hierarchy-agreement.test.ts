/** Hierarchies of every kind: the engine against the model. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { expectAgreement } from './agreement.js';
import { hierarchicalMachine, hierarchyRun } from './any-hierarchy.js';
import { runs } from './runs.js';

const agrees = (machines: fc.Arbitrary<MachineConfig>, few: number): void =>
  fc.assert(
    fc.property(hierarchyRun(machines), fc.boolean(), ({ subject, records }, classify) => {
      expectAgreement(subject, records, classify);
    }),
    runs(few),
  );

const NO_PREFETCH = { kind: 'none', degree: 1, distance: 1, entries: 1 } as const;

/** One part at a time first, so that a difference has few causes. */
const PARTS: readonly [string, (machine: MachineConfig) => MachineConfig][] = [
  ['private levels', (machine) => ({ ...machine, l3: null, tlb: null, prefetch: NO_PREFETCH })],
  ['TLBs', (machine) => ({ ...machine, l3: null, prefetch: NO_PREFETCH })],
  ['prefetchers', (machine) => ({ ...machine, l3: null, tlb: null })],
  ['L3s', (machine) => ({ ...machine, tlb: null, prefetch: NO_PREFETCH })],
  ['everything', (machine) => machine],
];

describe.each(PARTS)(
  'engine and model agree on every counter, transition, state and message: %s',
  (_, only) => {
    test('on a bus', () => {
      agrees(hierarchicalMachine({ numa: false }).map(only), 100);
    });

    test('over nodes', () => {
      agrees(hierarchicalMachine({ numa: true }).map(only), 100);
    });
  },
);
