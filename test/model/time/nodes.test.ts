import { describe, expect, test } from 'vitest';
import type { MachineConfig } from '../../../src/config/machine.js';
import { classesOf, nodesMachine, spentBy, TIMING, timed, usesOf } from './by-hand.js';

interface Case {
  readonly title: string;
  readonly machine?: MachineConfig;
  readonly protocol?: string;
  readonly trace: string;
  /** Whose time is looked at. */
  readonly processor: number;
  readonly spent: string;
  readonly classes?: readonly string[];
}

const run = ({
  machine = nodesMachine(),
  protocol = 'MESI',
  trace,
  processor,
  spent,
  classes,
}: Case): void => {
  const timing = timed(machine, protocol, trace).timing();
  expect(spentBy(timing, processor)).toBe(spent);
  if (classes !== undefined) expect(classesOf(timing)).toEqual(classes);
};

// A message without a line takes 12 cycles to the next node, 22 to the one after; with a line 28 and 38; 6 within a node.
describe('between nodes', () => {
  const cases: readonly Case[] = [
    {
      title: 'a line at home takes two messages within the node, the directory and memory',
      trace: '0r0',
      processor: 0,
      spent: 'l1 1 link 12 directory 11 memory 44',
      classes: ['memoryLocal 1x 68'],
    },
    {
      title: 'a line of the next node takes two messages there and back',
      trace: '0r1',
      processor: 0,
      spent: 'l1 1 link 40 directory 11 memory 44',
      classes: ['memoryRemote 1x 96'],
    },
    {
      title: 'each link further takes its hop, but not the message anew',
      trace: '0r2',
      processor: 0,
      spent: 'l1 1 link 60 directory 11 memory 44',
    },
    {
      title: 'a dirty line elsewhere takes three messages: to the home, to the owner, and from there',
      trace: '4w1 0r1+500',
      processor: 0,
      spent: 'compute 500 l1 1 link 62 directory 11 cache 7',
      classes: ['cacheRemote 1x 81', 'memoryRemote 1x 96'],
    },
    {
      title: 'a dirty line in another cache of the own node is asked for at its home all the same',
      trace: '0w1 1r1+500',
      processor: 1,
      spent: 'compute 500 l1 1 link 30 directory 11 cache 7',
      classes: ['cacheLocal 1x 49', 'memoryRemote 1x 96'],
    },
    {
      title: 'an upgrade waits for the acknowledgement that comes last',
      trace: '4r0 0r0+500 0w0+500',
      processor: 0,
      spent: 'compute 1000 l1 2 link 116 directory 22 cache 14',
      classes: ['upgrade 1x 69', 'cacheRemote 1x 85', 'memoryRemote 1x 116'],
    },
    {
      title: 'an upgrade with nobody to tell waits for the home',
      protocol: 'MSI',
      trace: '0r1 0w1',
      processor: 0,
      spent: 'l1 2 link 64 directory 22 memory 44',
    },
    {
      title: 'a home looks one line up at a time',
      trace: '0r0 1r4',
      processor: 1,
      spent: 'l1 1 link 12 directoryWait 13 directory 11 memory 44',
    },
    {
      title: 'messages wait for links, requests on one and lines on the other',
      trace: '0r1 1r5',
      processor: 1,
      spent: 'l1 1 linkWait 7 link 40 directoryWait 11 directory 11 memory 44',
    },
    {
      title: 'a line on its way is waited for before its home is asked',
      trace: '0r0 1r0',
      processor: 1,
      spent: 'l1 1 link 18 directory 11 cache 7 lineWait 67',
    },
    {
      title: 'an entry that has to be made waits for the copies of the one that goes',
      machine: nodesMachine({ organisation: 'sparse', entries: 1, ways: 1 }),
      trace: '4r0 0r4+500',
      processor: 0,
      spent: 'compute 500 l1 1 link 12 directoryWait 51 directory 11 memory 44',
    },
    {
      title: 'recalls go out together, but for the link that they share',
      machine: nodesMachine({ organisation: 'sparse', entries: 1, ways: 1 }),
      trace: '4r0 2r0+500 0r4+1000',
      processor: 0,
      spent: 'compute 1000 l1 1 link 12 directoryWait 53 directory 11 memory 44',
    },
    {
      title: 'invalidations of those that hold nothing are waited for like others',
      machine: nodesMachine({ organisation: 'limited-broadcast', pointers: 1 }),
      trace: '0r0 1r0+500 1w0+500',
      processor: 1,
      spent: 'compute 1000 l1 2 linkWait 6 link 68 directory 22 cache 14',
    },
    {
      title: 'a pointer that has to be made costs its new holder nothing',
      machine: nodesMachine({ organisation: 'limited', pointers: 1 }),
      trace: '4r0 0r0+500',
      processor: 0,
      spent: 'compute 500 l1 1 link 66 directory 11 cache 7',
    },
    {
      title: 'a word written through is acknowledged by the home',
      protocol: 'VI',
      trace: '0w1',
      processor: 0,
      spent: 'l1 1 link 26 directory 11',
      classes: ['upgrade 1x 38'],
    },
    {
      title: 'what takes no time is not waited for',
      machine: nodesMachine(
        {},
        {
          directory: { lookupCycles: 0, occupancyCycles: 0 },
          network: { ...TIMING.network, localCycles: 0 },
        },
      ),
      trace: '0r0 1r4',
      processor: 1,
      spent: 'l1 1 memoryWait 4 memory 44',
    },
  ];
  test.each(cases)('$title', run);

  test('an owner writes back to the home while its line is on the way to the requester', () => {
    expect(usesOf(timed(nodesMachine(), 'MESI', '4w1 0r1+500').timing())).toEqual([
      'link 0 1x 2 waited 0',
      'link 2 2x 20 waited 0',
      'link 3 2x 20 waited 0',
      'link 4 1x 18 waited 0',
      'link 6 1x 18 waited 0',
      'directory 1.1 2x 26 waited 0',
      'bank 1.0 2x 44 waited 0',
      'channel 1.0 2x 8 waited 0',
    ]);
  });

  test('a victim goes home when its successor has come', () => {
    const timing = timed(nodesMachine(), 'MESI', '0w1 0r0 0r4 0r8 0r12').timing();
    expect(timing.memory[1]).toMatchObject({ reads: 1, writes: 1, rowHits: 1 });
    expect(usesOf(timing).filter((use) => use.startsWith('link'))).toEqual([
      'link 0 2x 20 waited 0',
      'link 1 2x 20 waited 0',
    ]);
  });

  test('a word written through takes the home’s memory for the word alone', () => {
    expect(usesOf(timed(nodesMachine(), 'VI', '0w1').timing())).toEqual([
      'link 0 1x 4 waited 0',
      'link 1 1x 2 waited 0',
      'directory 1.1 1x 13 waited 0',
      'bank 1.0 1x 40 waited 0',
      'channel 1.0 1x 1 waited 0',
    ]);
  });

  test('a pointer that has to be made takes links after the requester has its line', () => {
    const machine = nodesMachine({ organisation: 'limited', pointers: 1 });
    const links = usesOf(timed(machine, 'MESI', '4r0 0r0+500').timing()).filter((use) =>
      use.startsWith('link'),
    );
    expect(links).toEqual([
      'link 0 3x 22 waited 2',
      'link 2 3x 22 waited 0',
      'link 4 3x 22 waited 16',
      'link 6 3x 22 waited 0',
    ]);
  });
});

describe('between nodes whose caches snoop one another', () => {
  const machine = nodesMachine({ tracks: 'nodes' });
  const cases: readonly Case[] = [
    {
      title: 'a request goes over the node’s bus first',
      trace: '0r0',
      processor: 0,
      spent: 'l1 1 bus 5 link 12 directory 11 memory 44 cache 7',
      classes: ['memoryLocal 1x 80'],
    },
    {
      title: 'the caches of the node serve each other over its bus',
      trace: '0r1 1r1+500',
      processor: 1,
      spent: 'compute 500 l1 1 bus 13 cache 7',
      classes: ['cacheLocal 1x 21', 'memoryRemote 1x 108'],
    },
    {
      title: 'an upgrade that the node may settle needs no data wires',
      protocol: 'MOESI',
      trace: '0w1 1r1+500 1w1+500',
      processor: 1,
      spent: 'compute 1000 l1 2 bus 18 cache 14',
    },
    {
      title: 'an upgrade that concerns others for all that the node knows goes to the home',
      trace: '0r1 1r1+500 1w1+500',
      processor: 1,
      spent: 'compute 1000 l1 2 bus 18 link 24 directory 11 cache 14',
    },
    {
      title: 'the node’s bus is waited for',
      trace: '0r0 1r4',
      processor: 1,
      spent: 'l1 1 busWait 5 bus 5 link 12 directoryWait 8 directory 11 memory 44 cache 7',
    },
    {
      title: 'another node answers for all of its caches, where they supply',
      machine: nodesMachine({ tracks: 'nodes', cleanFrom: 'sharer' }),
      trace: '4r0 5r0+500 0r0+1000 0w0+500',
      processor: 0,
      spent: 'compute 1500 l1 2 bus 10 link 116 directory 22 cache 28',
    },
    {
      // A row that is open, and another node that need not be asked before the write.
      title: 'the home answers for what they share',
      trace: '4r0 5r0+500 0r0+1000 0w0+500',
      processor: 0,
      spent: 'compute 1500 l1 2 bus 10 link 62 directory 22 memory 34 cache 21',
    },
    {
      title: 'who has the line from its neighbour may still have to wait for the home',
      trace: '4r0 0r0+500 1w0+1000',
      processor: 1,
      spent: 'compute 1000 l1 1 bus 5 link 50 directory 11 cache 14',
      classes: ['cacheLocal 1x 81', 'cacheRemote 1x 97', 'memoryRemote 1x 128'],
    },
  ];
  test.each(cases)('$title', (each) => run({ machine, ...each }));

  test('a flush within the node goes to the home’s memory', () => {
    const timing = timed(machine, 'MESI', '0w1 1r1+500').timing();
    expect(timing.memory[1]).toMatchObject({ reads: 1, writes: 1 });
    expect(usesOf(timing)).toContain('link 0 2x 20 waited 0');
  });
});

describe('on shared wires', () => {
  const over = (topology: string): MachineConfig => {
    const machine = nodesMachine();
    return { ...machine, numa: { ...machine.numa!, network: { ...machine.numa!.network, topology } } };
  };
  const links = (topology: string, trace: string): string[] =>
    usesOf(timed(over(topology), 'MESI', trace).timing()).filter((use) => use.startsWith('link'));

  // The second request sets out while the line of the first is under way.
  const trace = '0r1 2r2+80';

  test('a request waits for a line that crosses', () => {
    expect(links('bus', '0r1')).toEqual(['link 0 2x 20 waited 0']);
    expect(links('bus', trace)).toEqual(['link 0 4x 40 waited 5']);
  });

  test('of a split-transaction bus it does not, since lines have wires of their own', () => {
    expect(links('split-transaction-bus', trace)).toEqual(['link 0 2x 4 waited 0', 'link 1 2x 36 waited 0']);
  });
});
