/** The rows or items of one processor: from `first` up to, not including, `end`. */
export interface Band {
  readonly first: number;
  readonly end: number;
}

/** Splits 0 … count − 1 into bands that differ by at most one. Some are empty if there are more processors. */
export const band = (count: number, processor: number, processors: number): Band => ({
  first: Math.floor((processor * count) / processors),
  end: Math.floor(((processor + 1) * count) / processors),
});
