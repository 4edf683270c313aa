/** Machines of nodes: what may be written, and what it stands for. */
import { describe, expect, it } from 'vitest';
import { fieldText, MACHINE_PATHS } from '../../src/config/fields.js';
import { machineJsonSchema } from '../../src/config/json-schema.js';
import type { MachineConfig, MachineInput } from '../../src/config/machine.js';
import type { NumaConfig } from '../../src/config/numa.js';
import { applySettings, parseMachine } from '../../src/config/parse.js';
import { TOPOLOGIES } from '../../src/topologies/index.js';

const numaOf = (input: MachineInput): NumaConfig => {
  const { numa } = parseMachine(input);
  expect(numa).not.toBeNull();
  return numa!;
};

describe('nodes over a preset that has none', () => {
  it('take a full-map directory, first touch, 4 KiB pages and 8-byte headers', () => {
    expect(numaOf({ numa: { nodes: 4 } })).toEqual({
      nodes: 4,
      directory: {
        organisation: 'full-map',
        tracks: 'processors',
        cleanFrom: 'home',
        pointers: 4,
        regionProcessors: 4,
        entries: 4096,
        ways: 8,
      },
      placement: {
        policy: 'first-touch',
        pageBytes: 4096,
        node: 0,
        ranges: [],
        intervalReferences: 1_000_000,
      },
      network: { topology: 'mesh', parameters: {}, headerBytes: 8, distances: null },
    });
  });

  it.each([
    [1, 'fully-connected'],
    [2, 'fully-connected'],
    [3, 'fully-connected'],
    [4, 'mesh'],
    [6, 'bidirectional-ring'],
    [8, 'bidirectional-ring'],
    [9, 'mesh'],
    [64, 'mesh'],
  ])('%i of them are joined by a topology that fits: %s', (nodes, topology) => {
    expect(numaOf({ processors: nodes, numa: { nodes } }).network.topology).toBe(topology);
  });

  it('keep what was given', () => {
    const numa = numaOf({
      processors: 8,
      numa: {
        nodes: 8,
        directory: { organisation: 'limited', pointers: 2 },
        placement: { policy: 'page-interleave', pageBytes: '64KiB' },
        network: { topology: 'hypercube', parameters: { nodesPerRouter: 2 }, headerBytes: 16 },
      },
    });
    expect(numa.directory).toMatchObject({ organisation: 'limited', pointers: 2, ways: 8 });
    expect(numa.placement).toMatchObject({ policy: 'page-interleave', pageBytes: 65536 });
    expect(numa.network).toEqual({
      topology: 'hypercube',
      parameters: { nodesPerRouter: 2 },
      headerBytes: 16,
      distances: null,
    });
  });
});

describe('nodes over a machine that has some', () => {
  const base = parseMachine({
    processors: 16,
    numa: { nodes: 8, network: { topology: 'mesh', parameters: { columns: 4 } } },
  });
  /** As a preset goes beneath an input: the complete machine, with the input's fields over it. */
  const over = (numa: MachineInput['numa'], settings: readonly string[] = []): MachineConfig['numa'] =>
    parseMachine(applySettings({ ...base, numa: numa === undefined ? base.numa : numa }, settings)).numa;

  it('change one by one by settings', () => {
    expect(
      over(undefined, [
        'numa.directory.organisation=limited',
        'numa.directory.tracks=nodes',
        'numa.directory.pointers=2',
        'numa.placement.pageBytes=16KiB',
        'numa.placement.ranges=[{"from":"0x0","to":"0x1000","node":7}]',
        'numa.network.parameters.columns=8',
      ]),
    ).toEqual({
      ...base.numa,
      directory: { ...base.numa?.directory, organisation: 'limited', tracks: 'nodes', pointers: 2 },
      placement: {
        ...base.numa?.placement,
        pageBytes: 16384,
        ranges: [{ from: '0x0', to: '0x1000', node: 7 }],
      },
      network: { ...base.numa?.network, parameters: { columns: 8 } },
    });
  });

  it('are taken away by null', () => {
    expect(over(null)).toBeNull();
    expect(over(undefined, ['numa=null'])).toBeNull();
  });

  it('may be set where there were none', () => {
    expect(over(null, ['numa.nodes=2'])?.nodes).toBe(2);
  });
});

describe('a setting of nodes', () => {
  it('may name every field, but for those inside a list', () => {
    for (const path of [
      'numa',
      'numa.directory.ways',
      'numa.placement.ranges',
      'numa.network.parameters.rows',
    ]) {
      expect(MACHINE_PATHS).toContain(path);
    }
    expect(MACHINE_PATHS.filter((path) => path.startsWith('numa.placement.ranges.'))).toEqual([]);
  });

  it('that is misspelt is told the nearest', () => {
    expect(() => applySettings({}, ['numa.directory.organization=limited'])).toThrow(
      'Did you mean "numa.directory.organisation"?',
    );
  });

  it('names itself when its value is refused', () => {
    expect(() => applySettings({}, ['numa.nodes=many'])).toThrow(
      '--set "numa.nodes=many": numa.nodes is "many"; expected a whole number from 1 to 256.',
    );
  });

  it('of a topology’s parameter tells whose it is', () => {
    expect(fieldText('numa.network.parameters.columns')?.description).toMatch(/^Of mesh and torus: /);
  });
});

describe('the JSON Schema of a machine', () => {
  it('offers the names of organisations, placements and topologies', () => {
    const text = JSON.stringify(machineJsonSchema());
    expect(text).toContain(JSON.stringify(TOPOLOGIES.map(({ name }) => name)));
    expect(text).toContain(
      '["full-map","limited-broadcast","limited","coarse-vector","sparse","shadow-tags"]',
    );
    expect(text).toContain(
      '["line-interleave","page-interleave","first-touch","bind","ranges","next-touch"]',
    );
  });
});
