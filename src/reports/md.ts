/** Reports in Markdown, for notes and pull requests. */
import { comparisonDocument } from './comparison.js';
import type { Block, Column } from './document.js';
import type { Report } from './report.js';
import { runDocument } from './run.js';

/** Names come from outside: nothing in them is markup. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&');

/** A cell is one line; the blanks that align a cell's lines in text are of no use here. */
const cell = (text: string): string => escaped(text).replace(/ {2,}/g, ' ').trim().replaceAll('\n', '<br>');

const head = ({ title, unit }: Column): string => cell(unit === undefined ? title : `${title} (${unit})`);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Characters that a page of Markdown shows in a line without scrolling. */
const DRAWING_WIDTH = 80;

const blockMarkdown = (block: Block): string => {
  switch (block.kind) {
    case 'title':
      return `# ${escaped(block.text)}`;
    case 'heading':
      return `## ${escaped(block.text)}`;
    case 'paragraph':
      return escaped(block.text);
    case 'warning':
      return `> **${escaped(block.text)}**`;
    case 'facts':
      return block.facts.map(([name, text]) => `- **${escaped(name)}**: ${escaped(text)}`).join('\n');
    case 'drawing':
      return ['```text', ...block.lines(DRAWING_WIDTH), '```'].join('\n');
    case 'table':
      return [
        row(block.columns.map(head)),
        row(block.columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
        ...block.rows.map((cells) => row(cells.map(cell))),
      ].join('\n');
  }
};

/** A document in Markdown. */
export const renderMarkdown = (blocks: readonly Block[]): string =>
  `${blocks.map(blockMarkdown).join('\n\n')}\n`;

export const md: Report = {
  name: 'md',
  title: 'Markdown, for notes and pull requests',
  extension: 'md',
  render(results, options = {}) {
    if (results.length === 0) return 'No runs.\n';
    const blocks =
      results.length === 1 ? runDocument(results[0]!) : comparisonDocument(results, options.names);
    return renderMarkdown(blocks);
  },
};
