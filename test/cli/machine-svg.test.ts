/** Machines drawn as SVG: what is there, and that nothing lies on anything else. */
import { describe, expect, it } from 'vitest';
import { machineSvg } from '../../src/cli/machine-svg.js';
import { parseMachine } from '../../src/config/parse.js';
import { MACHINES } from '../../src/machines/index.js';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
}

/** Pixels of a character of the drawings' font, most of them. */
const CHARACTER = 7;

/** The machine's own boxes: those of the network stand in a document of their own within. */
const boxesOf = (svg: string): Box[] =>
  [
    ...svg
      .replace(/<svg x=[\s\S]*?<\/svg>/, '')
      .matchAll(
        /<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" rx="4"[^>]*\/><text [^>]*>([^<]*)</g,
      ),
  ].map(([, x, y, width, height, text]) => ({
    left: Number(x),
    right: Number(x) + Number(width),
    top: Number(y),
    bottom: Number(y) + Number(height),
    text: text ?? '',
  }));

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const drawings = MACHINES.map(({ name, config }) => ({ name, svg: machineSvg(config) }));

describe.each(drawings)('the drawing of $name', ({ svg }) => {
  const boxes = boxesOf(svg);

  it('has boxes that do not overlap', () => {
    expect(boxes.length).toBeGreaterThan(2);
    for (const [at, box] of boxes.entries()) {
      expect(boxes.slice(at + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  it('has boxes that their texts fit', () => {
    for (const { left, right, text } of boxes) {
      expect(text.length * CHARACTER, text).toBeLessThanOrEqual(right - left);
    }
  });

  it('lies within its document', () => {
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
    for (const box of boxes) {
      expect(box.right).toBeLessThanOrEqual(width!);
      expect(box.bottom).toBeLessThanOrEqual(height!);
    }
  });
});

describe('the drawing of a machine of nodes', () => {
  const texts = (svg: string): string[] => boxesOf(svg).map(({ text }) => text);

  it('shows one node as it is', () => {
    expect(texts(machineSvg(parseMachine({ preset: 'origin-2000' })))).toEqual([
      ...['P0', 'L1I 32 KiB, D 32 KiB', 'L2 4 MiB'],
      ...['P1', 'L1I 32 KiB, D 32 KiB', 'L2 4 MiB'],
      ...['directory', 'memory'],
    ]);
  });

  it('says which processors each node has', () => {
    const svg = machineSvg(parseMachine({ preset: 'dash' }));
    expect(svg).toContain('>16 such nodes</text>');
    expect(svg).toContain('>node i: processors 4 × i to 4 × i + 3</text>');
    expect(svg).toContain('>bus of the node</text>');
  });

  it('has the network beside the node', () => {
    const svg = machineSvg(parseMachine({ preset: 'two-socket' }));
    const frame = /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" rx="8"/.exec(svg)!;
    const inner = /<svg x="([\d.]+)" y="0" width="[\d.]+" height="[\d.]+" /.exec(svg)!;
    expect(Number(inner[1])).toBeGreaterThanOrEqual(Number(frame[1]) + Number(frame[2]));
    expect(svg.match(/<\/svg>/g)).toHaveLength(2);
  });

  it('has no network where there is one node', () => {
    const svg = machineSvg(parseMachine({ numa: { nodes: 1 } }));
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
    expect(texts(svg)).toContain('directory');
  });
});
