/**
 * Traces long and wide enough to meet what the core does only then: it takes back the numbers of
 * lines that nobody holds, grows its tables, and goes through more than one stretch of a batch.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CacheConfig, MachineConfig } from '../../src/config/machine.js';
import { POLICY_NAMES } from '../../src/replacement/index.js';
import { MODEL_PROTOCOLS } from '../model/protocols/index.js';
import { inclusive, plain } from '../plain-machine.js';
import { expectAgreement, runEngine, withProtocol } from './agreement.js';
import { type LongTrace, longTrace } from './arbitraries/long-trace.js';
import { machine } from './arbitraries/machine.js';
import { LONG, runs } from './runs.js';

const cache = (size: CacheConfig['size'], ways: number): CacheConfig => {
  return { size, ways, replacement: 'LRU', write: 'protocol', writeAllocate: 'protocol' };
};

const BASE: MachineConfig = {
  ...plain(4),
  protocol: '',
  lineBytes: 64,
  l1: cache(4096, 4),
  l2: null,
  bus: { wordBytes: 8, addressBytes: 8 },
  numa: null,
  instructions: 'skip',
  seed: 1,
  memoryLimitBytes: 2 ** 31,
};

interface Case extends Omit<LongTrace, 'seed' | 'processors'> {
  readonly title: string;
  readonly machine: MachineConfig;
  readonly protocol: string;
  readonly classify?: true;
}

const wide = { records: 40_000, lines: 50_000, spanBytes: 2n ** 63n };

const CASES: readonly Case[] = [
  { title: 'small caches over many lines far apart', machine: BASE, protocol: 'MESI', ...wide },
  {
    title: 'caches of eight ways that hold more pages than there was room for at first',
    machine: { ...BASE, l1: cache(2 ** 21, 8) },
    protocol: 'MOESIF',
    ...wide,
  },
  { title: 'unlimited caches', machine: { ...BASE, l1: cache('unlimited', 1) }, protocol: 'Dragon', ...wide },
  {
    title: 'classification over many lines',
    machine: { ...BASE, l1: cache(16384, 16) },
    protocol: 'MSI',
    classify: true,
    ...wide,
  },
  {
    title: 'two levels over many lines',
    machine: { ...BASE, l1: cache(2048, 2), l2: inclusive(cache(32768, 8)) },
    protocol: 'Berkeley',
    ...wide,
  },
  {
    title: 'sharer vectors of 200 processors that come and go',
    machine: { ...BASE, ...plain(200), l1: cache(2048, 4) },
    protocol: 'MOSI',
    records: 40_000,
    lines: 300,
    spanBytes: 2n ** 20n,
  },
  {
    title: 'the largest machine, of 1024 processors',
    machine: { ...BASE, processors: 1024, l1: cache(512, 2) },
    protocol: 'Firefly',
    records: 5_000,
    lines: 40,
    spanBytes: 40n * 64n,
  },
  {
    title: 'one batch of more records than the core takes at once',
    machine: { ...BASE, l1: cache(8192, 8) },
    protocol: 'Firefly',
    records: 70_000,
    lines: 400,
    spanBytes: 400n * 64n,
  },
];

test.each(CASES)('engine and model agree on $title', ({ machine, protocol, classify = false, ...trace }) => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const records = longTrace({ ...trace, seed, processors: machine.processors });
      expectAgreement(withProtocol(machine, protocol), records, classify);
    }),
    { numRuns: LONG ? 20 : 1 },
  );
});

test('engine and model agree on long traces of any machine', () => {
  const trace = fc.record({
    seed: fc.nat(),
    lines: fc.integer({ min: 1, max: 1500 }),
    spread: fc.constantFrom(4n, 64n, 2n ** 12n, 2n ** 40n),
  });
  fc.assert(
    fc.property(
      machine,
      fc.constantFrom(...MODEL_PROTOCOLS),
      trace,
      fc.boolean(),
      (config, protocol, each, classify) => {
        const { seed, lines, spread } = each;
        const spanBytes = spread * BigInt(lines);
        const records = longTrace({ seed, records: 2000, processors: config.processors, lines, spanBytes });
        expectAgreement(withProtocol(config, protocol.name), records, classify);
      },
    ),
    runs(20),
  );
});

test.each(POLICY_NAMES)(
  'engine and model agree on a fully associative cache of 300 ways under %s',
  (replacement) => {
    const l1: CacheConfig = { ...cache(300 * 64, 1), ways: 'full', replacement };
    const records = longTrace({ seed: 1, records: 6000, processors: 4, lines: 700, spanBytes: 700n * 64n });
    expectAgreement(withProtocol({ ...BASE, l1 }, 'MOESI'), records, false);
  },
);

test('memory follows the lines that the caches hold, not those that the trace touches', () => {
  const subject = withProtocol(BASE, 'MESI');
  const bytesAfter = (records: number): number =>
    runEngine(
      subject,
      longTrace({ seed: 1, records, processors: 4, lines: records, spanBytes: 2n ** 60n }),
      false,
    ).coreBytes;
  expect(bytesAfter(200_000)).toBe(bytesAfter(50_000));
});
