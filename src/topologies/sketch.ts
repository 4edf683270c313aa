/** A point of a drawing; 1 is the distance between neighbours. y grows downwards. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A line that is no link: a bus, the wires of a crossbar. */
export interface Stroke {
  readonly from: Place;
  readonly to: Place;
  /** Drawn thick: a medium that is shared. */
  readonly heavy: boolean;
}

/** What a topology knows of its looks. */
export interface Sketch {
  /** The drawing in characters, line by line, at most `TEXT_WIDTH` wide. */
  text(): readonly string[];
  /** Where the nodes are, then where the routers are. */
  readonly places: readonly Place[];
  readonly strokes: readonly Stroke[];
  readonly labels: readonly { readonly at: Place; readonly text: string }[];
  /** Whether links between places that are more than 1 apart go round what lies between. */
  readonly curved: boolean;
}

/** Most characters in a line of a text drawing. */
export const TEXT_WIDTH = 100;

/** `[ 7]`: a node, padded to the width of the last one's number. */
export const nodeBox = (node: number, nodes: number): string =>
  `[${String(node).padStart(String(nodes - 1).length)}]`;

/** Of a row of `count`, those that fit in `most` places: all, or the first ones, a gap, and the last. */
export const shownOf = (count: number, most: number): (number | 'gap')[] => {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return [...Array.from({ length: Math.max(1, most - 2) }, (_, i) => i), 'gap', count - 1];
};

/** Numbers places on a circle, the first at the top, clockwise, neighbours about 1 apart. */
export const onCircle = (count: number): Place[] => {
  const radius = count < 2 ? 0 : Math.max(0.5, count / (2 * Math.PI));
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return { x: radius * (1 + Math.sin(angle)), y: radius * (1 - Math.cos(angle)) };
  });
};

/** Most lines of a drawing in characters that grow with the number of nodes. */
export const MOST_LINES = 32;

/** Each node or router in a line of its own, with those that it is joined to; for what has no flat drawing. */
export const neighbourLines = (count: number, lineOf: (index: number) => string): string[] =>
  shownOf(count, MOST_LINES).map((index) => {
    if (index === 'gap') return '...';
    const line = lineOf(index);
    if (line.length <= TEXT_WIDTH) return line;
    return `${line.slice(0, line.lastIndexOf(' ', TEXT_WIDTH - 4))} ...`;
  });
