/**
 * Steps from place `from` to `to` of a ring of `size` places, the shorter way: positive upwards,
 * negative downwards. A tie (half of an even ring) goes up from an even place and down from an odd
 * one, so that both directions carry alike.
 */
export const stepsRound = (from: number, to: number, size: number): number => {
  const up = (to - from + size) % size;
  const down = size - up;
  if (up === down) return from % 2 === 0 ? up : -down;
  return up < down ? up : -down;
};

/** The sum of the shorter distances from one place of a ring to all places. */
export const sumRound = (size: number): number => Math.floor((size * size) / 4);

/**
 * Whether the shorter way round can make no circle of messages that wait for each other: routes of
 * one step (3 places) cannot, nor those of 4 places, where only ties take two steps, and the rule for
 * ties keeps them from closing a circle.
 */
export const roundIsDeadlockFree = (size: number): boolean => size <= 4;
