/** Laws of speed-up, fitted to what was measured. */
import type { SpeedUpFit } from './result.js';

export interface Measured {
  readonly processors: number;
  readonly speedUp: number;
}

/** y = s x, the s of least squares and what is left; null where no x tells anything. */
const fitThroughOrigin = (points: readonly (readonly [x: number, y: number])[]): SpeedUpFit | null => {
  const telling = points.filter(([x]) => x !== 0);
  if (telling.length === 0) return null;
  const sum = (of: (x: number, y: number) => number): number =>
    telling.reduce((total, [x, y]) => total + of(x, y), 0);
  const serialFraction = sum((x, y) => x * y) / sum((x) => x * x);
  const left = sum((x, y) => (y - serialFraction * x) ** 2);
  return { serialFraction, residual: Math.sqrt(left / telling.length) };
};

/** 1/S(P) = s + (1 − s)/P, which is 1/S − 1/P = s (1 − 1/P). Points of one processor say nothing. */
export const fitAmdahl = (points: readonly Measured[]): SpeedUpFit | null =>
  fitThroughOrigin(
    points.map(({ processors, speedUp }) => [1 - 1 / processors, 1 / speedUp - 1 / processors] as const),
  );

/** S(P) = P − s (P − 1), which is P − S = s (P − 1). */
export const fitGustafson = (points: readonly Measured[]): SpeedUpFit | null =>
  fitThroughOrigin(points.map(({ processors, speedUp }) => [processors - 1, processors - speedUp] as const));

/** The serial fraction of one point; null for one processor. */
export const karpFlatt = ({ processors, speedUp }: Measured): number | null =>
  processors === 1 ? null : (1 / speedUp - 1 / processors) / (1 - 1 / processors);
