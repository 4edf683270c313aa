/** Clusters as users write them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  applyClusterSettings,
  type ClusterOptions,
  clusterInputFromJson,
  clusterJsonSchema,
  parseCluster,
  runOnCluster,
} from '../../src/cluster/index.js';
import { programResultSchema } from '../../src/execute/result-schema.js';
import { programNamed } from '../../src/programs/library/index.js';

describe('a cluster', () => {
  it('is the usual one where nothing is said, with a node for each thread', () => {
    expect(parseCluster({}, 6)).toMatchObject({
      nodes: 6,
      dsm: 'ivy',
      manager: 'dynamic-distributed',
      pageBytes: 4096,
    });
  });

  it('is its preset with what is given over it, field by field', () => {
    const { messages, costs, ...rest } = parseCluster(
      {
        preset: 'now',
        nodes: 3,
        pageBytes: '8KiB',
        messages: { latencyCycles: 1 },
        topology: { name: 'ring' },
      },
      4,
    );
    const now = parseCluster({ preset: 'now' }, 4);
    expect(messages).toEqual({ ...now.messages, latencyCycles: 1 });
    expect(costs).toEqual(now.costs);
    expect(rest).toMatchObject({ nodes: 3, pageBytes: 8192, topology: { name: 'ring', parameters: {} } });
  });

  it('is complete: it stands for itself', () => {
    const whole = parseCluster({ preset: 'treadmarks-atm', topology: { name: 'mesh' } }, 4);
    expect(parseCluster(whole, 9)).toEqual(whole);
  });
});

describe('settings', () => {
  it('go over the input in order, at any depth', () => {
    const settings = [
      'cluster.preset=cm-5',
      'cluster.costs.faultCycles=5',
      'cluster.costs.faultCycles=7',
      'cluster.topology.name=mesh',
    ];
    expect(applyClusterSettings({ nodes: 2 }, settings)).toEqual({
      nodes: 2,
      preset: 'cm-5',
      costs: { faultCycles: 7 },
      topology: { name: 'mesh' },
    });
  });

  it.each([
    ['cluster.messages.latency=5', 'Did you mean "cluster.messages.latencyCycles"?'],
    ['cluster.messages.latencyCycles=-5', 'messages.latencyCycles is -5; expected a whole number from 0'],
    ['cluster.dsm=tread', 'dsm is "tread"; expected one of none, ivy, lrc'],
    ['cluster', 'expected cluster.path=value'],
  ])('%s: says what is wrong', (setting, message) => {
    expect(() => applyClusterSettings({}, [setting])).toThrow(message);
  });
});

describe('a file', () => {
  it('is told of by its name, with the field', () => {
    expect(() => clusterInputFromJson('{ "messages": { "gapCycles": "1" } }', 'mine.json')).toThrow(
      'mine.json: messages.gapCycles is "1"; expected a whole number from 0 to 1000000000. Write for instance 300.',
    );
    expect(() => clusterInputFromJson('{ "nodes": 4,, }', 'mine.json')).toThrow(
      /mine\.json, line 1, column 14/,
    );
    expect(() => clusterInputFromJson('[]', 'mine.json')).toThrow(
      'expected an object such as { "nodes": 4 }',
    );
  });

  it('is described by a JSON Schema with every field', () => {
    const { properties = {} } = clusterJsonSchema();
    expect(Object.keys(properties)).toEqual([
      '$schema',
      'preset',
      'nodes',
      'dsm',
      'manager',
      'pageBytes',
      'messages',
      'costs',
      'topology',
    ]);
  });

  it('never does more than fail with one sentence, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('nodes', 'messages', 'costs', 'latencyCycles', 'x') }),
        (input) => {
          try {
            parseCluster(input, 2);
          } catch (error) {
            expect(String(error)).toMatch(/^CohortError: cluster: /);
          }
        },
      ),
    );
  });
});

describe('a result', () => {
  it.each<ClusterOptions>([{ dsm: 'none' }, { dsm: 'ivy' }, { dsm: 'lrc', topology: { name: 'ring' } }])(
    'is what the schema of program results describes, and no more: %j',
    async (cluster) => {
      const program = programNamed('collective').load(3);
      const result = await runOnCluster({ program, cluster });
      const strict = z.strictObject(programResultSchema.shape.cluster.unwrap().shape);
      expect(programResultSchema.parse(result)).toEqual(result);
      expect(strict.parse(result.cluster)).toEqual(result.cluster);
    },
  );
});
