/** Reports for a terminal. */
import Table from 'cli-table3';
import { comparisonDocument } from './comparison.js';
import type { Block, Column } from './document.js';
import type { Report, ReportOptions } from './report.js';
import { runDocument } from './run.js';

const GAP = '  ';
const DEFAULT_WIDTH = 80;
const NARROWEST = 40;
const WIDEST = 1000;
/** A head does not break into shorter lines than this. */
const LEAST_HEAD = 11;

/** A rule under the head, columns apart by a gap, and no other lines. */
const RULED = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', right: '', 'right-mid': '' },
  ...{ mid: '─', 'mid-mid': '──', middle: GAP },
};

type Emphasis = 'bold' | 'dim' | 'warning';

const ESCAPES: Readonly<Record<Emphasis, string>> = { bold: '1', dim: '2', warning: '1;33' };

type Paint = (text: string, emphasis: Emphasis) => string;

const painter =
  (color: boolean): Paint =>
  (text, emphasis) =>
    color && text !== '' ? `\u001b[${ESCAPES[emphasis]}m${text}\u001b[0m` : text;

const lengthOf = (line: string): number => [...line].length;

/** Breaks a text into lines of at most `width`, between words; a longer word keeps its line. */
const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

const cellWidth = (lines: readonly string[]): number => Math.max(0, ...lines.map(lengthOf));

/** Columns that fit beside each other, the first in each part again; a part has one besides at least. */
const partsThatFit = (widths: readonly number[], width: number): number[][] => {
  const parts: number[][] = [];
  let part = [0];
  let used = widths[0]!;
  for (let at = 1; at < widths.length; at++) {
    const needed = GAP.length + widths[at]!;
    if (part.length > 1 && used + needed > width) {
      parts.push(part);
      part = [0];
      used = widths[0]!;
    }
    part.push(at);
    used += needed;
  }
  return [...parts, part];
};

/** A head of words over a column of numbers breaks between words, so that the numbers set the width. */
const headText = ({ title, unit, align }: Column, bodyWidth: number, paint: Paint): string => {
  const words = `${title} ${unit ?? ''}`.split(' ');
  const width = Math.max(bodyWidth, cellWidth(words), LEAST_HEAD);
  // What a run differs by is a list, whose items are best kept whole.
  const items = (part: string): string[] => part.split(/(?<=,) /).flatMap((item) => wrap(item, width));
  const lines = (part: string): string[] => (align === 'left' ? [part] : items(part));
  return [
    ...lines(title).map((line) => paint(line, 'bold')),
    ...(unit === undefined ? [] : lines(unit).map((line) => paint(line, 'dim'))),
  ].join('\n');
};

/** A cell of many words takes several lines rather than more than half of the width. */
const foldCell = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => (lengthOf(line) > width / 2 ? wrap(line, Math.floor(width / 2)) : [line]))
    .join('\n');

const tableText = (
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  width: number,
  paint: Paint,
): string => {
  const rows = cells.map((row) => row.map((cell) => foldCell(cell, width)));
  const bodyWidths = columns.map((_, at) => cellWidth(rows.flatMap((row) => row[at]!.split('\n'))));
  const widths = columns.map((column, at) => {
    const head = headText(column, bodyWidths[at]!, (line) => line);
    return Math.max(bodyWidths[at]!, cellWidth(head.split('\n')));
  });
  return partsThatFit(widths, width)
    .map((part) => {
      const table = new Table({
        colAligns: part.map((at) => columns[at]!.align),
        chars: RULED,
        style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
        // The first row is the head, which stands on its rule.
        rowAligns: ['bottom'],
        head: part.map((at) => headText(columns[at]!, bodyWidths[at]!, paint)),
      });
      table.push(...rows.map((row) => part.map((at) => row[at]!)));
      return table.toString();
    })
    .join('\n\n');
};

const factsText = (facts: readonly (readonly [string, string])[], width: number, paint: Paint): string => {
  const nameWidth = cellWidth(facts.map(([name]) => name));
  return facts
    .map(([name, text]) =>
      wrap(text, width - nameWidth - GAP.length)
        .map(
          (line, at) =>
            `${at === 0 ? paint(name.padEnd(nameWidth), 'bold') : ' '.repeat(nameWidth)}${GAP}${line}`,
        )
        .join('\n'),
    )
    .join('\n');
};

const blockText = (block: Block, width: number, paint: Paint): string => {
  const wrapped = (text: string): string[] => wrap(text, width);
  switch (block.kind) {
    case 'title':
      return [
        ...wrapped(block.text).map((line) => paint(line, 'bold')),
        '═'.repeat(Math.min(width, lengthOf(block.text))),
      ].join('\n');
    case 'heading':
      return paint(block.text.toUpperCase(), 'bold');
    case 'paragraph':
      return wrapped(block.text).join('\n');
    case 'warning':
      return wrapped(`!! ${block.text}`)
        .map((line) => paint(line, 'warning'))
        .join('\n');
    case 'facts':
      return factsText(block.facts, width, paint);
    case 'drawing':
      return block.lines(width).join('\n');
    case 'table':
      return tableText(block.columns, block.rows, width, paint);
  }
};

/** Without the blanks that pad a table's last column. */
const trimLines = (text: string): string => text.replace(/[ ]+$/gm, '');

/** A document for a terminal. */
export const renderText = (blocks: readonly Block[], { width, color = false }: ReportOptions): string => {
  const columns = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(width ?? DEFAULT_WIDTH)));
  const paint = painter(color);
  const body = blocks.reduce((text, block, at) => {
    const before = blocks[at - 1]?.kind;
    const apart = before === undefined ? '' : before === 'heading' ? '\n' : '\n\n';
    return `${text}${apart}${blockText(block, columns, paint)}`;
  }, '');
  return `${trimLines(body)}\n`;
};

export const text: Report = {
  name: 'text',
  title: 'For a terminal: tables that fit its width',
  extension: 'txt',
  render(results, options = {}) {
    if (results.length === 0) return 'No runs.\n';
    const blocks =
      results.length === 1 ? runDocument(results[0]!) : comparisonDocument(results, options.names);
    return renderText(blocks, options);
  },
};
