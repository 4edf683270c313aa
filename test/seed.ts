/**
 * Properties try the same cases in every run of `npm test`, so that a commit passes or fails for what it holds.
 * `COHORT_SEED=N` tries others; `npm run test:long` tries cases that nobody has tried before, and prints the
 * seed of one that fails.
 */
import fc from 'fast-check';

const given = process.env.COHORT_SEED;
const isLong = process.env.COHORT_LONG === '1';
if (given !== undefined) fc.configureGlobal({ seed: Number(given) });
else if (!isLong) fc.configureGlobal({ seed: 1 });
