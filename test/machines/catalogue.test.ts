/** Every machine of the catalogue runs as it is, and what it reports adds up. */
import { describe, expect, it } from 'vitest';
import { MACHINES } from '../../src/machines/index.js';
import { REPORTS } from '../../src/reports/index.js';
import type { Result } from '../../src/result.js';
import { simulate } from '../../src/simulate.js';
import { workloadSource } from '../../src/workloads/index.js';

const REFERENCES = 20_000;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const run = (name: string, processors: number): Promise<Result> =>
  simulate({
    machine: name,
    trace: workloadSource('migratory', { processors, references: REFERENCES, seed: 1 }),
  });

describe.each(MACHINES.map(({ name, config }) => ({ name, config })))('$name', ({ name, config }) => {
  it('simulates a workload of its size', async () => {
    const { total, machine } = await run(name, config.processors);
    expect(machine).toEqual(config);
    expect(total.references).toBeGreaterThanOrEqual(REFERENCES);
    expect(total.misses).toBeGreaterThan(0);
  });
});

const NODES = MACHINES.filter(({ config }) => config.numa !== null);

describe.each(NODES.map(({ name, config }) => ({ name, config })))('$name', ({ name, config }) => {
  it('sends each request to a home, here or in another node, but for what its node serves', async () => {
    const { total } = await run(name, config.processors);
    expect(total.localRequests + total.remoteRequests + total.nodeRequests).toBe(
      total.busTransactions - total.busWB,
    );
    expect(total.remoteRequests).toBeGreaterThan(0);
    expect(total.busBytes).toBe(0);
  });

  it('tells its traffic by type and by pair of nodes to the same sum', async () => {
    const { network } = await run(name, config.processors);
    const { messages, matrix, bytes, links, nodes, topology } = network!;
    expect([nodes, topology]).toEqual([config.numa?.nodes, config.numa?.network.topology]);
    expect(sum(matrix.flat())).toBe(sum(messages.map(({ count }) => count)));
    expect(sum(bytes.flat())).toBe(sum(messages.map((message) => message.bytes)));
    for (const { count, hops, byHops } of messages) {
      expect(sum(byHops)).toBe(count);
      expect(sum(byHops.map((crossed, distance) => crossed * distance))).toBe(hops);
    }
    expect(sum(links.map((link) => link.bytes))).toBeGreaterThan(0);
  });

  it('has a report with its network', async () => {
    const report = REPORTS.text.render([await run(name, config.processors)]);
    expect(report).toContain(`NETWORK: ${config.numa?.network.topology.toUpperCase()}, `);
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });
});
