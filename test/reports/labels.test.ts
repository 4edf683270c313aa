import { describe, expect, it } from 'vitest';
import type { MachineConfig } from '../../src/config/machine.js';
import { parseMachine } from '../../src/config/parse.js';
import { labelsOf } from '../../src/reports/labels.js';
import type { Result } from '../../src/result.js';
import { inclusive } from '../plain-machine.js';
import { madeUpResult, madeUpVariant } from './made-up-result.js';

const withMachine = (changes: Partial<MachineConfig>): Result => {
  const result = madeUpResult();
  return { ...result, machine: { ...result.machine, ...changes } };
};
const nodes = parseMachine({ numa: { nodes: 4 } }).numa!;
const { l1 } = madeUpResult().machine;
const l2 = inclusive({ ...l1, size: 2 ** 18 });

describe('runs are called by what differs between them', () => {
  const cases: [what: string, results: Result[], labels: string[]][] = [
    ['nothing, a lone run', [madeUpResult()], ['MESI']],
    ['nothing', [madeUpResult(), madeUpResult()], ['MESI #1', 'MESI #2']],
    ['the protocol', [madeUpResult(), madeUpVariant()], ['MESI', 'MSI']],
    [
      'the processors',
      [withMachine({ processors: 1 }), withMachine({ processors: 8 })],
      ['1 processor', '8 processors'],
    ],
    ['the line', [withMachine({}), withMachine({ lineBytes: 128 })], ['64 B lines', '128 B lines']],
    [
      'the size',
      [withMachine({}), withMachine({ l1: { ...l1, size: 'unlimited' } })],
      ['L1 32 KiB', 'L1 unlimited'],
    ],
    [
      'the ways and the policy',
      [withMachine({}), withMachine({ l1: { ...l1, ways: 'full', replacement: 'FIFO' } })],
      ['L1 8 ways, L1 LRU', 'L1 fully associative, L1 FIFO'],
    ],
    ['an L2', [withMachine({}), withMachine({ l2 })], ['no L2', 'L2 256 KiB']],
    [
      'an L2 and its ways',
      [withMachine({}), withMachine({ l2 }), withMachine({ l2: { ...l2, ways: 4 } })],
      ['no L2', 'L2 256 KiB, L2 8 ways', 'L2 256 KiB, L2 4 ways'],
    ],
    ['nodes', [withMachine({}), withMachine({ numa: nodes })], ['bus', '4 nodes']],
    [
      'the directory and the placement',
      [
        withMachine({ numa: nodes }),
        withMachine({
          numa: {
            ...nodes,
            directory: { ...nodes.directory, organisation: 'limited', pointers: 1 },
            placement: { ...nodes.placement, policy: 'bind', node: 2 },
          },
        }),
      ],
      [
        'directory full map, 4 KiB pages by first touch',
        'directory 1 pointer a line, beyond it recalls, everything on node 2',
      ],
    ],
    [
      'the organisation of the directory',
      (['limited-broadcast', 'coarse-vector', 'sparse'] as const).map((organisation) =>
        withMachine({ numa: { ...nodes, directory: { ...nodes.directory, organisation } } }),
      ),
      [
        'directory 4 pointers a line, beyond them broadcast',
        'directory 4 pointers a line, beyond them a bit for 4 processors',
        'directory sparse, 4,096 entries a node, 8 ways',
      ],
    ],
    [
      'whom the directory tracks',
      (['full-map', 'coarse-vector'] as const).map((organisation) =>
        withMachine({
          numa: { ...nodes, directory: { ...nodes.directory, organisation, tracks: 'nodes' } },
        }),
      ),
      [
        'directory full map, tracking nodes',
        'directory 4 pointers a line, beyond them a bit for 4 nodes, tracking nodes',
      ],
    ],
    [
      'the placement',
      (['line-interleave', 'page-interleave', 'ranges', 'next-touch'] as const).map((policy) =>
        withMachine({ numa: { ...nodes, placement: { ...nodes.placement, policy } } }),
      ),
      [
        'lines over the nodes in turn',
        '4 KiB pages over the nodes in turn',
        'by 0 address ranges, else 4 KiB pages over the nodes in turn',
        '4 KiB pages by next touch, once in 1,000,000 references',
      ],
    ],
    [
      'the network',
      [
        withMachine({ numa: nodes }),
        withMachine({ numa: { ...nodes, network: { ...nodes.network, parameters: { columns: 4 } } } }),
      ],
      ['mesh', 'mesh (columns 4)'],
    ],
    [
      'classification',
      [madeUpResult(), madeUpResult({ classified: false })],
      ['classified', 'not classified'],
    ],
    [
      'the trace',
      [madeUpResult(), madeUpResult({ trace: { ...madeUpResult().trace, name: 'b.din' } })],
      ['made-up.din', 'b.din'],
    ],
    [
      'two things, in one run each',
      [madeUpResult(), madeUpVariant(), withMachine({ seed: 2 })],
      ['MESI, seed 1', 'MSI, seed 1', 'MESI, seed 2'],
    ],
  ];
  it.each(cases)('%s', (_, results, labels) => {
    expect(labelsOf(results)).toEqual(labels);
  });

  it('and never two by one name', () => {
    const results = [madeUpResult(), madeUpVariant(), madeUpResult(), madeUpVariant(), madeUpResult()];
    expect(new Set(labelsOf(results)).size).toBe(results.length);
  });
});

describe('runs that have names are called by them', () => {
  const unlike = withMachine({ processors: 8, lineBytes: 128 });

  it('whatever else differs', () => {
    expect(labelsOf([madeUpResult(), unlike], ['smp4', 'mine'])).toEqual(['smp4', 'mine']);
  });

  it('and namesakes by what differs between them', () => {
    const results = [madeUpResult(), madeUpVariant(), unlike];
    expect(labelsOf(results, ['smp4', 'smp4', 'mine'])).toEqual(['smp4, MESI', 'smp4, MSI', 'mine']);
  });

  it('and by a number where nothing does', () => {
    expect(labelsOf([madeUpResult(), madeUpResult()], ['smp4', 'smp4'])).toEqual(['smp4 #1', 'smp4 #2']);
  });

  it('without what could steer a terminal', () => {
    expect(labelsOf([madeUpResult(), unlike], ['\u001b[2J', 'b'])).toEqual(['\ufffd[2J', 'b']);
  });
});
