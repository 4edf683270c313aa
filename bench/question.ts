/** The shape of a question and its answer. Adding a question is one file here and one line in index.ts. */
import type { Effort, Timing } from './contest.js';

/** A ratio that was promised. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export type Cell =
  | { readonly seconds: number; readonly target?: Target; readonly reached?: boolean }
  | { readonly nanoseconds: number; readonly spread: number }
  | { readonly millions: number; readonly target?: Target; readonly reached?: boolean }
  | { readonly ratio: number; readonly target?: Target; readonly reached?: boolean }
  | { readonly missing: string };

export interface Answer {
  /** What a cell of the column tells; the first column holds the rows' labels. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
  readonly notes: readonly string[];
}

export interface Ask extends Effort {
  /** Whether a row is wanted. */
  readonly wants: (label: string) => boolean;
}

export interface Question {
  readonly name: string;
  readonly title: string;
  readonly answer: (ask: Ask) => Promise<Answer>;
}

export const timeCell = ({ median, spread }: Timing): Cell => ({ nanoseconds: median, spread });

export function ratioCell(ratio: number, target?: Target): Cell {
  if (!target) return { ratio };
  const reached = 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
  return { ratio, target, reached };
}

export function secondsCell(seconds: number, target?: Target): Cell {
  if (!target) return { seconds };
  const reached = 'atLeast' in target ? seconds >= target.atLeast : seconds <= target.atMost;
  return { seconds, target, reached };
}

/** Millions a second. */
export function millionsCell(millions: number, target?: Target): Cell {
  if (!target) return { millions };
  const reached = 'atLeast' in target ? millions >= target.atLeast : millions <= target.atMost;
  return { millions, target, reached };
}

export const missing = (why: string): Cell => ({ missing: why });
