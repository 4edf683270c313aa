/** What a machine of nodes is refused for, and in which words. */
import { describe, expect, it } from 'vitest';
import { parseMachine } from '../../src/config/parse.js';
import { CohortError } from '../../src/errors.js';
import { TOPOLOGIES } from '../../src/topologies/index.js';

describe('nodes that cannot be are refused in words', () => {
  const nodes = 'expected a whole number from 1 to 256. Write for instance 4.';
  const address = 'expected a hexadecimal address of up to 16 digits, as a string.';
  const page =
    'expected a power of two from 4 bytes to 1 GiB, as a number of bytes or a size with a unit. Write for instance "4KiB".';
  const range = (from: string, to: string, node: number) => ({ from, to, node });
  const topologies = TOPOLOGIES.map(({ name }) => name).join(', ');

  const cases: [numa: unknown, message: string][] = [
    [
      4,
      'numa is 4; expected an object with nodes, directory, placement and network, or null for a bus. Write for instance { "nodes": 4 }.',
    ],
    [
      {},
      'numa.nodes is missing; expected the number of nodes, because the preset has none to take it from. Write for instance "numa": { "nodes": 4 }.',
    ],
    [
      { directory: { organisation: 'limited' } },
      'numa.nodes is missing; expected the number of nodes, because the preset has none to take it from. Write for instance "numa": { "nodes": 4 }.',
    ],
    [{ nodes: 0 }, `numa.nodes is 0; ${nodes}`],
    [{ nodes: 257 }, `numa.nodes is 257; ${nodes}`],
    [{ nodes: 2.5 }, `numa.nodes is 2.5; ${nodes}`],
    [
      { sockets: 2 },
      '"numa.sockets" is not a field of numa; expected one of nodes, directory, placement, network. Did you mean "shape.sockets"?',
    ],
    [
      { nodes: 4, placement: { page: 1 } },
      '"numa.placement.page" is not a field of numa.placement; expected one of policy, pageBytes, node, ranges, intervalReferences. Did you mean "numa.placement.pageBytes"?',
    ],
    [
      { nodes: 4, placement: { ranges: [{ form: '0x0', to: '0x1', node: 0 }] } },
      '"numa.placement.ranges.0.form" is not a field of numa.placement.ranges.0; expected one of from, to, node. Did you mean "numa.placement.ranges.0.from"?',
    ],
    [
      { nodes: 4, directory: { organisation: 'fullmap' } },
      'numa.directory.organisation is "fullmap"; expected one of full-map, limited-broadcast, limited, coarse-vector, sparse, shadow-tags. Did you mean "full-map"?',
    ],
    [
      { nodes: 4, directory: { tracks: 'node' } },
      'numa.directory.tracks is "node"; expected one of processors, nodes. Did you mean "nodes"?',
    ],
    [
      { nodes: 4, directory: { pointers: 65 } },
      'numa.directory.pointers is 65; expected a whole number from 1 to 64. Write for instance 4.',
    ],
    [
      { nodes: 4, directory: { regionProcessors: 0 } },
      'numa.directory.regionProcessors is 0; expected a whole number from 1 to 1024. Write for instance 4.',
    ],
    [
      { nodes: 4, directory: { entries: 2 ** 22 + 1 } },
      'numa.directory.entries is 4194305; expected a whole number from 1 to 4194304. Write for instance 4096.',
    ],
    [
      { nodes: 4, placement: { policy: 'firsttouch' } },
      'numa.placement.policy is "firsttouch"; expected one of line-interleave, page-interleave, first-touch, bind, ranges, next-touch. Did you mean "first-touch"?',
    ],
    [{ nodes: 4, placement: { pageBytes: 5000 } }, `numa.placement.pageBytes is 5000; ${page}`],
    [{ nodes: 4, placement: { pageBytes: '2GiB' } }, `numa.placement.pageBytes is "2GiB"; ${page}`],
    [
      { nodes: 4, placement: { pageBytes: '4KB' } },
      'numa.placement.pageBytes is "4KB", whose unit may mean 1000 or 1024; write "4KiB" (powers of 1024), or a number of bytes.',
    ],
    [
      { nodes: 4, placement: { node: 256 } },
      'numa.placement.node is 256; expected a whole number from 0 to 255, below numa.nodes. Write for instance 0.',
    ],
    [
      { nodes: 4, placement: { ranges: [range('4096', '0x2000', 0)] } },
      `numa.placement.ranges.0.from is "4096"; ${address} Write for instance "0x7f0000000000".`,
    ],
    [
      { nodes: 4, placement: { ranges: [range('0x0', '0x10000000000000000', 0)] } },
      `numa.placement.ranges.0.to is "0x10000000000000000"; ${address} Write for instance "0x7f0000010000".`,
    ],
    [
      { nodes: 4, placement: { intervalReferences: 0 } },
      'numa.placement.intervalReferences is 0; expected a whole number from 1 to 4294967295. Write for instance 1000000.',
    ],
    [
      { nodes: 4, network: { headerBytes: 65 } },
      'numa.network.headerBytes is 65; expected a whole number from 0 to 64. Write for instance 8.',
    ],
    [
      { nodes: 4, network: { topology: 'mesch' } },
      `numa.network.topology is "mesch"; expected one of ${topologies}. Did you mean "mesh"?`,
    ],
    [
      { nodes: 4, network: { topology: 'mesh', parameters: { columns: 'two' } } },
      'numa.network.parameters.columns is "two"; expected a whole number from 1 to 1024. Leave it out if in doubt.',
    ],

    [
      {
        nodes: 2,
        network: {
          distances: [
            [10, 20.5],
            [20, 10],
          ],
        },
      },
      'numa.network.distances.0.1 is 20.5; expected a square list of lists of whole numbers, a row a node, or null. Write for instance [[10, 21], [21, 10]], or let `cohort show distances FILE --format machine` write it.',
    ],

    // Rules between fields.
    [
      {
        nodes: 4,
        network: {
          distances: [
            [10, 20],
            [20, 10],
          ],
        },
      },
      'numa.network.distances has 2 rows; expected one for each of the 4 nodes. Give 4 rows of 4 distances, set numa.nodes to 2, or write null.',
    ],
    [
      { nodes: 2, network: { distances: [] } },
      'numa.network.distances has 0 rows; expected one for each of the 2 nodes. Give 2 rows of 2 distances, or write null.',
    ],
    [
      { nodes: 2, network: { distances: [[10, 20], [20]] } },
      'numa.network.distances cannot be: row 1 has 1 entry, there are 2 rows; the matrix must be square: give each row one distance a node.',
    ],
    [
      {
        nodes: 2,
        network: {
          distances: [
            [10, 20],
            [20, 21],
          ],
        },
      },
      'numa.network.distances cannot be: row 1: node 0 is at 20, nearer than the node itself at 21; a node must be nearest to itself: mend the diagonal, or the order of the columns.',
    ],
    [
      {
        nodes: 2,
        network: {
          distances: [
            [10, 300],
            [20, 10],
          ],
        },
      },
      'numa.network.distances cannot be: row 0, column 1: the distance is 300; expected a whole number from 10 to 254.',
    ],
    [
      { nodes: 3 },
      'numa.nodes is 3; expected a number that divides processors (16), because every node has as many. The nearest: 2 and 4; or change processors.',
    ],
    [
      { nodes: 32 },
      'numa.nodes is 32; expected a number that divides processors (16), because every node has as many. The nearest: 16; or change processors.',
    ],
    [
      { nodes: 4, placement: { pageBytes: 32 } },
      'numa.placement.pageBytes is 32 B; expected at least lineBytes (64 B), because a line has one home. Take larger pages, or shorter lines.',
    ],
    [
      { nodes: 4, placement: { policy: 'bind', node: 4 } },
      'numa.placement.node is 4; expected a node of the machine, 0 to 3. Take one of those, or more nodes.',
    ],
    [
      { nodes: 1, placement: { policy: 'bind', node: 1 } },
      'numa.placement.node is 1; expected a node of the machine, 0. Take one of those, or more nodes.',
    ],
    [
      { nodes: 4, placement: { policy: 'ranges', ranges: [range('0x0', '0x1', 3), range('0x1', '0x2', 4)] } },
      'numa.placement.ranges.1.node is 4; expected a node of the machine, 0 to 3. Take one of those, or more nodes.',
    ],
    [
      { nodes: 4, placement: { policy: 'ranges' } },
      'numa.placement.ranges is empty, but numa.placement.policy is "ranges"; expected one range at least. Write for instance [{ "from": "0x0", "to": "0x100000", "node": 0 }], or take another policy, such as "page-interleave", by which everything outside ranges is placed.',
    ],
    [
      { nodes: 4, directory: { organisation: 'coarse-vector', regionProcessors: 17 } },
      'numa.directory.regionProcessors is 17; expected at most the 16 processors that the directory tells apart, which would all be one region. Take 16 or fewer, or numa.directory.organisation "limited-broadcast".',
    ],
    [
      { nodes: 4, placement: { ranges: [range('0x20000000000001', '0x20000000000000', 0)] } },
      'numa.placement.ranges.0.to is "0x20000000000000"; expected an address beyond from ("0x20000000000001"): it is the first that the range leaves out. Exchange the two, or take the range out.',
    ],
    [
      { nodes: 4, directory: { organisation: 'sparse', entries: 4 } },
      'numa.directory.entries is 4, too small for its own associativity; expected at least numa.directory.ways (8). Take 8 or more entries, or at most 4 ways.',
    ],
    [
      { nodes: 4, directory: { organisation: 'sparse', entries: 24 } },
      'numa.directory.entries is 24; expected 8 ways times a power-of-two number of sets. The nearest: 16 (2 sets) and 32 (4 sets).',
    ],
    [
      { nodes: 4, directory: { organisation: 'sparse', entries: 25, ways: 2 } },
      'numa.directory.entries is 25; expected 2 ways times a power-of-two number of sets. The nearest: 16 (8 sets) and 32 (16 sets).',
    ],
  ];
  it.each(cases)('%j', (numa, message) => {
    const refuse = () => parseMachine({ processors: 16, numa }, 'lab.json');
    expect(refuse).toThrow(new CohortError(`lab.json: ${message}`, 2));
  });

  it.each([
    [{ columns: 4, rows: 4 }, /^machine: numa\.network does not fit: mesh: .*4 nodes; .*\.$/],
    [{ arity: 4 }, /^machine: numa\.network does not fit: mesh: .*"arity"; .*columns, rows\.$/],
  ])('a mesh of four nodes with %j', (parameters, message) => {
    const refuse = () =>
      parseMachine({ processors: 16, numa: { nodes: 4, network: { topology: 'mesh', parameters } } });
    expect(refuse).toThrow(message);
    expect(refuse).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('a hypercube of a number of nodes that is no power of two', () => {
    const refuse = () =>
      parseMachine({ processors: 12, numa: { nodes: 12, network: { topology: 'hypercube' } } });
    expect(refuse).toThrow(/^machine: numa\.network does not fit: hypercube: .*12 nodes.*8 or 16 nodes\.$/);
  });

  it('a coarse vector of more regions than bits', () => {
    const refuse = () =>
      parseMachine({
        processors: 1024,
        numa: { nodes: 4, directory: { organisation: 'coarse-vector', regionProcessors: 4 } },
      });
    expect(refuse).toThrow(
      'numa.directory.regionProcessors is 4, which makes 256 regions of 1024 processors; expected at most 64, a bit each. Take 16 or more.',
    );
  });

  it('a coarse vector of more regions of nodes than bits', () => {
    const refuse = (regionProcessors: number) =>
      parseMachine({
        processors: 1024,
        numa: {
          nodes: 256,
          directory: { organisation: 'coarse-vector', tracks: 'nodes', regionProcessors },
        },
      });
    expect(() => refuse(3)).toThrow(
      'numa.directory.regionProcessors is 3, which makes 86 regions of 256 nodes; expected at most 64, a bit each. Take 4 or more.',
    );
    expect(() => refuse(4)).not.toThrow();
  });

  it('but not for a field that the organisation or the policy does not use', () => {
    expect(
      parseMachine({
        numa: {
          nodes: 2,
          directory: { organisation: 'full-map', entries: 3, regionProcessors: 1 },
          placement: { policy: 'first-touch', node: 9, ranges: [range('0x0', '0x1', 9)] },
        },
      }).numa?.nodes,
    ).toBe(2);
  });
});
