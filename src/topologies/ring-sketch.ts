import { nodeBox, onCircle, type Sketch, shownOf, TEXT_WIDTH } from './sketch.js';

/** A ring; `arrow` joins neighbours in the text: `->` or `--`. */
export const ringSketch = (nodes: number, arrow: '->' | '--'): Sketch => ({
  places: onCircle(nodes),
  strokes: [],
  labels: [],
  curved: false,
  text: () => {
    if (nodes === 1) return [nodeBox(0, 1)];
    const box = nodeBox(0, nodes).length;
    const shown = shownOf(nodes, Math.floor((TEXT_WIDTH - 4) / (box + 2)));
    const row = shown.map((node) => (node === 'gap' ? '...' : nodeBox(node, nodes))).join(arrow);
    const line = `+${arrow}${row}-+`;
    return [line, `+${'-'.repeat(line.length - 2)}+`];
  },
});
