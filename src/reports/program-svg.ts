/** A curve as a document of SVG. */
import type { Curve } from './program-curve.js';

/** Pixels. */
const WIDTH = 720;
const HEIGHT = 420;
const PLOT = { left: 80, right: 540, top: 48, bottom: 360 };
const TICKS = 5;
const LEGEND_ROW = 22;

/** Told apart by people who do not tell red from green as well (M. Okabe and K. Ito, 2008), and by dashes. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000', '#8c6d00'];
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

const escaped = (content: string): string =>
  content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const text = (x: number, y: number, content: string, anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(content)}</text>`;

const styleOf = (at: number): string => {
  const dash = DASHES[Math.floor(at / COLOURS.length) % DASHES.length]!;
  return `stroke="${COLOURS[at % COLOURS.length]}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
};

/** A step of the scale: 1, 2 or 5 times a power of ten, so that `TICKS` of them reach `most`. */
const stepFor = (most: number): number => {
  const least = most / TICKS;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= least) ?? least;
};

const tickText = (value: number): string => String(Number(value.toPrecision(6)));

/** Processors stand at equal distances, whatever their numbers. The same curve gives the same text. */
export const curveSvg = ({ title, unit, processors, series }: Curve): string => {
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const step = stepFor(most > 0 ? most : 1);
  const top = step * TICKS;
  const x = (at: number): number =>
    PLOT.left + ((PLOT.right - PLOT.left) * at) / Math.max(1, processors.length - 1);
  const y = (value: number): number => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top;
  const grid = Array.from({ length: TICKS + 1 }, (_, tick) => {
    const height = y(tick * step).toFixed(1);
    return (
      `<path d="M${PLOT.left} ${height}H${PLOT.right}" stroke="currentColor" stroke-opacity="0.2"/>` +
      text(PLOT.left - 8, y(tick * step) + 4, tickText(tick * step), 'end')
    );
  });
  const lines = series.map(({ values }, at) => {
    const points = values.flatMap((value, place) =>
      value === undefined ? [] : [`${x(place).toFixed(1)} ${y(value).toFixed(1)}`],
    );
    const dots = points
      .map((point) => `<circle cx="${point.split(' ')[0]}" cy="${point.split(' ')[1]}" r="3"/>`)
      .join('');
    return `<g fill="${COLOURS[at % COLOURS.length]}"><path d="M${points.join('L')}" fill="none" stroke-width="2" ${styleOf(at)}/>${dots}</g>`;
  });
  const legend = series.map(({ label }, at) => {
    const row = PLOT.top + LEGEND_ROW * at;
    return (
      `<path d="M${PLOT.right + 20} ${row}h24" fill="none" stroke-width="2" ${styleOf(at)}/>` +
      text(PLOT.right + 50, row + 4, label)
    );
  });
  const height = Math.max(HEIGHT, PLOT.top + LEGEND_ROW * (series.length + 1));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13" fill="currentColor">`,
    `<title>${escaped(title)}</title>`,
    text(PLOT.left, 24, `${title} (${unit})`),
    ...grid,
    ...processors.map((count, at) => text(x(at), PLOT.bottom + 22, String(count), 'middle')),
    text((PLOT.left + PLOT.right) / 2, PLOT.bottom + 44, 'processors', 'middle'),
    ...lines,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
};
