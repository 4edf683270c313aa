import { nodeBox, type Place, type Sketch, type Stroke, shownOf, TEXT_WIDTH } from './sketch.js';

/** Nodes of one row of an SVG drawing before the bus goes on in the next. */
const ROW = 8;

/** Nodes hanging from one or more buses. */
export const busSketch = (nodes: number, buses: readonly string[]): Sketch => {
  const places: Place[] = [];
  const strokes: Stroke[] = [];
  const rowHeight = 1 + buses.length / 2;
  for (let node = 0; node < nodes; node++) {
    places.push({ x: node % ROW, y: Math.floor(node / ROW) * rowHeight });
  }
  const lastRow = Math.floor((nodes - 1) / ROW);
  const width = Math.min(nodes, ROW) - 1;
  buses.forEach((_, bus) => {
    const spine = -0.6 - bus / 4;
    const yOf = (row: number): number => row * rowHeight + 0.8 + bus / 2;
    for (const { x, y } of places) {
      strokes.push({
        from: { x: x + bus / 8, y },
        to: { x: x + bus / 8, y: y + 0.8 + bus / 2 },
        heavy: false,
      });
    }
    for (let row = 0; row <= lastRow; row++) {
      strokes.push({ from: { x: spine, y: yOf(row) }, to: { x: width + 0.6, y: yOf(row) }, heavy: true });
    }
    if (lastRow > 0) {
      strokes.push({ from: { x: spine, y: yOf(0) }, to: { x: spine, y: yOf(lastRow) }, heavy: true });
    }
  });
  const labels = buses.map((text, bus) => ({ at: { x: width + 0.7, y: 0.8 + bus / 2 }, text }));
  return { places, strokes, labels, curved: false, text: () => busText(nodes, buses) };
};

const busText = (nodes: number, buses: readonly string[]): string[] => {
  const box = nodeBox(0, nodes).length;
  const name = Math.max(...buses.map((bus) => bus.length));
  const shown = shownOf(nodes, Math.floor((TEXT_WIDTH - name - 4) / (box + 2)));
  const row = (cell: (node: number | 'gap') => string, gap: string): string =>
    gap + shown.map((node) => cell(node)).join(gap + gap) + gap;
  const middle = (mark: string, fill: string): string =>
    fill.repeat(Math.floor((box - 1) / 2)) + mark + fill.repeat(box - 1 - Math.floor((box - 1) / 2));
  return [
    row((node) => (node === 'gap' ? '...'.padEnd(box) : nodeBox(node, nodes)), ' '),
    row((node) => middle(node === 'gap' ? ' ' : '|', ' '), ' '),
    ...buses.map((bus) => `${row((node) => middle(node === 'gap' ? '=' : '+', '='), '=')}  ${bus}`),
  ].map((line) => line.trimEnd());
};
