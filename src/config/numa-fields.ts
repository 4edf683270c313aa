import { ORGANISATIONS, type OrganisationName } from '../directories/index.js';
import { TOPOLOGIES } from '../topologies/index.js';
import type { FieldText } from './field-text.js';

/** Most nodes of a machine. */
export const MAX_NODES = 256;
/** Bits of a coarse vector. */
export const MAX_REGIONS = 64;
export const MAX_POINTERS = 64;
/** Most entries of a sparse directory at one home. */
export const MAX_ENTRIES = 2 ** 22;
export const MAX_RANGES = 256;
export const MAX_PARAMETER = 1024;

export const ORGANISATION_NAMES: readonly OrganisationName[] = ORGANISATIONS.map(({ name }) => name);
export const TRACKED = ['processors', 'nodes'] as const;
export const CLEAN_SOURCES = ['home', 'sharer'] as const;
export const TOPOLOGY_NAMES: readonly string[] = TOPOLOGIES.map(({ name }) => name);
export const PLACEMENTS = [
  'line-interleave',
  'page-interleave',
  'first-touch',
  'bind',
  'ranges',
  'next-touch',
] as const;

/** What is told of a field that names a topology. */
export const TOPOLOGY_BY_NAME = {
  description: `Name of a topology in the catalogue: ${TOPOLOGY_NAMES.join(', ')}.`,
  expected: `one of ${TOPOLOGY_NAMES.join(', ')}`,
  mend: 'Write for instance "mesh".',
  names: TOPOLOGY_NAMES,
} as const satisfies Omit<FieldText, 'title'>;

/** The fields of a machine of nodes, by their path; those of a range without its number. */
export const NUMA_FIELDS = {
  numa: {
    title: 'Nodes with memory',
    description:
      'Memory spread over nodes, kept coherent by directories and joined by a network, in place of the bus. null: one memory on a snooping bus. A partial one over a preset without nodes must give nodes; it takes a full-map directory of processors, first touch with 4 KiB pages, 8-byte headers, and a mesh (a square number of nodes), a fully connected network (up to 3) or a bidirectional ring for what it leaves out. The protocol must be a coherent one that invalidates.',
    expected: 'an object with nodes, directory, placement and network, or null for a bus',
    mend: 'Write for instance { "nodes": 4 }.',
  },
  'numa.nodes': {
    title: 'Nodes',
    description:
      'Nodes, each with its part of the memory and as many cores as any other: 1 to 256, a number that divides the cores. Consecutive processors share a node.',
    expected: 'a whole number from 1 to 256',
    mend: 'Write for instance 4.',
  },
  'numa.directory': {
    title: 'Directory',
    description: 'How a home node remembers who holds its lines.',
    expected: 'an object with organisation and what it needs',
    mend: 'Write for instance { "organisation": "full-map" }.',
  },
  'numa.directory.organisation': {
    title: 'Organisation',
    description: ORGANISATIONS.map(
      ({ name, alias, about }) => `${name}${alias === null ? '' : ` (${alias})`}: ${about}.`,
    ).join(' '),
    expected: `one of ${ORGANISATION_NAMES.join(', ')}`,
    mend: 'Write for instance "full-map".',
    names: ORGANISATION_NAMES,
  },
  'numa.directory.tracks': {
    title: 'Tracks',
    description:
      'Whom a directory tells apart as holders. processors: each one, and every request goes to the home. nodes: the processors of a node snoop each other without a message, and the home knows only which nodes hold a line.',
    expected: 'one of processors, nodes',
    mend: 'Write for instance "processors".',
    names: TRACKED,
  },
  'numa.directory.cleanFrom': {
    title: 'Clean lines from',
    description:
      'Who answers for a line whose holders are all in states that several caches can be in at once, such as the Illinois protocol’s Shared. home: its memory, which is up to date; a request is forwarded only to a holder that is the one to answer: in Exclusive, Modified, Owned or MESIF’s Forward. sharer: the lowest-numbered holder that supplies by the protocol’s table, as on a bus. A cache of the requester’s own node supplies first if the directory tracks nodes.',
    expected: 'one of home, sharer',
    mend: 'Write for instance "home".',
    names: CLEAN_SOURCES,
  },
  'numa.directory.pointers': {
    title: 'Pointers',
    description:
      'Holders that an entry of limited-broadcast, limited or coarse-vector can name: 1 to 64. With as many as there are processors (nodes, if the directory tracks nodes) or more, no entry ever has too few. Unused by the others.',
    expected: 'a whole number from 1 to 64',
    mend: 'Write for instance 4.',
  },
  'numa.directory.regionProcessors': {
    title: 'Processors of a region',
    description:
      'Consecutive processors (nodes, if the directory tracks nodes) that one bit of a coarse vector stands for: 1 to 1024, no more than there are, so that there are at most 64 regions. Unused by the others.',
    expected: 'a whole number from 1 to 1024',
    mend: 'Write for instance 4.',
  },
  'numa.directory.entries': {
    title: 'Entries',
    description:
      'Entries of a sparse directory at each home: ways times a power-of-two number of sets, at most 4194304. Unused by the others.',
    expected: 'a whole number from 1 to 4194304',
    mend: 'Write for instance 4096.',
  },
  'numa.directory.ways': {
    title: 'Ways',
    description:
      'Ways of a sparse directory: 1 to 4096. It replaces the least recently used. Unused by the others.',
    expected: 'a whole number from 1 to 4096',
    mend: 'Write for instance 8.',
  },
  'numa.placement': {
    title: 'Placement',
    description: 'Which node’s memory holds which lines: their home.',
    expected: 'an object with policy and what it needs',
    mend: 'Write for instance { "policy": "first-touch", "pageBytes": "4KiB" }.',
  },
  'numa.placement.policy': {
    title: 'Policy',
    description:
      'line-interleave, page-interleave: lines or pages over the nodes in turn. first-touch: a page lives where its first request came from. next-touch: the same, and once an interval it moves to the node of its next request, as PageData from its old home, and out of all TLBs. bind: everything on one node. ranges: by address.',
    expected: 'one of line-interleave, page-interleave, first-touch, bind, ranges, next-touch',
    mend: 'Write for instance "first-touch".',
    names: PLACEMENTS,
  },
  'numa.placement.pageBytes': {
    title: 'Page size',
    description:
      'Bytes of a page, as a number or with a unit: a power of two, at least lineBytes and at most 1 GiB.',
    expected: 'a power of two from 4 bytes to 1 GiB, as a number of bytes or a size with a unit',
    mend: 'Write for instance "4KiB".',
  },
  'numa.placement.node': {
    title: 'Node',
    description: 'Home of everything under bind, counted from 0. Unused by the others.',
    expected: 'a whole number from 0 to 255, below numa.nodes',
    mend: 'Write for instance 0.',
  },
  'numa.placement.ranges': {
    title: 'Ranges',
    description:
      'Homes by address under ranges, 1 to 256 of them; the first range that holds a line’s first byte counts, and page-interleave where none does. Unused by the others.',
    expected: 'a list of at most 256 ranges',
    mend: 'Write for instance [{ "from": "0x0", "to": "0x10000", "node": 0 }].',
  },
  'numa.placement.ranges.from': {
    title: 'From',
    description: 'First byte address, hexadecimal.',
    expected: 'a hexadecimal address of up to 16 digits, as a string',
    mend: 'Write for instance "0x7f0000000000".',
  },
  'numa.placement.ranges.to': {
    title: 'To',
    description: 'First byte address beyond the range, hexadecimal.',
    expected: 'a hexadecimal address of up to 16 digits, as a string',
    mend: 'Write for instance "0x7f0000010000".',
  },
  'numa.placement.ranges.node': {
    title: 'Node',
    description: 'Home of the range, counted from 0.',
    expected: 'a whole number from 0 to 255, below numa.nodes',
    mend: 'Write for instance 0.',
  },
  'numa.placement.intervalReferences': {
    title: 'Interval',
    description:
      'References (of all processors) of an interval of next-touch: a page moves at most once in each. 1 to 4294967295. Unused by the others.',
    expected: 'a whole number from 1 to 4294967295',
    mend: 'Write for instance 1000000.',
  },
  'numa.network': {
    title: 'Network',
    description: 'What joins the nodes.',
    expected: 'an object with topology, parameters, headerBytes and distances',
    mend: 'Write for instance { "topology": "mesh" }.',
  },
  'numa.network.topology': {
    title: 'Topology',
    ...TOPOLOGY_BY_NAME,
  },
  'numa.network.parameters': {
    title: 'Parameters',
    description:
      'What shapes the topology, such as columns and rows of a mesh; what is left out has the topology’s default, or follows from the number of nodes.',
    expected: 'an object of whole numbers',
    mend: 'Leave it out if in doubt.',
  },
  'numa.network.headerBytes': {
    title: 'Header',
    description: 'Bytes of a message beside its data: 0 to 64.',
    expected: 'a whole number from 0 to 64',
    mend: 'Write for instance 8.',
  },
  'numa.network.distances': {
    title: 'Distances',
    description:
      'How far nodes are from each other, as numactl --hardware prints it: a row a node, whole numbers from 10 to 254, a node nearest to itself. In timed mode each hop between two nodes then takes what makes an idle read of the other’s memory as many times slower than one of its own as the distance is greater (20 is twice 10), the mean of both ways, and never less than 0 cycles. null: every hop takes timing.network.hopCycles.',
    expected: 'a square list of lists of whole numbers, a row a node, or null',
    mend: 'Write for instance [[10, 21], [21, 10]], or let `cohort show distances FILE --format machine` write it.',
  },
} as const satisfies Record<string, FieldText>;

/** The parameters of all topologies, by their path. Those of one name are of one kind. */
export const PARAMETER_FIELDS: Readonly<Record<string, FieldText>> = Object.fromEntries(
  TOPOLOGIES.flatMap(({ parameters }) => Object.entries(parameters)).map(([name, parameter]) => [
    `numa.network.parameters.${name}`,
    {
      title: name,
      description: `Of ${TOPOLOGIES.filter(({ parameters }) => Object.hasOwn(parameters, name))
        .map((topology) => topology.name)
        .join(' and ')}: ${parameter.about}.`,
      expected: `a whole number from ${parameter.min} to ${parameter.max}`,
      mend: 'Leave it out if in doubt.',
    },
  ]),
);
