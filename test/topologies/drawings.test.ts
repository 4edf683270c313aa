import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNetwork, drawNetwork, networkSvg, TOPOLOGIES } from '../../src/topologies/index.js';
import { ANY_NETWORK } from './any-network.js';

const anyNetwork = fc.oneof(...Object.values(ANY_NETWORK));

/** The largest that each topology builds, and a few between. */
const LARGE: [name: string, nodes: number][] = TOPOLOGIES.flatMap(({ name, mostNodes }) =>
  [mostNodes, mostNodes / 4, 16].map((nodes): [string, number] => [name, nodes]),
);

/** The part of a drawing below its title and its figures. */
const drawn = (name: string, nodes: number, parameters = {}): string[] =>
  drawNetwork(buildNetwork(name, nodes, parameters))
    .split('\n')
    .slice(3, -1);

describe('in text', () => {
  it.each(LARGE)('%s of %i nodes fits in 100 columns and 64 lines', (name, nodes) => {
    const lines = drawNetwork(buildNetwork(name, nodes)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeLessThanOrEqual(64);
  });

  it('no line ends in a blank, and the drawing ends with its last line', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const text = drawNetwork(network);
        expect(text).not.toMatch(/[ \t]$/m);
        expect(text).toMatch(/[^\n]\n$/);
      }),
    );
  });

  it('says what it is, then its figures', () => {
    expect(drawNetwork(buildNetwork('mesh', 12)).split('\n').slice(0, 2)).toEqual([
      'mesh: 12 nodes, 34 links; columns 4, rows 3',
      'hops: 2.33 on average, 5 at most; bisection: 6 links',
    ]);
    expect(drawNetwork(buildNetwork('bus', 4)).split('\n').slice(0, 2)).toEqual([
      'bus: 4 nodes, 1 link',
      'hops: 1.00 on average, 1 at most; bisection: 1 link',
    ]);
  });

  const cases: [name: string, nodes: number, lines: string[]][] = [
    ['bus', 3, [' [0]  [1]  [2]', '  |    |    |', '==+====+====+==  bus']],
    ['crossbar', 2, ['[0]---+--+', '[1]---+--+', '      v  v', '      0  1']],
    ['ring', 3, ['+->[0]->[1]->[2]-+', '+----------------+']],
    ['bidirectional-ring', 3, ['+--[0]--[1]--[2]-+', '+----------------+']],
    ['mesh', 6, ['[0]--[1]--[2]', ' |    |    |', '[3]--[4]--[5]']],
    [
      'torus',
      9,
      [
        '  ~    ~    ~',
        '~[0]--[1]--[2]~',
        '  |    |    |',
        '~[3]--[4]--[5]~',
        '  |    |    |',
        '~[6]--[7]--[8]~',
        '  ~    ~    ~',
        '',
        '~ goes round to the other end',
      ],
    ],
    [
      'fat-tree',
      4,
      [
        'level 1    (0)   (1)',
        '          joined if alike in base 2 but for digit 0',
        'level 0    (0)   (1)',
        '            |     |',
        'nodes     [0-1] [2-3]',
      ],
    ],
    ['fully-connected', 3, ['[0] -- [1] [2]', '[1] -- [0] [2]', '[2] -- [0] [1]']],
    ['hypercube', 4, ['[0]--[1]', ' |    |', '[2]--[3]']],
  ];
  it.each(cases)('%s of %i nodes', (name, nodes, lines) => {
    expect(drawn(name, nodes)).toEqual(lines);
  });

  it('of what is too wide the first ones and the last are drawn', () => {
    const [row] = drawn('bus', 1024);
    expect(row).toMatch(/^ \[ {3}0\] {2}\[ {3}1\] .* \.\.\. +\[1023\]$/);
  });
});

/** Opening and closing tags pair up, and attributes are quoted: what an XML reader would ask. */
const isWellFormed = (xml: string): boolean => {
  const open: string[] = [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<]*")*)(\/?)>/g, (_, end, name, __, single) => {
    if (end === '' && single === '') open.push(name);
    else if (end !== '' && open.pop() !== name) open.push('!');
    return '';
  });
  return open.length === 0 && !/[<>&]/.test(rest);
};

describe('in SVG', () => {
  it('is well-formed and draws each node and router once, with its number', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const svg = networkSvg(network);
        expect(isWellFormed(svg)).toBe(true);
        expect(svg.match(/<rect /g) ?? []).toHaveLength(network.nodes);
        expect(svg.match(/<circle /g) ?? []).toHaveLength(network.routers);
        for (let node = 0; node < network.nodes; node++) expect(svg).toContain(`>${node}</text>`);
      }),
      { numRuns: 30 },
    );
  });

  it('draws a line for two links between neighbours, and an arrow for one link alone', () => {
    const lines = (svg: string): number => svg.match(/<path d="M[^"]*"( marker-end="[^"]*")?\/>/g)!.length;
    expect(lines(networkSvg(buildNetwork('mesh', 12)))).toBe(17);
    const ring = networkSvg(buildNetwork('ring', 5));
    expect(ring.match(/marker-end/g)).toHaveLength(5);
  });

  it('holds no number that is none', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect(networkSvg(network)).not.toMatch(/NaN|Infinity|undefined|-0\b(?!\.)/);
      }),
      { numRuns: 30 },
    );
  });

  it('all nodes lie within the picture, and none on another', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const svg = networkSvg(network);
        const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
        const boxes = [...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="(\d+)" height="(\d+)"/g)].map(
          (box) => box.slice(1).map(Number),
        );
        boxes.forEach(([x, y, w, h], i) => {
          expect(x! >= 0 && y! >= 0 && x! + w! <= width! && y! + h! <= height!).toBe(true);
          const covered = boxes
            .slice(i + 1)
            .filter(([x2, y2]) => Math.abs(x2! - x!) < w! && Math.abs(y2! - y!) < h!);
          expect(covered).toEqual([]);
        });
      }),
      { numRuns: 30 },
    );
  });

  it.each(LARGE)('%s of %i nodes stays below a megabyte and a half', (name, nodes) => {
    expect(networkSvg(buildNetwork(name, nodes)).length).toBeLessThan(1_500_000);
  });
});
