import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CohortError } from '../../src/errors.js';
import {
  buildNetwork,
  checkDistances,
  distancesOf,
  formatDistances,
  parseDistances,
} from '../../src/topologies/index.js';
import { FOUR_SOCKETS, SPARSE, TWO_DISTANCES, TWO_HOPS, TWO_SOCKETS } from './machines-as-printed.js';

const MIB = 2 ** 20;

/** Without what is of the moment, and the blanks that numactl leaves at the ends of lines. */
const lasting = (printed: string): string =>
  printed
    .split('\n')
    .filter((line) => !line.includes(' free:'))
    .map((line) => line.trimEnd())
    .join('\n');

describe('what real machines print', () => {
  it.each(Object.entries({ TWO_SOCKETS, FOUR_SOCKETS, TWO_DISTANCES, TWO_HOPS, SPARSE }))(
    '%s is read without a warning and printed back',
    (_, printed) => {
      const read = parseDistances(printed);
      expect(read.warnings).toEqual([]);
      expect(lasting(formatDistances(read))).toBe(lasting(printed));
    },
  );

  it('two sockets: distances, processors and memory', () => {
    const { nodes, distances, cpus, sizesBytes } = parseDistances(TWO_SOCKETS);
    expect(nodes).toEqual([0, 1]);
    expect(distances).toEqual([
      [10, 21],
      [21, 10],
    ]);
    expect(cpus?.map((of) => of.length)).toEqual([36, 36]);
    expect(cpus?.[1]?.slice(16, 20)).toEqual([34, 35, 54, 55]);
    expect(sizesBytes).toEqual([94590 * MIB, 94710 * MIB]);
  });

  it('eight nodes of two sockets have two distances besides their own', () => {
    const { distances } = parseDistances(TWO_DISTANCES);
    expect(distances[0]).toEqual([10, 12, 12, 12, 32, 32, 32, 32]);
    expect(new Set(distances.flat())).toEqual(new Set([10, 12, 32]));
  });

  it('nodes may have gaps in their numbers, no processors and no memory', () => {
    const { nodes, cpus, sizesBytes } = parseDistances(SPARSE);
    expect(nodes).toEqual([0, 8, 255]);
    expect(cpus?.[2]).toEqual([]);
    expect(sizesBytes?.[2]).toBe(0);
  });
});

describe('what people paste', () => {
  const matrix = [
    [10, 21],
    [21, 10],
  ];
  const cases: [what: string, text: string][] = [
    ['the matrix with its header', 'node distances:\nnode   0   1 \n  0:  10  21 \n  1:  21  10 \n'],
    ['the rows alone', '0: 10 21\n1: 21 10'],
    ['lines that end as on Windows', 'node 0 1\r\n0: 10 21\r\n1: 21 10\r\n'],
    [
      'columns of four, as newer versions print them',
      'node     0    1 \n   0:   10   21 \n   1:   21   10 \n',
    ],
    ['the command and the prompt', 'me@host:~$ numactl --hardware\nnode 0 1\n0: 10 21\n1: 21 10\nme@host:~$'],
    ['a header and a row that wrapped', 'node 0\n 1\n0: 10\n21\n1: 21\n 10\n'],
    ['rows in another order than the header', 'node 0 1\n1: 21 10\n0: 10 21\n'],
    ['blank lines', '\nnode 0 1\n\n0: 10 21\n\n1: 21 10\n\n'],
  ];
  it.each(cases)('%s', (_, text) => {
    const { nodes, distances } = parseDistances(text);
    expect(nodes).toEqual([0, 1]);
    expect(distances).toEqual(matrix);
  });

  it('processors that wrapped', () => {
    const text = 'node 0 cpus: 0 1 2\n3 4\nnode 0 size: <not available>\nnode distances:\nnode 0\n0: 10\n';
    const { cpus, sizesBytes } = parseDistances(text);
    expect(cpus).toEqual([[0, 1, 2, 3, 4]]);
    expect(sizesBytes).toEqual([null]);
  });

  it('columns that are in another order than the rows follow the header', () => {
    expect(parseDistances('node 1 0\n0: 21 10\n1: 10 21').distances).toEqual([
      [10, 21],
      [21, 10],
    ]);
  });
});

it('any distances are read back as they were printed', () => {
  const anyDistances = fc.integer({ min: 1, max: 40 }).chain((count) =>
    fc.record({
      nodes: fc.uniqueArray(fc.integer({ min: 0, max: 1023 }), { minLength: count, maxLength: count }),
      distances: fc
        .array(fc.array(fc.integer({ min: 11, max: 254 }), { minLength: count, maxLength: count }), {
          minLength: count,
          maxLength: count,
        })
        .map((rows) => rows.map((row, i) => row.map((distance, j) => (i === j ? 10 : distance)))),
      cpus: fc.array(fc.array(fc.nat(9999)), { minLength: count, maxLength: count }),
      sizesBytes: fc.array(fc.option(fc.nat(1_000_000).map((size) => size * MIB)), {
        minLength: count,
        maxLength: count,
      }),
    }),
  );
  fc.assert(
    fc.property(anyDistances, (given) => {
      const { warnings: _, ...read } = parseDistances(formatDistances(given));
      expect(read).toEqual(given);
    }),
  );
});

it('any text is read or refused as an error that can be mended', () => {
  const word = fc.constantFrom(
    'node',
    '0:',
    '1:',
    '10',
    '20',
    ' ',
    '\n',
    'cpus:',
    'size:',
    'MB',
    '-3',
    '1.5',
    '$',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (text) => {
        try {
          parseDistances(text);
        } catch (error) {
          expect(error).toBeInstanceOf(CohortError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe('what cannot be used is refused, with the place and the mend', () => {
  const rows = 'give the output of numactl --hardware from "node distances:" on';
  const cases: [text: string, message: string][] = [
    ['', `d: there is no row of distances; ${rows}`],
    ['node 0 1', `d: there is no row of distances; ${rows}`],
    [
      'node 0\n0: 10\nhello',
      'd, line 3: "hello" is no line that numactl --hardware prints; expected lines such as "node 0 1" and "0: 10 20"',
    ],
    ['10 20\n20 10', 'd, line 1: "10 20" belongs to no row; begin each row with its node, as 0: 10 20'],
    ['0: 10\n0: 10', 'd, line 2: row 0 stands there twice; leave one out'],
    [
      'No distance information available.',
      'd, line 1: the system knows no distances; give a row for each node, as 0: 10 20',
    ],
    ['node 0 0\n0: 10', 'd: the header names node 0 twice; name each node once'],
    ['node 0 1\n0: 10 20', 'd: node 1 of the header has no row; add the row "1: …"'],
    ['node 0\n0: 10\n3: 10', 'd: row 3 is of no node in the header; add 3 to the line "node …"'],
    ['available: 4 nodes (0-3)\n0: 10', 'd: available: 4 nodes, there are 1 rows; paste the whole output'],
    [
      '0: 10 20\n1: 20',
      'd: row 1 has 1 entry, there are 2 rows; the matrix must be square: give each row one distance a node',
    ],
    [
      '0: 10 20 20\n8: 20 10',
      'd: row 0 has 3 entries, there are 2 rows; the matrix must be square: give each row one distance a node',
    ],
    ['0: 10 9\n8: 20 10', 'd, row 0, column 8: the distance is 9; expected a whole number from 10 to 254'],
    ['0: 10 20\n8: -1 10', 'd, row 8, column 0: the distance is -1; expected a whole number from 10 to 254'],
    [
      '0: 10 20.5\n8: 20 10',
      'd, row 0, column 8: the distance is 20.5; expected a whole number from 10 to 254',
    ],
    ['0: 10 1-2\n8: 20 10', 'd, line 1: "1-2" is no number; expected a distance'],
    [
      '0: 10 255\n1: 255 10',
      'd, row 0, column 1: the distance is 255; 255 means that there is no path: leave nodes without one out',
    ],
    [
      '0: 10 20\n8: 20 21',
      'd, row 8: node 0 is at 20, nearer than the node itself at 21; a node must be nearest to itself: mend the ' +
        'diagonal, or the order of the columns',
    ],
  ];
  it.each(cases)('%j', (text, message) => {
    expect(() => parseDistances(text, 'd')).toThrow(new CohortError(message, 2));
  });

  it('text beyond all measure', () => {
    expect(() => parseDistances(' '.repeat(2 ** 23 + 1))).toThrow(
      new CohortError(
        'distances: the text has 8388609 characters, at most 8388608 are read; give the output of numactl --hardware alone',
        2,
      ),
    );
    expect(() => parseDistances(`0: 10\n${'1 '.repeat(2 ** 15)}1`)).toThrow(
      new CohortError('distances, line 2: it has 65537 characters; expected at most 65536', 2),
    );
    expect(() => parseDistances(`${'node 0 1 2 3\n'.repeat(300)}0: 10`)).toThrow(
      new CohortError('distances: the header names 1200 nodes; expected at most 1024', 2),
    );
    const many = Array.from({ length: 1025 }, (_, node) => `${node}: 10`).join('\n');
    expect(() => parseDistances(many)).toThrow(
      new CohortError('distances: there are 1025 rows; expected at most 1024', 2),
    );
  });

  it('a matrix without rows, and one with fewer rows than nodes', () => {
    expect(() => checkDistances([], 'numa.distances')).toThrow(
      new CohortError('numa.distances: there is no row; give a row for each node', 2),
    );
    expect(() => checkDistances([[10]], 'numa.distances', [0, 1])).toThrow(
      new CohortError('numa.distances: 2 nodes are named, there are 1 rows; give a row for each node', 2),
    );
  });
});

describe('what is odd is told, not refused', () => {
  it('nodes that are not as far one way as the other', () => {
    expect(
      checkDistances(
        [
          [10, 20],
          [30, 10],
        ],
        'd',
        [0, 8],
      ),
    ).toEqual(['d: node 0 to 8 is 20, back it is 30; both are kept as they are']);
  });

  it('a few of them, and how many more there are', () => {
    const warnings = distancesOf(buildNetwork('ring', 5)).warnings;
    expect(warnings).toHaveLength(5);
    expect(warnings.at(-1)).toBe('distances: 6 more pairs of nodes are not as far one way as the other');
  });

  it('nodes that are all as near as the own one need no word', () => {
    expect(
      checkDistances([
        [10, 10],
        [10, 10],
      ]),
    ).toEqual([]);
  });
});

describe('the distances of a network', () => {
  it('grow by the hop', () => {
    expect(distancesOf(buildNetwork('mesh', 4), 10, 11).distances).toEqual([
      [10, 21, 21, 32],
      [21, 10, 32, 21],
      [21, 32, 10, 21],
      [32, 21, 21, 10],
    ]);
  });

  it('are 10 within a node and 20 to the next one if not told otherwise', () => {
    expect(distancesOf(buildNetwork('bus', 2)).distances).toEqual([
      [10, 20],
      [20, 10],
    ]);
  });

  const cases: [topology: string, nodes: number, local: number, perHop: number, message: string][] = [
    ['mesh', 1024, 10, 10, 'mesh: 62 hops of 10 are farther than 254; use at most 3 a hop'],
    ['ring', 1024, 10, 1, 'ring: 1023 hops of 1 are farther than 254; give the distances themselves'],
    ['bus', 2, 9, 10, 'the local distance: the distance is 9; expected a whole number from 10 to 254'],
    ['bus', 2, 10, 0.5, 'the distance of a hop: it is 0.5; expected a whole number from 0 to 244'],
    ['bus', 2, 10, -1, 'the distance of a hop: it is -1; expected a whole number from 0 to 244'],
  ];
  it.each(cases)(
    'of %s of %i nodes, %d local and %d a hop, are refused',
    (topology, nodes, local, perHop, message) => {
      expect(() => distancesOf(buildNetwork(topology, nodes), local, perHop)).toThrow(
        new CohortError(message, 2),
      );
    },
  );
});
