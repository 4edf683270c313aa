import type { CompiledProtocol } from '../types.js';
import { legend, tableTexts } from './cell-text.js';

/** Width in characters to which prose is wrapped; the table takes what it needs. */
const WIDTH = 100;

/** The textbook table for a terminal, with what the protocol is and where it comes from. */
export function protocolText(protocol: CompiledProtocol): string {
  const { name, title, source, about } = protocol.source;
  const [header = [], ...rows] = aligned(tableTexts(protocol));
  const states = aligned(
    protocol.states.map(({ name: state, code, attributes }) => [
      state,
      code === 0 ? 'the line is absent' : attributes.join(', '),
    ]),
  );
  const heading = [
    title === '' ? name : `${name}: ${title}`,
    ...(source === '' ? [] : wrapped(`Source: ${source}`)),
  ];
  const parts = [
    heading,
    wrapped(about),
    states.map((cells) => `  ${cells.join('  ')}`),
    [
      header.join(' | '),
      header.map((cell) => '-'.repeat(cell.length)).join('-+-'),
      ...rows.map((row) => row.join(' | ')),
    ],
    wrapped(legend(protocol)),
  ];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'));
  return `${text.join('\n\n')}\n`;
}

/** Pads the cells of each column to the same width. */
function aligned(rows: readonly (readonly string[])[]): string[][] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
}

function wrapped(prose: string): string[] {
  const lines: string[] = [];
  for (const word of prose.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
