/** How answers are shown: tables for people, JSON for programs. */
import { cpus } from 'node:os';
import Table from 'cli-table3';
import type { Answer, Cell, Question, Target } from './question.js';

const target = (t: Target): string => ('atLeast' in t ? `at least ${t.atLeast}` : `at most ${t.atMost}`);

function figureOf(cell: Exclude<Cell, { missing: string } | { nanoseconds: number }>): string {
  if ('millions' in cell) return `${cell.millions.toFixed(1)} M/s`;
  return 'seconds' in cell ? `${cell.seconds.toFixed(2)} s` : `${cell.ratio.toFixed(2)}×`;
}

function show(cell: Cell): string {
  if ('missing' in cell) return cell.missing;
  if ('nanoseconds' in cell) return `${cell.nanoseconds.toFixed(2)} ns ±${cell.spread.toFixed(1)}`;
  const figure = figureOf(cell);
  if (!cell.target) return figure;
  return `${figure} ${cell.reached ? 'reached' : 'NOT REACHED'} (${target(cell.target)})`;
}

export function tableOf(question: Question, answer: Answer): string {
  const table = new Table({ head: [...answer.columns], style: { head: [], border: [] } });
  for (const { label, cells } of answer.rows) table.push([label, ...cells.map(show)]);
  return [`${question.title}  [${question.name}]`, table.toString(), ...answer.notes, ''].join('\n');
}

/** The machine, as far as it matters to whoever reads the figures. */
export const hostOf = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cpus().length,
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  v8: process.versions.v8,
});

export const hostLine = (): string => {
  const host = hostOf();
  return `${host.processor} × ${host.processors}, ${host.platform}, Node ${host.node} (V8 ${host.v8})`;
};
