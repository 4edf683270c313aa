/**
 * One server, random arrivals, a service that always takes as long: what queueing theory calls M/D/1.
 * The mean wait is ρ d / (2 (1 − ρ)), ρ being the share of time in which the server is busy and d the
 * service (A. Y. Khintchine, Mathematical theory of a stationary queue, 1932; L. Kleinrock, Queueing
 * Systems, vol. 1, 1975).
 */
import { describe, expect, test } from 'vitest';
import { Calendar } from './calendar.js';

const SERVICE = 100;
const ARRIVALS = 200_000;

/** Exponential times between arrivals, from a fixed seed (Park and Miller 1988). */
function* arrivals(load: number): Generator<number> {
  let seed = 20071;
  let at = 0;
  for (let i = 0; i < ARRIVALS; i++) {
    seed = (seed * 48271) % 0x7fffffff;
    at += -Math.log(seed / 0x7fffffff) * (SERVICE / load);
    yield Math.round(at);
  }
}

describe('a calendar under random arrivals', () => {
  test.each([0.05, 0.2, 0.5, 0.8, 0.9])('makes them wait as long as theory says at a load of %d', (load) => {
    const calendar = new Calendar();
    for (const at of arrivals(load)) calendar.reserve(at, SERVICE);
    const expected = (load * SERVICE) / (2 * (1 - load));
    const mean = calendar.waited / ARRIVALS;
    expect(Math.abs(mean / expected - 1)).toBeLessThan(load < 0.9 ? 0.03 : 0.08);
  });
});
