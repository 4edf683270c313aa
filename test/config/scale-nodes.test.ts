import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { withProcessors } from '../../src/config/scale-nodes.js';
import { MACHINES } from '../../src/machines/index.js';

const scaled = (preset: string, processors: number) => {
  const { shape, numa } = withProcessors(parseMachine({ preset }), processors);
  return [numa?.nodes ?? null, shape.sockets, shape.coresPerDie, shape.threadsPerCore];
};

describe('a machine with other processors keeps those of a node', () => {
  it.each([
    ['dash', 64, [16, 16, 4, 1]],
    ['dash', 32, [8, 8, 4, 1]],
    ['dash', 128, [32, 32, 4, 1]],
    ['dash', 4, [1, 1, 4, 1]],
    ['mesh-64', 16, [16, 1, 16, 1]],
    ['origin-2000', 8, [4, 4, 2, 1]],
    ['two-socket', 32, [1, 1, 16, 2]],
  ])('%s with %i', (preset, processors, expected) => {
    expect(scaled(preset, processors)).toEqual(expected);
  });

  it('has one node below that', () => {
    expect(scaled('dash', 2)).toEqual([1, 1, 2, 1]);
    expect(scaled('dash', 1)).toEqual([1, 1, 1, 1]);
  });

  it('spreads what fills no whole nodes over as many as divide it', () => {
    expect(scaled('dash', 6)).toEqual([2, 2, 3, 1]);
    expect(scaled('dash', 7)).toEqual([1, 1, 7, 1]);
  });

  it('is a bus machine with so many processors without nodes', () => {
    expect(scaled('smp4', 16)).toEqual([null, 1, 16, 1]);
  });

  it('keeps the distances between the nodes that are left', () => {
    const distances = [
      [10, 16, 22, 22],
      [16, 10, 28, 22],
      [22, 28, 10, 16],
      [22, 22, 16, 10],
    ];
    const machine = parseMachine({
      processors: 8,
      numa: { nodes: 4, network: { topology: 'fully-connected', distances } },
    });
    expect(withProcessors(machine, 4).numa?.network.distances).toEqual([
      [10, 16],
      [16, 10],
    ]);
  });
});

describe.each(MACHINES.map(({ name, config }) => ({ name, config })))('$name', ({ config }) => {
  it.each([1, 2, 4, 8, 16, 32, 64])('is a machine with %i processors', (processors) => {
    expect(withProcessors(config, processors).processors).toBe(processors);
  });
});
