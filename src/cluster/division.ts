/**
 * How a program's memory is divided into blocks.
 *
 *   pages  0 … p − 1       all of memory; where lines are kept apart, without those
 *   lines  p … p + l − 1   under lazy release consistency: the lines of what threads synchronise by (`.sync`)
 *
 * Units are what the core asks for rights by: pages, or lines where there are some apart.
 */
import type { Program } from '../programs/program.js';
import type { DsmKind } from './config.js';
import type { Extent } from './space.js';

export interface Division {
  readonly unitBytes: number;
  readonly pages: readonly (readonly Extent[])[];
  readonly lines: readonly (readonly Extent[])[];
  /** The block of each unit. */
  readonly blocks: Int32Array;
}

/** Units that are kept apart from their pages. */
const unitsOfSync = ({ sync }: Program, unitBytes: number): number[] =>
  sync.flatMap(({ address, bytes }) => {
    const first = Math.floor(address / unitBytes);
    const end = Math.ceil((address + bytes) / unitBytes);
    return Array.from({ length: end - first }, (_, unit) => first + unit);
  });

/** The runs of units from `first` on that are not apart, as parts of memory. */
const runsOf = (first: number, end: number, unitBytes: number, apart: ReadonlySet<number>): Extent[] => {
  const runs: Extent[] = [];
  let begin = first;
  for (let unit = first; unit <= end; unit++) {
    if (unit < end && !apart.has(unit)) continue;
    if (unit > begin) runs.push({ address: begin * unitBytes, bytes: (unit - begin) * unitBytes });
    begin = unit + 1;
  }
  return runs;
};

/** Pages have at least the bytes of a line. */
export const divide = (program: Program, dsm: DsmKind, pageBytes: number): Division => {
  const hasLines = dsm === 'lrc' && program.sync.length > 0;
  const unitBytes = hasLines ? Math.min(program.lineBytes, pageBytes) : pageBytes;
  const apart = hasLines ? unitsOfSync(program, unitBytes) : [];
  const isApart = new Set(apart);
  const perPage = pageBytes / unitBytes;
  const count = Math.ceil(program.memoryBytes / pageBytes);
  const blocks = Int32Array.from({ length: count * perPage }, (_, unit) => Math.floor(unit / perPage));
  for (const [line, unit] of apart.entries()) blocks[unit] = count + line;
  return {
    unitBytes,
    pages: Array.from({ length: count }, (_, page) =>
      runsOf(page * perPage, (page + 1) * perPage, unitBytes, isApart),
    ),
    lines: apart.map((unit) => [{ address: unit * unitBytes, bytes: unitBytes }]),
    blocks,
  };
};
