import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  hopMatrix,
  routeRow,
  routeTable,
  routeTableEntries,
} from '../../src/topologies/index.js';
import { ANY_NETWORK } from './any-network.js';
import { pairsOf } from './graph.js';

const anyNetwork = fc.oneof(...Object.values(ANY_NETWORK));

describe('the table of routes', () => {
  it('holds every route, in the order of the pairs', () => {
    fc.assert(
      fc.property(anyNetwork, fc.constantFrom('request', 'response'), (network, message) => {
        const { offsets, links } = routeTable(network, message);
        const differing = pairsOf(network).filter(([from, to], pair) => {
          const held = links.slice(offsets[pair]!, offsets[pair + 1]!);
          return held.join() !== network.route(from, to, message).join();
        });
        expect(differing).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('is as long as was foretold, with nothing left over', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const { offsets, links } = routeTable(network);
        expect(offsets).toHaveLength(network.nodes ** 2 + 1);
        expect(offsets.at(-1)).toBe(links.length);
        expect(links).toHaveLength(routeTableEntries(network));
      }),
      { numRuns: 40 },
    );
  });

  it('has the rows that are made one by one', () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(), (network, number) => {
        const from = number % network.nodes;
        const { offsets, links } = routeTable(network);
        const row = routeRow(network, from);
        const first = offsets[from * network.nodes]!;
        expect([...row.links]).toEqual([...links.slice(first, offsets[(from + 1) * network.nodes]!)]);
        expect([...row.offsets]).toEqual(
          [...offsets.slice(from * network.nodes, (from + 1) * network.nodes + 1)].map((at) => at - first),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('takes two bytes an index while the links allow, else four', () => {
    expect(routeTable(buildNetwork('mesh', 64)).links).toBeInstanceOf(Uint16Array);
    // 256 × 255 links are fewer than 65,536 still.
    expect(routeTable(buildNetwork('fully-connected', 256)).links).toBeInstanceOf(Uint16Array);
  });

  it('of a row is made for a ring too large for the whole', () => {
    const row = routeRow(buildNetwork('ring', 1024), 1023);
    expect(row.links).toHaveLength((1023 * 1024) / 2);
    expect([...row.links.slice(0, 3)]).toEqual([1023, 1023, 0]);
  });
});

describe('the matrix of hops', () => {
  it('holds the hops of every pair', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect([...hopMatrix(network)]).toEqual(pairsOf(network).map(([from, to]) => network.hops(from, to)));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [256, Uint8Array],
    [257, Uint16Array],
  ])('of a ring of %i nodes fits its type', (nodes, type) => {
    const matrix = hopMatrix(buildNetwork('ring', nodes));
    expect(matrix).toBeInstanceOf(type);
    expect(Math.max(...matrix)).toBe(nodes - 1);
  });
});
