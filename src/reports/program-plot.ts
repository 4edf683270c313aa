/** A curve drawn in characters. */
import { fixed, grouped } from './format.js';
import type { Curve } from './program-curve.js';

const ROWS = 16;
const WIDEST_STEP = 14;
const NARROWEST_STEP = 4;
/** Where two lines meet. */
const MEET = '*';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const letterOf = (series: number): string => LETTERS[series] ?? '?';

/** 1, 2 or 5 times a power of ten, at least `value`: so that the scale has round numbers. */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
};

const scaleText = (value: number, top: number): string =>
  top >= 10 ? grouped(Math.round(value)) : fixed(value);

/** Rows of characters on which points can be set; row 0 is at the bottom. */
class Canvas {
  private readonly rows: string[][];

  constructor(rows: number, columns: number) {
    this.rows = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  }

  /** Lines give way to points; points of two series that meet become one of both. */
  set(column: number, row: number, mark: string, isPoint: boolean): void {
    const line = this.rows[row];
    const before = line?.[column];
    if (!line || before === undefined) return;
    if (isPoint) line[column] = before === ' ' || before === '·' ? mark : MEET;
    else if (before === ' ') line[column] = mark;
  }

  /** From the top down. */
  lines(): string[] {
    return this.rows.map((row) => row.join('')).reverse();
  }
}

/**
 * The plot's lines, at most `width` characters wide. Each series has a letter; processors stand at equal
 * distances, whatever their numbers.
 */
export const plotLines = ({ processors, series, unit }: Curve, width: number): string[] => {
  const most = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const top = most > 0 ? roundUp(most) : 1;
  const scale = (row: number): string => scaleText((top * row) / (ROWS - 1), top);
  const margin = Math.max(scale(0).length, scale(ROWS - 1).length);
  const room = Math.floor((width - margin - 4) / (processors.length - 1));
  const step = Math.min(WIDEST_STEP, Math.max(NARROWEST_STEP, room));
  const canvas = new Canvas(ROWS, step * (processors.length - 1) + 1);
  const heightOf = (value: number): number => (value / top) * (ROWS - 1);
  for (const { values } of series) {
    values.slice(1).forEach((value, at) => {
      const before = values[at];
      if (value === undefined || before === undefined) return;
      for (let x = 1; x < step; x++) {
        const height = heightOf(before) + ((heightOf(value) - heightOf(before)) * x) / step;
        canvas.set(at * step + x, Math.round(height), '·', false);
      }
    });
  }
  series.forEach(({ values }, which) => {
    values.forEach((value, at) => {
      if (value !== undefined) canvas.set(at * step, Math.round(heightOf(value)), letterOf(which), true);
    });
  });
  const labelled = (row: number): boolean => row % 5 === 0;
  const body = canvas.lines().map((line, at) => {
    const row = ROWS - 1 - at;
    return `${(labelled(row) ? scale(row) : '').padStart(margin)} ${labelled(row) ? '┤' : '│'} ${line}`.trimEnd();
  });
  const axis = `${' '.repeat(margin)} └─${processors.map((_, at) => (at === 0 ? '┬' : '┬'.padStart(step, '─'))).join('')}─`;
  const numbers = processors.map((count, at) => String(count).padStart(at === 0 ? 1 : step)).join('');
  return [
    `${unit} against processors`,
    ...body,
    axis,
    `${' '.repeat(margin + 3)}${numbers}`,
    ...series.map(({ label }, at) => `${' '.repeat(margin + 3)}${letterOf(at)}  ${label}`),
    ...(body.some((line) => line.includes(MEET))
      ? [`${' '.repeat(margin + 3)}${MEET}  several of them`]
      : []),
  ];
};
