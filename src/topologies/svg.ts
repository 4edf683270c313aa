import { networkTitle } from './draw.js';
import type { Network } from './network.js';
import type { Place } from './sketch.js';

/** Pixels from a node to its neighbour. */
const UNIT = 64;
const MARGIN = 48;
const NODE = { width: 36, height: 22 };
const ROUTER_RADIUS = 13;
/** Above so many lines only the nodes are drawn: nobody could follow a line. */
const MOST_LINES = 8192;

/**
 * The network as a document of SVG: nodes are boxes, routers circles, both numbered; a line is a link
 * each way, a line with an arrow a link one way, a thick line a shared medium. The colour is that of
 * the text around it. The same network gives the same characters.
 */
export const networkSvg = (network: Network): string => {
  const { nodes, sketch } = network;
  const box = boundsOf(network);
  const at = ({ x, y }: Place): Place => ({
    x: (x - box.left) * UNIT + MARGIN,
    y: (y - box.top) * UNIT + MARGIN,
  });
  const width = (box.right - box.left) * UNIT + 2 * MARGIN;
  const height = (box.bottom - box.top) * UNIT + 2 * MARGIN;
  const places = sketch.places.map(at);
  const strokes = sketch.strokes.map(
    ({ from, to, heavy }) => `<path d="${straight(at(from), at(to))}"${heavy ? ' stroke-width="4"' : ''}/>`,
  );
  const labels = sketch.labels.map(({ at: place, text }) => {
    const { x, y } = at(place);
    return `<text x="${short(x)}" y="${short(y)}" text-anchor="start">${text}</text>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" role="img" color="#333">`,
    `<title>${networkTitle(network)}</title>`,
    '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">' +
      '<path d="M0 0L8 4L0 8z" fill="currentColor" stroke="none"/></marker></defs>',
    '<g fill="none" stroke="currentColor">',
    ...strokes,
    ...linkLines(network, places),
    '</g>',
    '<g font-family="sans-serif" font-size="12" text-anchor="middle" dominant-baseline="central" fill="currentColor">',
    ...places.map((place, end) => (end < nodes ? nodeShape(place, end) : routerShape(place, end - nodes))),
    ...labels,
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
};

/** At most one decimal, without a negative zero. */
const short = (value: number): string => String(Math.round(value * 10) / 10 + 0);

const straight = (from: Place, to: Place): string =>
  `M${short(from.x)} ${short(from.y)}L${short(to.x)} ${short(to.y)}`;

const boundsOf = ({ sketch }: Network): { left: number; right: number; top: number; bottom: number } => {
  const points = [
    ...sketch.places,
    ...sketch.strokes.flatMap(({ from, to }) => [from, to]),
    // A label grows to the right of its place.
    ...sketch.labels.flatMap(({ at, text }) => [at, { x: at.x + text.length / 8, y: at.y }]),
  ];
  const bounds = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
};

/** One line for the two links between neighbours, with an arrow where there is one link alone. */
const linkLines = ({ links, sketch }: Network, places: readonly Place[]): string[] => {
  const joined = links.filter(({ kind }) => kind === 'point-to-point');
  if (joined.length > 2 * MOST_LINES) return [];
  const known = new Set(joined.map(({ from, to }) => `${from} ${to}`));
  return joined.flatMap(({ from, to }) => {
    const bothWays = known.has(`${to} ${from}`);
    if (bothWays && to < from) return [];
    const a = places[from]!;
    const b = places[to]!;
    const far = Math.hypot(a.x - b.x, a.y - b.y) > UNIT * 1.01;
    const path = sketch.curved && far ? curve(a, b) : bothWays ? straight(a, b) : straight(a, before(b, a));
    return [`<path d="${path}"${bothWays ? '' : ' marker-end="url(#end)"'}/>`];
  });
};

/** A bow to one side of the straight line, clear of the nodes on it. */
const curve = (a: Place, b: Place): string => {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const bow = UNIT * 0.8;
  const x = (a.x + b.x) / 2 + ((b.y - a.y) / length) * bow;
  const y = (a.y + b.y) / 2 - ((b.x - a.x) / length) * bow;
  return `M${short(a.x)} ${short(a.y)}Q${short(x)} ${short(y)} ${short(b.x)} ${short(b.y)}`;
};

/** Where a line from `from` meets the box of the node at `place`. */
const before = (place: Place, from: Place): Place => {
  const dx = from.x - place.x;
  const dy = from.y - place.y;
  const share = Math.min(NODE.width / 2 / Math.abs(dx), NODE.height / 2 / Math.abs(dy));
  return { x: place.x + dx * share, y: place.y + dy * share };
};

const label = ({ x, y }: Place, text: number): string =>
  `<text x="${short(x)}" y="${short(y)}">${text}</text>`;

const nodeShape = (place: Place, node: number): string => {
  const x = short(place.x - NODE.width / 2);
  const y = short(place.y - NODE.height / 2);
  return (
    `<rect x="${x}" y="${y}" width="${NODE.width}" height="${NODE.height}" rx="4" fill="#fff" stroke="currentColor"/>` +
    label(place, node)
  );
};

const routerShape = (place: Place, router: number): string =>
  `<circle cx="${short(place.x)}" cy="${short(place.y)}" r="${ROUTER_RADIUS}" fill="#eee" stroke="currentColor"/>` +
  label(place, router);
