import type { ProtocolSource, StateAttribute } from '../../src/protocol/types.js';

const lines = (source: ProtocolSource): string[][] =>
  (typeof source.grid === 'string' ? source.grid.split('\n') : source.grid)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** The cells of a grid as its author wrote them: `cells.get('S PrWr')`. */
export function sourceCells(source: ProtocolSource): Map<string, string> {
  const [[, ...events] = [], ...rows] = lines(source);
  return new Map(
    rows.flatMap(([state, ...cells]) =>
      cells.map((cell, i): [string, string] => [`${state} ${events[i]}`, cell]),
    ),
  );
}

/** The protocol with one cell written otherwise. */
export function withCell(source: ProtocolSource, state: string, event: string, cell: string): ProtocolSource {
  const [header = [], ...rows] = lines(source);
  const column = header.indexOf(event);
  const row = rows.find(([name]) => name === state);
  if (column < 0 || row === undefined) throw new Error(`${source.name} has no cell ${state} ${event}`);
  row[column] = cell;
  return { ...source, grid: [header, ...rows].map((each) => each.join(' | ')) };
}

/** The protocol without one column. */
export function withoutColumn(source: ProtocolSource, event: string): ProtocolSource {
  const rows = lines(source);
  const column = rows[0]?.indexOf(event) ?? -1;
  if (column < 0) throw new Error(`${source.name} has no column ${event}`);
  return { ...source, grid: rows.map((row) => row.filter((_, i) => i !== column).join(' | ')) };
}

/** The protocol with other attributes of one state. */
export const withAttributes = (
  source: ProtocolSource,
  state: string,
  attributes: readonly StateAttribute[],
): ProtocolSource => ({
  ...source,
  states: { ...source.states, [state]: attributes },
});
