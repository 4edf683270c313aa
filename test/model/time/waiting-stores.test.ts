import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../../src/config/machine.js';
import type { StoreBufferConfig } from '../../../src/config/timing.js';
import { busMachine, classesOf, spentBy, timed } from './by-hand.js';

const buffered = (storeBuffer: Partial<StoreBufferConfig> = {}, mshrs = 0): MachineConfig =>
  busMachine({
    storeBuffer: { entries: 2, forwarding: true, drain: 'eager', ...storeBuffer },
    mshrs: { entries: mshrs, merging: true },
  });

interface Case {
  readonly title: string;
  readonly machine?: MachineConfig;
  readonly trace: string;
  readonly spent: readonly string[];
  readonly classes?: readonly string[];
}

const run = ({ machine = buffered(), trace, spent, classes }: Case): void => {
  const timing = timed(machine, 'MESI', trace).timing();
  expect(spent.map((_, p) => spentBy(timing, p))).toEqual(spent);
  if (classes !== undefined) expect(classesOf(timing)).toEqual(classes);
};

describe('a store that waits', () => {
  const cases: readonly Case[] = [
    {
      title: 'costs its processor the look-up, and the run its drain',
      trace: '0w0',
      spent: ['l1 1 storeBuffer 54'],
      classes: ['memoryLocal 1x 54'],
    },
    {
      title: 'is performed while its processor goes on',
      trace: '0w0 0r4+200',
      spent: ['compute 200 l1 2 bus 13 memory 40'],
    },
    {
      title: 'keeps others from the bus when it is performed',
      trace: '0w0 1r4+20',
      spent: ['l1 1 storeBuffer 54', 'compute 20 l1 1 busWait 34 bus 13 memory 40'],
    },
    {
      title: 'waits for the one before it',
      trace: '0w0 0w4',
      spent: ['l1 2 storeBuffer 107'],
      classes: ['memoryLocal 2x 108'],
    },
    {
      title: 'has to wait outside while the buffer is full',
      trace: '0w0 0w4 0w1',
      spent: ['l1 3 storeBuffer 150'],
    },
    {
      title: 'has to wait outside a buffer of one entry',
      machine: buffered({ entries: 1 }),
      trace: '0w0 0w4',
      spent: ['l1 2 storeBuffer 108'],
    },
    {
      title: 'takes no MSHR, and waits for none',
      machine: buffered({}, 1),
      trace: '0r4 0w0',
      spent: ['l1 2 storeBuffer 105'],
    },
    {
      title: 'is done no sooner than a load of its line that is under way',
      machine: buffered({}, 1),
      trace: '0r0 0w0',
      spent: ['l1 2 mshr 52'],
      classes: ['merged 1x 52', 'memoryLocal 1x 54'],
    },
  ];
  test.each(cases)('$title', run);
});

describe('a load', () => {
  const cases: readonly Case[] = [
    {
      title: 'takes its bytes from a store that has them all',
      trace: '0w0 0r0.4:4',
      spent: ['l1 2 storeBuffer 53'],
      classes: ['forwarded 1x 1', 'memoryLocal 1x 54'],
    },
    {
      title: 'takes them from the youngest store',
      machine: buffered({ entries: 4 }),
      trace: '0w0 0w0:4 0r0:4',
      spent: ['l1 3 storeBuffer 53'],
      classes: ['l1 1x 1', 'forwarded 1x 1', 'memoryLocal 1x 54'],
    },
    {
      title: 'waits for a store that has only some of them',
      trace: '0w0:4 0r0',
      spent: ['l1 2 storeBuffer 54'],
      classes: ['l1 1x 1', 'memoryLocal 1x 54'],
    },
    {
      title: 'waits for the youngest such store though an older one has them all',
      machine: buffered({ entries: 4 }),
      trace: '0w0 0w0:4 0r0',
      spent: ['l1 3 storeBuffer 54'],
      classes: ['l1 2x 2', 'memoryLocal 1x 54'],
    },
    {
      title: 'waits for the drain of a store whose turn has not come',
      trace: '0w0 0w4:4 0r4',
      spent: ['l1 3 storeBuffer 107'],
    },
    {
      title: 'waits for any store of its bytes where none are forwarded',
      machine: buffered({ forwarding: false }),
      trace: '0w0 0r0',
      spent: ['l1 2 storeBuffer 54'],
    },
    {
      title: 'of other bytes of the line waits for the line',
      trace: '0w0 0r0.8',
      spent: ['l1 2 mshr 53'],
      classes: ['merged 1x 54', 'memoryLocal 1x 54'],
    },
    {
      title: 'of other bytes goes on where there are MSHRs that join',
      machine: buffered({}, 2),
      trace: '0w0 0r0.8',
      spent: ['l1 2 mshr 53'],
      classes: ['merged 1x 54', 'memoryLocal 1x 54'],
    },
    {
      title: 'of another line does not wait',
      trace: '0w0 0r4',
      spent: ['l1 2 busWait 53 bus 13 memory 40'],
    },
    {
      title: 'does not look in others’ buffers',
      trace: '0w0 1r0',
      spent: ['l1 1 storeBuffer 73', 'l1 1 bus 13 memory 40'],
    },
  ];
  test.each(cases)('$title', run);

  test('that is forwarded counts for nothing else', () => {
    const model = timed(buffered(), 'MESI', '0w0 0r0');
    expect(model.counters()[0]).toMatchObject({ references: 1, reads: 0, forwardedLoads: 1 });
    expect(model.timing().processors[0]!.references).toBe(2);
  });
});

describe('a lazy buffer', () => {
  const lazy = buffered({ drain: 'lazy' });
  const cases: readonly Case[] = [
    {
      title: 'keeps its stores until the trace has ended',
      trace: '0w0 0r8+500 1r0+100',
      spent: ['compute 500 l1 2 bus 13 memory 50 storeBuffer 21', 'compute 100 l1 1 bus 13 memory 40'],
      classes: ['cacheLocal 1x 21', 'memoryLocal 2x 118'],
    },
    {
      title: 'lets its oldest store go when it is full',
      trace: '0w0 0w4+100 0r8+500',
      spent: ['compute 600 l1 3 bus 13 memory 50 storeBuffer 54'],
    },
    {
      title: 'lets them go down to the one that a load waits for',
      machine: buffered({ drain: 'lazy', entries: 8 }),
      trace: '0w0 0w4:4 0w1 0r4+100 0r8+500',
      spent: ['compute 600 l1 5 bus 13 memory 50 storeBuffer 172'],
    },
    {
      title: 'still forwards',
      trace: '0w0 0r0+100 0r8+500',
      spent: ['compute 600 l1 3 bus 13 memory 40 storeBuffer 64'],
    },
  ];
  test.each(cases)('$title', (each) => run({ machine: lazy, ...each }));
});
